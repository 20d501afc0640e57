"""Words as a French compositor sets them."""

from __future__ import annotations

import pytest

from vademecum.pdf.typography import blanks, breakable, french

FINE = "\u202f"

SET = {
    "Quoi? Oui!": f"Quoi{FINE}? Oui{FINE}!",
    "Quoi ? Oui !": f"Quoi{FINE}? Oui{FINE}!",
    "Quoi\u00a0?": f"Quoi{FINE}?",
    "un: deux; trois": f"un{FINE}: deux{FINE}; trois",
    "Vraiment?!": f"Vraiment{FINE}?!",
    "Non!!!": f"Non{FINE}!!!",
    "« mot »": f"«{FINE}mot{FINE}»",
    "«mot»": f"«{FINE}mot{FINE}»",
    '"mot"': f"«{FINE}mot{FINE}»",
    'dire "un mot", puis "deux"': f"dire «{FINE}un mot{FINE}», puis «{FINE}deux{FINE}»",
    "l'été d'Anne": "l’été d’Anne",
    "(vrai ?)": f"(vrai{FINE}?)",
    "fin…:": f"fin…{FINE}:",
}
KEPT = [
    "12:30",
    "https://exemple.org/a?b=1;c:d!",
    "a::b",
    "(?)",
    "C:\\dossier",
    "5' et 6\"",
    "CUR-06",
    "x=1;y=2",
    "",
    "?",
    "rock 'n' roll",
]


@pytest.mark.parametrize("typed", SET)
def test_is_set(typed: str) -> None:
    assert french(typed) == SET[typed]


@pytest.mark.parametrize("text", KEPT)
def test_is_kept(text: str) -> None:
    assert french(text) == text


@pytest.mark.parametrize("typed", [*SET, *KEPT])
def test_twice_is_once(typed: str) -> None:
    assert french(french(typed)) == french(typed)


def test_punctuation_after_markup() -> None:
    assert french(" ? Oui", "t") == f"{FINE}? Oui"
    assert french(": suite", "t") == f"{FINE}: suite"
    assert french(": suite", " ") == ": suite"


def test_long_words_may_break() -> None:
    address = "https://exemple.org/" + "a" * 80 + "/fin"
    assert "\u200b" in breakable(address)
    assert breakable(address).replace("\u200b", "") == address
    assert breakable("anticonstitutionnellement") == "anticonstitutionnellement"


def test_a_point_between_facts_does_not_end_a_line() -> None:
    assert blanks("Question · 9 septembre\n· relu") == "Question ·\u00a09 septembre ·\u00a0relu"
