"""The kinds of Obsidian's callouts, and what words of other languages mean among them."""

from __future__ import annotations

from typing import Final

from vademecum.languages import names

KINDS: Final = {
    **dict.fromkeys(("abstract", "summary", "tldr"), "abstract"),
    **dict.fromkeys(("tip", "hint", "important"), "tip"),
    **dict.fromkeys(("success", "check", "done"), "success"),
    **dict.fromkeys(("question", "help", "faq"), "question"),
    **dict.fromkeys(("warning", "caution", "attention"), "warning"),
    **dict.fromkeys(("failure", "fail", "missing"), "failure"),
    **dict.fromkeys(("danger", "error"), "danger"),
    **dict.fromkeys(("quote", "cite"), "quote"),
    **{kind: kind for kind in ("note", "info", "todo", "bug", "example")},
}
"""Every name that Obsidian knows, and the kind that it is shown as."""

MEANT: Final = {
    name: kind
    for kind, by_language in names("callouts").items()
    for several in by_language.values()
    for name in several
}
"""Words that people write for a kind in other languages than English."""
