"""What embeds show and where they stop, from records."""

from __future__ import annotations

from dataclasses import replace

import pytest
from core_samples import heading, link, note, resolutions_of

from vademecum.vault.embeds import MAX_DEPTH, MAX_EMBEDS, MAX_OWN, MAX_SHARED, Embeds, embeds, part
from vademecum.vault.records import Block, Note
from vademecum.vault.resolve import Resolution, Status


def followed(*notes: Note) -> Embeds:
    return embeds({n.path: n for n in notes}, resolutions_of(*notes))


def codes(result: Embeds) -> list[tuple[str, str, int]]:
    return [(f.code, f.path, f.line) for f in result.findings]


SHOWN: list[tuple[str, list[Note], dict[str, set[str]]]] = [
    ("a link shows nothing", [note("a.md", "[[b]]"), note("b.md")], {}),
    ("an embed shows its note", [note("a.md", "![[b]]"), note("b.md")], {"a.md": {"b.md"}}),
    (
        "and the notes that this one shows",
        [note("a.md", "![[b]]"), note("b.md", "![[c]]"), note("c.md")],
        {"a.md": {"b.md", "c.md"}, "b.md": {"c.md"}},
    ),
    ("a missing note is not shown", [note("a.md", "![[nowhere]]")], {"a.md": set()}),
    ("nor a missing heading", [note("a.md", "![[b#X]]"), note("b.md")], {"a.md": set()}),
    (
        "of a section, only the embeds in it count",
        [
            note("a.md", "![[b#Two]]"),
            note(
                "b.md",
                outline=(heading("One", 2, 1), heading("Two", 2, 10)),
                links=(link("![[c]]", 2), link("![[d]]", 11)),
            ),
            note("c.md"),
            note("d.md"),
        ],
        {"a.md": {"b.md", "d.md"}, "b.md": {"c.md", "d.md"}},
    ),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [row[1:] for row in SHOWN], ids=[row[0] for row in SHOWN]
)
def test_shown(notes: list[Note], expected: dict[str, set[str]]) -> None:
    result = followed(*notes)
    assert {path: set(shown) for path, shown in result.shown.items()} == expected
    assert result.findings == ()


def test_note_in_itself() -> None:
    result = followed(note("a.md", "![[a]]"))
    assert codes(result) == [("embed-cycle", "a.md", 1)]
    assert result.shown == {"a.md": frozenset()}


def test_cycle_is_reported_once_a_place() -> None:
    result = followed(note("a.md", "![[b]]"), note("b.md", "![[a]]"))
    assert sorted(codes(result)) == [("embed-cycle", "a.md", 1), ("embed-cycle", "b.md", 1)]


def test_other_section_of_the_same_note_is_no_cycle() -> None:
    outline = (heading("One", 2, 1), heading("Two", 2, 10))
    own = note("a.md", outline=outline, links=(link("![[a#Two]]", 2),))
    assert followed(own).findings == ()


def test_depth() -> None:
    chain = [note(f"n{i}.md", f"![[n{i + 1}]]") for i in range(MAX_DEPTH + 1)]
    result = followed(*chain, note(f"n{MAX_DEPTH + 1}.md"))
    assert codes(result) == [("embed-deep", f"n{MAX_DEPTH}.md", 1)]
    assert dict(result.findings[0].args)["depth"] == str(MAX_DEPTH)


@pytest.mark.parametrize(("count", "stops"), [(MAX_EMBEDS, False), (MAX_EMBEDS + 1, True)])
def test_number(count: int, stops: bool) -> None:
    result = followed(note("a.md", *["![[b]]"] * count), note("b.md"))
    assert codes(result) == ([("embed-too-much", "a.md", count)] if stops else [])


def test_parts_without_words_count() -> None:
    """A note of ten thousand rules has no word, and is as long to lay out as any."""
    rules = replace(note("b.md"), parts=30_000)
    result = followed(note("a.md", *["![[b]]"] * 10), rules)
    assert codes(result) == [("embed-too-much", "a.md", 4)]


def test_pages_share_what_is_large() -> None:
    """Each page keeps its own few blocks; a large note is not shown by a hundred of one line."""
    large = replace(note("z.md"), words=10_000)
    small = [note(f"s{i}.md", *["![[y]]"] * MAX_OWN) for i in range(50)]
    takers = [note(f"a{i:03}.md", *["![[z]]"] * 2) for i in range(100)]
    result = followed(*takers, *small, note("y.md"), large)
    assert {code for code, _path, _line in codes(result)} == {"embed-too-much"}
    assert not {path for _code, path, _line in codes(result)} & {n.path for n in small}
    shown = [result.counts[taker.path] for taker in takers]
    assert shown == sorted(shown, reverse=True)  # the first take, the last have links
    assert sum(shown) == pytest.approx((MAX_SHARED + 15 * MAX_OWN) / 101, abs=2)


OUTLINE = (heading("A", 2, 3), heading("B", 3, 5), heading("C", 2, 9))


@pytest.mark.parametrize(
    ("anchor", "lines"),
    [
        (None, (0, None)),
        ("A", (3, 8)),
        ("B", (5, 8)),
        ("C", (9, None)),
        ("block", (6, 7)),
        ("none of these", (0, None)),
    ],
)
def test_part(anchor: str | None, lines: tuple[int, int | None]) -> None:
    whole = note("a.md", outline=OUTLINE, blocks=(Block("b", "block", 7, 6),))
    assert part(whole, Resolution(Status.OK, whole.path, anchor)) == lines
