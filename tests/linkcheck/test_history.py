"""What is remembered of an address between two runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vademecum.linkcheck.history import FILE, Answer, History

TODAY = date(2026, 11, 24)


def test_kept(tmp_path: Path) -> None:
    History({"https://a.example": Answer("working", "", 200, "2026-11-20")}).write(tmp_path)
    read = History.read(tmp_path)
    assert read.answers == {"https://a.example": Answer("working", "", 200, "2026-11-20")}
    assert read.last_day("https://a.example") == "2026-11-20"
    assert read.last_day("https://b.example") == ""


@pytest.mark.parametrize(
    ("status", "day", "good"),
    [
        ("working", "2026-11-20", True),
        ("working", "2026-11-17", False),
        ("working", "2020-01-01", False),
        ("broken", "2026-11-24", False),
        ("timeout", "2026-11-24", False),
        ("redirected", "2026-11-24", False),
    ],
)
def test_good_answers_of_late_are_not_asked_again(status: str, day: str, good: bool) -> None:
    history = History({"https://a.example": Answer(status, "", 200, day)})
    assert history.still_good("https://a.example", TODAY, 7) is good
    assert not history.still_good("https://b.example", TODAY, 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"a": 1}',
        '{"a": {"status": "working", "message": "", "code": 1}}',
        '{"a": {"status": "working", "message": "", "code": 200, "day": "demain"}}',
    ],
)
def test_unreadable_history_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert History.read(tmp_path).answers == {}
