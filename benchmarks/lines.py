"""What is measured, one figure a line, each against its target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from measure import Run


@dataclass(frozen=True)
class Line:
    """One figure: what it is of, the figure itself, its target, whether it is met; None: neither.

    ``unit`` stands behind figure and target; ``note`` says what the figure rests on.
    """

    key: str
    what: str
    figure: float | None
    unit: str = ""
    target: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met."""
        if self.figure is None or self.target is None:
            return None
        return self.figure >= self.target if self.at_least else self.figure <= self.target

    def record(self) -> dict[str, object]:
        """Return it as it stands in the file of figures."""
        return {**asdict(self), "met": self.met}

    def __str__(self) -> str:
        """Return a row of the table."""
        sign = "≥" if self.at_least else "≤"
        figure = "–" if self.figure is None else shown(self.figure, self.unit)
        target = "" if self.target is None else f"{sign} {shown(self.target, self.unit)}"
        met = {True: "yes", False: "NO", None: ""}[self.met]
        return f"| {self.what} | {figure} | {target} | {met} | {self.note} |"


HEAD = "| what | measured | target | met | how |\n|---|---|---|---|---|"


def shown(value: float, unit: str) -> str:
    """Return a figure with three digits that count, and its unit."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{digits}f}{' ' + unit if unit else ''}"


def against(key: str, what: str, ours: Run, theirs: Run, most: float, memory: float) -> list[Line]:
    """Return the lines of one command against another: clock, processor, memory."""
    note = f"{ours} against {theirs}"
    return [
        Line(f"{key}-clock", f"{what}, clock", ours.seconds / theirs.seconds, "×", most),
        Line(
            f"{key}-processor",
            f"{what}, processor",
            ours.processor / theirs.processor,
            "×",
            most,
            note=note,
        ),
        Line(f"{key}-memory", f"{what}, memory", ours.memory / theirs.memory, "×", memory),
    ]


def share(key: str, what: str, part: Run, whole: Run, most: float) -> Line:
    """Return the line of what takes a share of something else, by the clock."""
    note = f"{part} of {whole}"
    return Line(key, what, 100 * part.seconds / whole.seconds, "%", 100 * most, note=note)


def left_out(key: str, what: str, cause: str) -> Line:
    """Return the line of what could not be measured here."""
    return Line(key, what, None, note=f"not measured: {cause}")


def table(lines: Iterable[Line]) -> str:
    """Return lines as a table in Markdown."""
    return "\n".join((HEAD, *map(str, lines)))
