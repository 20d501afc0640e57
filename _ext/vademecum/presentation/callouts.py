"""The kinds of Obsidian's callouts, and the title of one that has none of its own."""

from __future__ import annotations

from vademecum.core.callouts import KINDS
from vademecum.i18n import _


def callout_name(kind: str) -> str:
    """Return the title of a callout that has none of its own."""
    names = {
        "note": _("Note"),
        "abstract": _("Summary"),
        "info": _("Information"),
        "todo": _("To do"),
        "tip": _("Tip"),
        "success": _("Success"),
        "question": _("Question"),
        "warning": _("Warning"),
        "failure": _("Failure"),
        "danger": _("Danger"),
        "bug": _("Fault"),
        "example": _("Example"),
        "quote": _("Quotation"),
    }
    known = KINDS.get(kind)
    return names[known] if known is not None else kind.replace("-", " ").capitalize()
