"""Templates of the theme without Jinja's sandbox: they are the project's own code.

What is rendered from a string keeps the sandbox. Files of templates are looked at once a build,
and what Jinja makes of them is kept beside the doctrees: compiling them again took longer than all
else in the build of a small vault. ``make`` compiles those of the theme beforehand
(``tools/compiled.py``), as Python's modules are.
"""

from __future__ import annotations

import pickle
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sphinx.builders import Builder
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.theming import Theme

from vademecum.html.theme import FOLDER

READY: Final = FOLDER.with_name("__pycache__")
"""Where the theme's templates stand compiled, if they are: with the theme's own module."""


def compiled_folder(builder: Builder) -> Path:
    """Return where compiled templates are kept; Jinja names them by their source."""
    return Path(builder.doctreedir) / "templates"


class Compiled(FileSystemBytecodeCache):
    """Jinja's cache, which also takes a file cut short by a power cut for none.

    ``ready``: a folder with templates compiled before, which is read and never written.
    """

    def __init__(self, folder: Path, ready: Path | None = None) -> None:
        super().__init__(str(folder), f"{version('jinja2')}-%s.cache")
        self._ready = Compiled(ready) if ready is not None else None

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template: it does not say where the checkout is."""
        folder = Path(filename).parent.name if filename else ""
        return super().get_cache_key(name, folder)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, or leave it empty."""
        try:
            super().load_bytecode(bucket)
        except (pickle.UnpicklingError, EOFError, ValueError):
            bucket.reset()
        if bucket.code is None and self._ready is not None:
            self._ready.load_bytecode(bucket)


class Templates(BuiltinTemplateLoader):
    """Sphinx's loader of templates, with an environment of our own for those in files."""

    def init(
        self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None
    ) -> None:
        """Prepare both environments; filters and globals are the same."""
        super().init(builder, theme, dirs)
        folder = compiled_folder(builder)
        folder.mkdir(parents=True, exist_ok=True)
        plain = Environment(
            loader=self,
            extensions=list(self.environment.extensions),
            auto_reload=False,
            bytecode_cache=Compiled(folder, READY),
        )
        plain.filters = self.environment.filters
        if builder._translator is not None:
            plain.install_gettext_translations(builder._translator)  # type: ignore[attr-defined]
        plain.globals = self.environment.globals
        self.plain = plain

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Render a template of the theme."""
        return self.plain.get_template(template).render(context)
