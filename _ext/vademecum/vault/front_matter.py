"""Front matter, read as far as it can be read.

Rules: NOTATION.md, « Front matter », after Obsidian help, « Properties ». YAML
1.2, because 1.1 rejects the very common ``alias: [Quels outils utiliser?]``. Whatever the text,
nothing is raised, and what can be read is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from vademecum.vault.front_recovery import (
    Entry,
    Problem,
    PropertyLink,
    aliases_of,
    is_alias_key,
    property_link,
    read_entries,
    tags_of,
)
from vademecum.vault.pickling import kept
from vademecum.vault.yaml_nodes import MAX_VALUES, ProblemKind, UnreadableError, Value, Walk

__all__ = ["FrontMatter", "Problem", "ProblemKind", "PropertyLink", "Value", "read_front_matter"]

FENCE: Final = "---"
# Values of all keys together; a single key has MAX_VALUES.
MAX_TOTAL: Final = 4 * MAX_VALUES

_OPENING = re.compile(r"(?:[ \t]*\n){0,20}-{3,20}[ \t]*\n")
_CLOSE = re.compile(r"^---", re.MULTILINE)
_KEY_LINE = re.compile(r"[^\W\d_][\w .-]{0,60}:(?:[ \t]|$)", re.MULTILINE)
_SHOWN: Final = 80


@kept
@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a note says of itself.

    ``values`` and ``lines`` (of the file, from 1) are by top-level key, as typed. ``body_line``
    is the number of lines that the block takes with its fences, 0 if the note has none.
    """

    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    links: tuple[PropertyLink, ...] = ()
    problems: tuple[Problem, ...] = ()
    body_line: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter of the note *text*; an empty one if it has none.

    It starts at the first line, if that is exactly ``---`` (a byte order mark before it does not
    count), and ends at the next line that starts with ``---``. One that begins below blank lines,
    or with more dashes, is read as meant, and told.
    """
    text = text.removeprefix("\ufeff")
    if not text.lstrip().startswith(FENCE):
        return FrontMatter()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    if opening is None or (opening[0] != FENCE + "\n" and not _is_meant(text, opening.end())):
        return FrontMatter()
    start = opening.end()
    close = _CLOSE.search(text, start)
    if close is None:
        return FrontMatter(problems=_unclosed(text[start : start + 200]))
    block = text[start : close.start()]
    above = opening[0].count("\n") - 1
    front = _read_block(block, block.count("\n") + 2)
    return _moved(front, above, opening[0])


def _is_meant(text: str, start: int) -> bool:
    """Say whether what follows an odd fence is front matter: a key, and a closing fence."""
    return bool(_KEY_LINE.match(text, start)) and _CLOSE.search(text, start) is not None


def _moved(front: FrontMatter, above: int, opening: str) -> FrontMatter:
    """Count the blank lines above the block, and say what is odd about its first fence."""
    fence = opening.strip("\n")
    if fence == FENCE and not above:
        return front
    kind = ProblemKind.LATE_FENCE if above else ProblemKind.LONG_FENCE
    problem = Problem(1 + above, kind, fence.strip()[:_SHOWN])
    return replace(
        front,
        lines={key: line + above for key, line in front.lines.items()},
        links=tuple(replace(link, line=link.line + above) for link in front.links),
        problems=(problem, *(replace(p, line=p.line + above) for p in front.problems)),
        body_line=front.body_line + above,
    )


def _unclosed(beginning: str) -> tuple[Problem, ...]:
    """Return the problem of a missing fence if a key follows: else ``---`` is a mere rule."""
    if not _KEY_LINE.match(beginning):
        return ()
    return (Problem(1, ProblemKind.UNCLOSED_FENCE, beginning.partition("\n")[0][:_SHOWN]),)


@lru_cache(maxsize=8_192)
def _read_block(block: str, body_line: int) -> FrontMatter:
    """Read what stands between the fences: asked where a note is found, and where it is read."""
    read, problems = read_entries(block)
    values: dict[str, Value] = {}
    entries: dict[str, Entry] = {}
    links: list[PropertyLink] = []
    left = MAX_TOTAL
    for entry in read:
        budget = min(left, MAX_VALUES)
        walk = Walk(entry.source, budget)
        try:
            value = walk.value(entry.node)
        except UnreadableError as error:
            problems.append(Problem(entry.line, error.kind, entry.key[:_SHOWN]))
            continue
        finally:
            left -= budget - max(walk.left, 0)
        if entry.key in entries:
            problems.append(Problem(entry.line, ProblemKind.DUPLICATE_KEY, entry.key[:_SHOWN]))
        # The first that says something counts: templates leave empty keys behind.
        if values.get(entry.key) is None:
            entries[entry.key], values[entry.key] = entry, value
            links += (
                []
                if is_alias_key(entry.key)
                else [property_link(entry, node, raw) for node, raw in walk.links]
            )
    kept = tuple(entries.values())
    return FrontMatter(
        values=values,
        lines={entry.key: entry.line for entry in kept},
        tags=tags_of(kept),
        aliases=aliases_of(kept),
        links=tuple(links),
        problems=_one_of_each(problems),
        body_line=body_line,
    )


def _one_of_each(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the first problem of each kind, by line."""
    kept: dict[ProblemKind, Problem] = {}
    for problem in problems:
        kept.setdefault(problem.kind, problem)
    return tuple(sorted(kept.values(), key=lambda problem: problem.line))
