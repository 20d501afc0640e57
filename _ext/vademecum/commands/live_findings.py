"""What is told of a vault while one writes: in the bar of a page, and in the terminal.

Both have it from one ``Report``, plain data that the server may read while the next build runs.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template

from vademecum.commands.live_build import Findings
from vademecum.i18n import _
from vademecum.lint.codes import Code, Severity, severity
from vademecum.lint.log_lines import safe_line
from vademecum.lint.texts import words
from vademecum.vault.names import NotePath, printed
from vademecum.vault.records import Finding

FOLDER: Final = Path(__file__).parent / "live_bar"
OBSIDIAN: Final = "obsidian://open?path={path}"
VS_CODE: Final = "vscode://file/{path}:{line}"
SHOWN: Final = 20
"""Other notes with something to mend that the bar names; it counts the rest."""
_PLACE: Final = re.compile(r"^(.*?):\d+  ")
_CODE: Final = re.compile(r"\[vademecum\.[\w-]+\]$")
_BOLD: Final = "\x1b[1m%s\x1b[0m%s"


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the bar shows it: line, message, what to write instead, where it is opened."""

    number: int
    message: str
    written: str
    better: str
    opens: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another note with something to mend: its name, its page, how much, where it is opened."""

    name: str
    page: str
    count: int
    opens: str


@dataclass(frozen=True)
class Report:
    """What is wrong after a build: ``saved`` is the note last saved, ``failure`` why there is none.

    ``opener`` makes the address that opens a file at a line.
    """

    findings: Findings
    opener: Callable[[str, int], str]
    saved: NotePath | None = None
    failure: str = ""

    def page_of(self, path: NotePath | None) -> str:
        """Return the address of a note's page, of the home page if it has none."""
        known = self.findings.notes.get(path) if path is not None else None
        return known[1] if known is not None else "index.html"

    @cached_property
    def _paths(self) -> Mapping[str, NotePath]:
        return {page: path for path, (_title, page) in self.findings.notes.items()}

    @cached_property
    def _by_note(self) -> Mapping[tuple[str, Severity], list[Finding]]:
        chosen = self.findings.severities
        sorted_out: dict[tuple[str, Severity], list[Finding]] = {}
        for finding in self.findings.findings:
            level = severity(Code(finding.code), chosen)
            sorted_out.setdefault((finding.path, level), []).append(finding)
        return sorted_out

    def bar(self, page: str) -> str:
        """Return the bar of a page as HTML; empty if there is nothing to say."""
        path = self._paths.get(page)
        elsewhere = [other for other in self._elsewhere() if other.page != page or path is None]
        mends, notices = (tuple(self._lines(path, level)) for level in _LEVELS)
        saved = self.saved if self.saved != path and self.saved in self.findings.notes else None
        if not (self.failure or mends or elsewhere):
            return ""
        html: str = _template().render(
            t=_,
            failure=self.failure,
            note=printed(path) if path else "",
            opens=self.opener(path, 1) if path else "",
            mends=mends,
            notices=notices,
            elsewhere=elsewhere[:SHOWN],
            more=len(elsewhere) - SHOWN,
            count=sum(other.count for other in elsewhere),
            saved=self.findings.notes[saved] if saved else None,
        )
        return html

    def _lines(self, path: NotePath | None, level: Severity) -> Iterator[Line]:
        for finding in self._by_note.get((path, level), ()) if path is not None else ():
            raw, better = (finding.raw, finding.suggestion) if finding.suggestion else ("", "")
            opens = self.opener(finding.path, finding.line)
            yield Line(finding.line, words(finding), printed(raw), printed(better), opens)

    def _elsewhere(self) -> Iterator[Elsewhere]:
        for (path, level), several in self._by_note.items():
            if level is Severity.ERROR:
                note = NotePath(path)
                page = self.page_of(note) if note in self.findings.notes else ""
                name = printed(path) if path else _("The vault")
                opens = self.opener(path, several[0].line) if path else ""
                yield Elsewhere(name, page, len(several), opens)


_LEVELS: Final = (Severity.ERROR, Severity.NOTICE)


@cache
def _template() -> Template:
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True).get_template("bar.html")


def opener(vault: Path, asked: str | None = None) -> Callable[[str, int], str]:
    """Return what makes the address that opens a file of the vault at a line.

    ``asked``: an address with ``{path}`` and ``{line}``; without it Obsidian's, but in the terminal
    of Visual Studio Code its own, if the folder is no vault of Obsidian's yet.
    """
    in_code = os.environ.get("TERM_PROGRAM") == "vscode" and not (vault / ".obsidian").is_dir()
    pattern = asked or (VS_CODE if in_code else OBSIDIAN)
    in_query = "?" in pattern.partition("{path}")[0]

    def address(path: str, line: int) -> str:
        file = vault / path
        inner = (
            quote(str(file), safe="") if in_query else quote(file.as_posix(), safe="/:").lstrip("/")
        )
        return pattern.replace("{path}", inner).replace("{line}", str(line))

    return address


class Terminal:
    """Says what a build has found and the one before had not, and what has been mended."""

    def __init__(self, *, colours: bool) -> None:
        self._colours = colours
        self._known: Counter[str] = Counter()

    def lines(self, warnings: str) -> Iterator[str]:
        """Yield what is new among the warnings of a build, one a line; then what is mended.

        A line that moved within its note is not new.
        """
        lines = [line for line in warnings.splitlines() if line.strip()]
        before, left = self._known, self._known.copy()
        self._known = Counter(map(_without_line, lines))
        for line in lines:
            if left[_without_line(line)] > 0:
                left[_without_line(line)] -= 1
            else:
                yield self._with_place(safe_line(line))
        mended = Counter(_note(key) for key in left.elements() if _CODE.search(key))
        if mended:
            yield _("Mended: %(notes)s") % {"notes": ", ".join(_counted(mended))}
        if mended or +(self._known - before):
            yield self._total()

    def _total(self) -> str:
        notes = [_note(key) for key in self._known.elements()]
        if not notes:
            return _("Nothing to mend.")
        counts = {"count": len(notes), "notes": len(set(notes))}
        return _("To mend: %(count)s, in %(notes)s file(s).") % counts

    def _with_place(self, line: str) -> str:
        place, blank, text = line.partition("  ")
        return _BOLD % (place, blank + text) if self._colours and text else line


def _without_line(line: str) -> str:
    return _PLACE.sub(r"\1  ", line)


def _note(line: str) -> str:
    return line.partition("  ")[0]


def _counted(notes: Mapping[str, int]) -> Iterable[str]:
    return (f"{note} ({count})" if count > 1 else note for note, count in notes.items())
