"""The state of the notebook, and for whom notes are, from records."""

from __future__ import annotations

import pytest

from vademecum.handbook import Handbook
from vademecum.html.notebook import notebook_state
from vademecum.vault.names import DocName, NotePath
from vademecum.vault.reading_order import Order
from vademecum.vault.records import Kind, Note, is_draft
from vademecum.vault.tags import Shelf, shelf_of
from vademecum.vault.text import shortened


def note(name: str, **more: object) -> Note:
    path = NotePath(f"{name}.md")
    return Note(path, DocName(name), name, **more)  # type: ignore[arg-type]


def handbook(*notes: Note) -> Handbook:
    by_path = {n.path: n for n in notes}
    return Handbook(notes=by_path, order=Order(sequence=tuple(by_path)))


@pytest.mark.parametrize(
    ("tags", "shelf"),
    [
        (("contribuer",), Shelf.CONTRIBUTING),
        (("Mitmachen", "guide"), Shelf.CONTRIBUTING),
        (("guide",), Shelf.GUIDE),
        (("question",), Shelf.CONTENT),
        ((), Shelf.CONTENT),
    ],
)
def test_shelf_follows_from_tags(tags: tuple[str, ...], shelf: Shelf) -> None:
    assert shelf_of(note("a", tags=tags)) is shelf


def test_drafts_are_those_that_say_so_or_say_what_they_lack() -> None:
    state = notebook_state(
        handbook(
            note("a", properties={"statut": "ébauche"}),
            note("b", lacks=("Two examples.",)),
            note("c", properties={"statut": "relue"}),
        )
    )
    assert state.drafts == ("a.md", "b.md")


def test_nobody_leads_to_a_plain_note_but_questions_and_guides_stand_alone() -> None:
    state = notebook_state(
        handbook(
            note("index"),
            note("a"),
            note("b", kind=Kind.QUESTION),
            note("c", tags=("guide",)),
            note("d", properties={"parent": "[[a]]"}),
        )
    )
    assert state.unreached == ("a.md",)


def test_oldest_come_first_and_undated_ones_not_at_all() -> None:
    dates = {"a": "2026-05-01", "b": "", "c": "2022-06-22"}
    notes = [note(name, properties={"date": day}) for name, day in dates.items()]
    assert notebook_state(handbook(*notes)).oldest == ("c.md", "a.md")


@pytest.mark.parametrize(("status", "draft"), [("Ébauche", True), ("sourcée", False), ("", False)])
def test_status_of_a_draft(status: str, draft: bool) -> None:
    assert is_draft(note("a", properties={"Statut": status})) is draft


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("Court.", 20, "Court."),
        ("Une phrase entière. Une autre qui dépasse.", 30, "Une phrase entière."),
        ("Des mots qui n’en finissent pas", 16, "Des mots qui\u00a0…"),
        ("Il faut le chercher (voir Comment faire)", 32, "Il faut le chercher\u00a0…"),
        ("Anticonstitutionnellement", 10, "Anticons\u00a0…"),
    ],
)
def test_a_teaser_ends_at_a_sentence_or_a_word(text: str, most: int, cut: str) -> None:
    assert shortened(text, most) == cut
