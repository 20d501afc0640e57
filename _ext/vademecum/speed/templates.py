"""Templates of the theme without Jinja's sandbox: they are the project's own code.

What is rendered from a string keeps the sandbox. Files of templates are looked at once a build.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from sphinx.builders import Builder
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.theming import Theme


class Templates(BuiltinTemplateLoader):
    """Sphinx's loader of templates, with an environment of our own for those in files."""

    def init(
        self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None
    ) -> None:
        """Prepare both environments; filters and globals are the same."""
        super().init(builder, theme, dirs)
        plain = Environment(
            loader=self, extensions=list(self.environment.extensions), auto_reload=False
        )
        plain.filters = self.environment.filters
        if builder._translator is not None:
            plain.install_gettext_translations(builder._translator)  # type: ignore[attr-defined]
        plain.globals = self.environment.globals
        self.plain = plain

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Render a template of the theme."""
        return self.plain.get_template(template).render(context)
