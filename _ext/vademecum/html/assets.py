"""Style sheets and scripts of extensions, on the pages that use them and on no other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sphinx.application import Sphinx

from vademecum.needs.adapter import pages_with_needs
from vademecum.settings import Settings
from vademecum.theme import write_style_sheet

_SPHINX = (
    "documentation_options",
    "doctools",
    "sphinx_highlight",
    "translations",
)
"""What Sphinx's own search and highlighting read: the handbook has its own."""
_NEEDS = ("sphinx-needs/", "sphinx-data-viewer/", "jquery", "_sphinx_javascript_frameworks_compat")
_COLOURS = "pygments"
_MARKS = {
    _COLOURS: "highlight",
    "sphinx-design": "sd-",
    "design-tabs": "sd-tab",
    "graphviz": "graphviz",
    "basic.css": "",
}


SEARCH = "search"
_OF_EXTENSIONS = (*_SPHINX, *_NEEDS, *_MARKS)


def _named(asset: object, names: Iterable[str]) -> bool:
    path = str(getattr(asset, "filename", asset))
    return any(name in path for name in names)


def drop_assets(app: Sphinx, context: dict[str, Any], pagename: str) -> None:
    """Drop of ``css_files`` and ``script_files`` what extensions bring and the page does not use.

    What the project itself adds (``html_css_files``) stays on every page.
    """
    body = str(context.get("body", ""))
    wanted: list[str] = []
    if pagename in pages_with_needs(app.env):
        wanted.extend(_NEEDS)
    wanted.extend(name for name, mark in _MARKS.items() if mark and mark in body)
    if not body and pagename != SEARCH:  # it may show parts of notes, with code in them
        wanted.append(_COLOURS)
    for kind in ("css_files", "script_files"):
        context[kind] = [
            asset
            for asset in context.get(kind, ())
            if _named(asset, wanted) or not _named(asset, _OF_EXTENSIONS)
        ]


def write_colours(app: Sphinx) -> None:
    """Write the style sheet of colours and signs, with the vault's own colours of domains."""
    write_style_sheet(app, {spec.slug: spec.colour for spec in Settings.of(app.config).domains})


def setup(app: Sphinx) -> None:
    """Write when the builder is there."""
    app.connect("builder-inited", write_colours)
