"""What a diagram is called for those who do not see it."""

from __future__ import annotations

import re

from vademecum.i18n import _

_TITLE = re.compile(r"^[^\S\n]*+(?:accTitle\s*+:|title\s*+:?)\s*+(\S[^\n]*)", re.MULTILINE)
_FIRST = re.compile(r"^[^\S\n]*+(?!%%|---)([A-Za-z][\w-]*)", re.MULTILINE)


def diagram_name(source: str) -> str:
    """Return the kind of a diagram, and the title that its source gives it."""
    body = re.sub(r"\A\s*---\n.*?\n---\n", "", source, count=1, flags=re.DOTALL)
    first = _FIRST.search(body)
    kind = _kind(first[1].lower() if first else "")
    title = _TITLE.search(source)
    return f"{kind}{_(':')} {title[1].strip()[:200]}" if title else kind


def _kind(word: str) -> str:
    names = {
        "flowchart": _("Flow chart"),
        "graph": _("Flow chart"),
        "sequencediagram": _("Sequence diagram"),
        "classdiagram": _("Class diagram"),
        "statediagram": _("State diagram"),
        "erdiagram": _("Entity diagram"),
        "gantt": _("Schedule"),
        "pie": _("Pie chart"),
        "mindmap": _("Mind map"),
        "journey": _("Journey"),
        "timeline": _("Timeline"),
    }
    return names.get(word.removesuffix("-v2"), _("Diagram"))
