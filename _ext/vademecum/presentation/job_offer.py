"""What a job offer may say of the digital skills that a role needs, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vademecum.i18n import _


@dataclass(frozen=True, slots=True)
class Wanted:
    """A skill that a role needs: its name, its level in number and words.

    ``entrusted``: whether somebody from outside may do it.
    """

    name: str
    level: int
    level_name: str
    entrusted: bool


def job_offer(role: str, lead: str, wanted: Iterable[Wanted], top: int, handbook: str) -> str:
    """Return the text: the role, its skills from the highest level down, where levels come from."""
    skills = sorted(wanted, key=lambda one: -one.level)
    lines = [role, *([lead] if lead else []), "", _("Digital skills asked for")]
    lines.extend(_by_level((one for one in skills if not one.entrusted), top))
    outside = [f"– {one.name}" for one in skills if one.entrusted]
    if outside:
        lines.extend(("", _("To be steered with somebody from outside"), *outside))
    lines.extend(("", _("The levels are those of the handbook “%(title)s”.") % {"title": handbook}))
    return "\n".join(lines)


def _by_level(skills: Iterable[Wanted], top: int) -> Iterator[str]:
    level = 0
    for one in skills:
        if one.level != level:
            level = one.level
            yield ""
            yield _("%(name)s (level %(level)s of %(top)s)") % {
                "name": one.level_name,
                "level": level,
                "top": top,
            }
        yield f"– {one.name}"
