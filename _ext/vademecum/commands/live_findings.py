"""What is told of a vault while one writes: in the bar of a page, and in the terminal.

Both have it from one ``Report``, plain data that the server may read while the next build runs.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template
from sphinx.application import Sphinx

from vademecum.environment.domain import VaultDomain
from vademecum.findings import Severity, safe_line
from vademecum.i18n import _
from vademecum.lint.rulebook import Rulebook
from vademecum.lint.run import all_findings
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


@dataclass(frozen=True)
class Report:
    """What is wrong with a vault after a build.

    ``opener`` makes the address that opens a file at a line, ``notes`` has the title and address of
    each note that has a page, ``saved`` is the note last saved, ``failure`` why there is no build.
    """

    opener: Callable[[str, int], str]
    findings: tuple[Finding, ...] = ()
    notes: Mapping[NotePath, tuple[str, str]] = field(default_factory=dict)
    rules: Rulebook = field(default_factory=Rulebook)
    saved: NotePath | None = None
    failure: str = ""

    def after(self, app: Sphinx, saved: NotePath | None) -> Report:
        """Return what is wrong after another build."""
        vault = VaultDomain.of(app.env)
        notes = {p: (n.title, f"{n.docname}.html") for p, n in vault.handbook.notes.items()}
        rules = Rulebook.of_build(app.env)
        return Report(self.opener, all_findings(vault), notes, rules, saved)

    def page_of(self, path: NotePath | None) -> str:
        """Return the address of a note's page, of the home page if it has none."""
        known = self.notes.get(path) if path is not None else None
        return known[1] if known is not None else "index.html"

    @cached_property
    def _paths(self) -> Mapping[str, NotePath]:
        return {page: path for path, (_title, page) in self.notes.items()}

    @cached_property
    def _by_note(self) -> Mapping[Severity, Mapping[str | None, list[Finding]]]:
        """What is to be mended, and what is worth knowing, by note."""
        several: dict[Severity, dict[str | None, list[Finding]]] = {level: {} for level in Severity}
        for finding in self.findings:
            level = self.rules.severity(finding.code)
            several[level].setdefault(finding.path, []).append(finding)
        return several

    def bar(self, page: str) -> str:
        """Return the bar of a page as HTML; empty if there is nothing to say."""
        path = self._paths.get(page)
        mends = self._by_note[Severity.ERROR]
        elsewhere = [(other, several) for other, several in mends.items() if other != path]
        if not (self.failure or path in mends or elsewhere):
            return ""
        html: str = _template().render(
            failure=self.failure,
            words=self.rules.words,
            path=path,
            opens=self.opener,
            mends=mends.get(path, ()),
            notices=self._by_note[Severity.NOTICE].get(path, ()),
            elsewhere=elsewhere[:SHOWN],
            more=len(elsewhere) - SHOWN,
            count=sum(len(several) for _path, several in elsewhere),
            notes=self.notes,
            saved=self.notes.get(self.saved)
            if self.saved is not None and self.saved != path
            else None,
        )
        return html


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    environment.globals.update(t=_, printed=printed)
    return environment.get_template("bar.html")


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
