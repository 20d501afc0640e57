"""The figures of a run, as a table, for the terminal and for ``SECURITY.md``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from run import Result

PAGE = Path(__file__).resolve().parents[2] / "SECURITY.md"


def table(results: Sequence[Result], seconds: float) -> str:
    """Return the classes: tried, held, the slowest command of each."""
    lines = ["| class | tried | held | slowest command |", "|---|---|---|---|"]
    for kind in sorted({result.case.kind for result in results}):
        same = [result for result in results if result.case.kind == kind]
        held = sum(not result.problems for result in same)
        slow = max(same, key=lambda result: result.seconds)
        where = f"{slow.seconds:.1f} s (`{slow.case.name}`, {slow.slowest})"
        lines.append(f"| {kind} | {len(same)} | {held} | {where} |")
    held = sum(not result.problems for result in results)
    most = max(results, key=lambda result: result.megabytes)
    used = sum(result.all_seconds for result in results)
    memory = f"{most.megabytes} MB (`{most.case.kind}/{most.case.name}`)"
    lines += [
        "",
        f"{len(results)} cases tried, {held} held, in {seconds:.0f} s; the commands took "
        f"{used:.0f} s of the processor, as are the seconds in the table. Most memory: {memory}.",
    ]
    return "\n".join(lines)


def write(name: str, text: str) -> None:
    """Put a text, with today's date, between the marks of that name in ``SECURITY.md``."""
    page = PAGE.read_text(encoding="utf-8")
    date = f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}"
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    new = marks.sub(lambda match: f"{match[1]}Measured {date}.\n\n{text}\n{match[2]}", page)
    PAGE.write_text(new, encoding="utf-8")
