"""When each address was last asked, and how it answered: kept from run to run, safe to delete."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

FILE = "history.json"


@dataclass(frozen=True, slots=True)
class Answer:
    """How an address answered: Sphinx's status and message, the HTTP code (0: none), the day."""

    status: str
    message: str
    code: int
    day: str


class History:
    """The last answer of each address."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers

    @classmethod
    def read(cls, folder: Path) -> History:
        """Read the history below ``folder``; what cannot be read is as if never asked."""
        try:
            rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
            return cls({str(uri): _answer(row) for uri, row in rows.items()})
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls({})

    def write(self, folder: Path) -> None:
        """Write the history below ``folder``."""
        rows = {uri: asdict(answer) for uri, answer in sorted(self.answers.items())}
        text = json.dumps(rows, ensure_ascii=False, indent=1)
        (folder / FILE).write_text(text + "\n", encoding="utf-8")

    def last_day(self, uri: str) -> str:
        """Return the day on which an address was last asked, empty if never."""
        answer = self.answers.get(uri)
        return answer.day if answer is not None else ""

    def still_good(self, uri: str, today: date, days: int) -> bool:
        """Say whether an address answered well less than ``days`` days ago."""
        answer = self.answers.get(uri)
        if answer is None or answer.status != "working":
            return False
        return date.fromisoformat(answer.day) > today - timedelta(days=days)


def _answer(row: dict[str, object]) -> Answer:
    """Read one answer.

    :raises ValueError: if its day is no date.
    """
    day = date.fromisoformat(str(row["day"])).isoformat()
    return Answer(str(row["status"]), str(row["message"]), int(str(row["code"])), day)
