"""The words of what the check teaches beside what a build must tell: English, French in ``locale``.

Kept apart from ``messages``, which knows how anything is told; ``<code>: text`` as there.
"""

from __future__ import annotations

from typing import Final


def _later(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is said."""
    return text


REGISTER: Final = {
    "register-conflict": _later(
        "Git has left a conflict here (<<<<<<<, =======, >>>>>>>): two branches have changed the "
        "register. Keep the lines of both; if both gave the same number, keep one of the two "
        "lines, delete the mark of the other skill in its note, and run “make ids”."
    ),
    "register-line": _later(
        "This line of the register cannot be read: “%(text)s”. Write it as "
        "“CUR-06 = active : Title” or “CUR-09 = retirée → CUR-12 : Title”."
    ),
    "register-twice": _later(
        "The number %(text)s stands twice in the register (line %(other)s too): two branches may "
        "have given it. Keep one line; if two skills carry the number, delete the mark of one in "
        "its note and run “make ids”."
    ),
    "register-successor": _later(
        "The register says that %(id)s is replaced by %(successor)s, which does not exist. "
        "Correct the number after the arrow."
    ),
    "skill-gone": _later(
        "%(id)s (“%(title)s”) is in no note any more: its page says that it is retired, and "
        "“make ids” will write so here. If that was not meant, put the mark ^%(block)s back."
    ),
    "skill-retired": _later(
        "The number %(id)s is retired (line %(line)s of the register): no number is given twice. "
        "Delete the mark ^%(block)s and run “make ids”; if the old skill is back, write “active” "
        "in the register."
    ),
    "skill-unregistered": _later(
        "%(count)s number(s) of this note are not in the register yet (the first: %(id)s). "
        "Run “make ids”."
    ),
}
