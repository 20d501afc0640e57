"""Compiles the package's modules and the templates of its theme: ``python tools/compiled.py``.

Python keeps what it compiles of modules by itself, unless it may not (``PYTHONDONTWRITEBYTECODE``);
of templates nobody would, and a build from nothing would compile them again each time. A build
reads what stands here and never writes into the package.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "_ext" / "vademecum"
sys.path.insert(0, str(PACKAGE.parent))


def compile_templates() -> None:
    """Compile each template of the theme with the environment that a site is rendered with."""
    from jinja2 import Environment, FileSystemLoader
    from vademecum.speed.templates import READY, Compiled

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
