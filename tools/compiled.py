"""Compiles the package's modules and the templates of its theme: ``make`` does it.

Python keeps what it compiles of modules by itself, unless it may not (``PYTHONDONTWRITEBYTECODE``);
of templates nobody would, and a build from nothing would compile them again each time. A build
reads what stands here and never writes into the package.
"""

from __future__ import annotations

import compileall
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from vademecum.speed.templates import READY, Compiled

PACKAGE = Path(__file__).resolve().parents[1] / "_ext" / "vademecum"


def compile_templates() -> None:
    """Compile each template of the theme as a site renders it."""
    READY.mkdir(exist_ok=True)
    folder = PACKAGE / "theme" / "vademecum"
    environment = Environment(
        loader=FileSystemLoader(folder),
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=Compiled(READY),
    )
    for path in sorted(folder.glob("*.html")):
        environment.get_template(path.name)


if __name__ == "__main__":
    compileall.compile_dir(PACKAGE, quiet=1)
    compile_templates()
