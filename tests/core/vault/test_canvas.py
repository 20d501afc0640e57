"""Maps and tables of Obsidian: read within limits, whatever the bytes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.vault.base_rows import rows
from vademecum.vault.bases import BaseError, read_base
from vademecum.vault.canvas import MAX_CARDS, Canvas, CanvasError, read_canvas
from vademecum.vault.names import DocName, NotePath
from vademecum.vault.records import Note

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("nodes edges id type x y width height text file url fromNode".split()),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


def assert_within_limits(canvas: Canvas) -> None:
    """Check that a map fits its sheet and that its arrows join cards that are there."""
    assert len(canvas.cards) <= MAX_CARDS
    for card in canvas.cards:
        assert abs(card.x) <= 100_000
        assert card.width >= 20
    for arrow in canvas.arrows:
        assert {arrow.first, arrow.second} <= set(range(len(canvas.cards)))


@given(JSON)
def test_any_json(value: Any) -> None:
    try:
        canvas = read_canvas(json.dumps(value).encode("utf-8", "surrogatepass"))
    except CanvasError:
        return
    assert_within_limits(canvas)


@given(st.binary(max_size=80))
def test_any_bytes(data: bytes) -> None:
    try:
        canvas = read_canvas(data)
    except CanvasError:
        return
    assert_within_limits(canvas)


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b"x" * 3_000_000, b"[]", b'{"nodes": [1e', b"NaN"]
)
def test_what_is_no_map(data: bytes) -> None:
    with pytest.raises(CanvasError):
        read_canvas(data)


def test_of_far_too_many_cards_the_first() -> None:
    canvas = read_canvas(json.dumps({"nodes": [{"id": str(i)} for i in range(5000)]}).encode())
    assert len(canvas.cards) == MAX_CARDS
    assert canvas.cut


def note(path: str, **properties: Any) -> Note:
    tags = properties.pop("tags", ())
    return Note(NotePath(path), DocName(path), path, tags=tags, properties=properties)


NOTES = [
    note("lieux/Lausanne.md", pays="Suisse", rang=2, tags=("lieu/ville",)),
    note("lieux/Berne.md", pays="Suisse", rang=10, tags=("lieu",)),
    note("lieux/Paris.md", pays="France", rang=1, tags=("lieu",)),
    note("Autre.md", voir="[[Berne|la ville]]"),
]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ('file.inFolder("lieux")', ["Berne", "Lausanne", "Paris"]),
        ('file.hasTag("lieu")', ["Berne", "Lausanne", "Paris"]),
        ('file.hasTag("lieu/ville")', ["Lausanne"]),
        ('pays == "suisse"', ["Berne", "Lausanne"]),
        ("note.pays != 'Suisse'", ["Autre", "Paris"]),
        ('{or: [pays == "France", file.name == "Autre"]}', ["Autre", "Paris"]),
        ('{not: [file.hasTag("lieu")]}', ["Autre"]),
        ('!file.hasTag("lieu")', ["Autre"]),
        ("rang == 10", ["Berne"]),
    ],
)
def test_filters(filters: str, found: list[str]) -> None:
    text = (
        f"filters: {filters}"
        if filters[0] == "{"
        else f"filters:\n  - '{filters.replace(chr(39), chr(39) * 2)}'"
    )
    base = read_base(text, "t")
    assert base.unread == ()
    names = [row.path.rpartition("/")[2].removesuffix(".md") for row in rows(base, NOTES)]
    assert sorted(names) == found


def test_columns_and_order() -> None:
    sort = "[{property: rang, direction: DESC}]"
    view = f"{{type: table, order: [file.name, note.rang, voir], sort: {sort}}}"
    base = read_base(f"views: [{view}]\nproperties: {{note.rang: {{displayName: Rang}}}}", "t")
    assert base.columns == (("file.name", "file.name"), ("rang", "Rang"), ("voir", "voir"))
    assert [row.cells for row in rows(base, NOTES)] == [
        ("Autre", "", "la ville"),
        ("Berne", "10", ""),
        ("Lausanne", "2", ""),
        ("Paris", "1", ""),
    ]


@pytest.mark.parametrize(
    "filters",
    [
        "file.mtime > now()",
        "if(a, b)",
        'file.hasTag("a") && x',
        "rang > 3",
        "file.links.contains(this.file)",
    ],
)
def test_what_is_not_understood_is_named(filters: str) -> None:
    base = read_base(f"filters: >-\n  {filters}", "t")
    assert base.unread
    assert not base.exact


@pytest.mark.parametrize("text", ["", "x: [", "x" * 30_000, "a: &a [*a, *a]\nb: *c", "{" * 500])
def test_what_is_no_table(text: str) -> None:
    with pytest.raises(BaseError):
        read_base(text, "t")


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    try:
        base = read_base(text, "t")
    except BaseError:
        return
    shown = rows(base, NOTES)
    assert {row.path for row in shown} <= {note.path for note in NOTES}
    assert {len(row.cells) for row in shown} <= {len(base.columns)}
