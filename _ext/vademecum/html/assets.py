"""Style sheets and scripts of extensions, on the pages that use them and on no other."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from vademecum.needs.adapter import pages_with_needs

_OWN = ("vademecum.", "pygments")
_NEEDS = ("sphinx-needs/", "jquery", "_sphinx_javascript_frameworks_compat")
_MARKS = {"sphinx-design": "sd-", "design-tabs": "sd-tab", "graphviz": "graphviz", "basic.css": ""}


def drop_assets(app: Sphinx, context: dict[str, Any], pagename: str) -> None:
    """Keep of ``css_files`` and ``script_files`` what the page ``pagename`` uses."""
    body = str(context.get("body", ""))
    wanted = [*_OWN]
    if pagename in pages_with_needs(app.env):
        wanted.extend(_NEEDS)
    wanted.extend(name for name, mark in _MARKS.items() if mark and mark in body)
    for kind in ("css_files", "script_files"):
        context[kind] = [
            asset
            for asset in context.get(kind, ())
            if any(name in str(getattr(asset, "filename", asset)) for name in wanted)
        ]
