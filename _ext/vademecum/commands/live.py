"""``make live``: the site rebuilt and reloaded at each save, with what is to be mended.

The first thread builds, a second serves, others watch. Nothing is forked: it is the same on
Linux, macOS and Windows.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
import webbrowser
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sphinx.errors import SphinxError

from vademecum.commands.live_build import Findings, GivesWayError, Warm
from vademecum.commands.live_findings import Report, Terminal, opener
from vademecum.commands.live_site import HOST, Board, Server, bound
from vademecum.commands.live_watch import Watch
from vademecum.commands.places import reader_language
from vademecum.commands.terminal import is_terminal
from vademecum.commands.vault import conf_folder, vault_arguments
from vademecum.environment.one_build import BusyError
from vademecum.i18n import _, load
from vademecum.lint.log_lines import safe_line
from vademecum.vault.names import NotePath

SETTLED: Final = 0.5
"""Seconds after a page has been written anew until the whole is: the browser fetches it first."""
_WAIT: Final = 0.5
_NOTHING: Final = Findings((), {}, {})


class Session:
    """Answers saves, one after another, until interrupted."""

    def __init__(self, options: Namespace) -> None:
        self.vault, self.build = options.vault.resolve(), options.build.resolve()
        conf = conf_folder(options).resolve()
        self.watch = Watch(self.vault, conf, self.build)
        self.warm = Warm(self.vault, conf, self.build, self.watch.has_news)
        self.board = Board(self.build / "html")
        self.terminal = Terminal(colours=is_terminal(sys.stdout) and not os.environ.get("NO_COLOR"))
        self.opener = opener(self.vault, options.editor)
        self.saved = self._saved_last()
        self._owing = self._has_said = False
        self._started = time.time()

    def begin(self) -> None:
        """Build all, with all processors; then watch, and answer what was saved meanwhile."""
        self.bring_up_to_date(os.cpu_count() or 1)
        self.watch.start()
        self._owing = any(_time(path) >= self._started for path in self._notes())

    def follow(self) -> None:
        """Answer what is saved."""
        while True:
            changed = self.watch.take(SETTLED if self._owing else _WAIT)
            if any(self.watch.is_setting(path) for path in changed):
                self.warm.close()
            if changed and self._glances(changed):
                self._owing = True
            elif changed or self._owing:
                self.bring_up_to_date()

    def bring_up_to_date(self, jobs: int = 1) -> None:
        """Build all that has changed; whatever happens, the next save is answered."""
        started = time.monotonic()
        self._owing = self.board.is_building = True
        try:
            if self.warm.is_warm:
                self.warm.whole()
            else:
                load(reader_language(self.vault))
                self.warm.start(jobs)
        except GivesWayError:
            return
        except BusyError as error:
            self._tell(str(error))
            time.sleep(_WAIT)
            return
        except Exception as error:  # told, and the next save tries again
            self._fail(error)
        else:
            report = Report(self.warm.findings(), self.opener, self.saved)
            if not self._has_said:
                self._tell(_rebuilt(report.page_of(self.saved), time.monotonic() - started))
            self._tell(*self.terminal.lines(self.warm.warnings()))
            self.board.publish(report)
        finally:
            self.board.is_building = False
        self._owing = self._has_said = False

    def _glances(self, changed: set[Path]) -> bool:
        """Show the note last saved at once, if its text alone has changed; say whether it is."""
        notes = [path for path in changed if path.is_relative_to(self.vault)]
        self.saved = self._latest(notes) or self.saved
        if self.saved is None or not self.warm.is_warm or self.vault / self.saved not in changed:
            return False
        started = time.monotonic()
        try:
            page = self.warm.glance(self.saved)
        except BusyError:
            return False
        if page is None:
            return False
        self.board.publish(Report(self.warm.findings(), self.opener, self.saved))
        self._tell(_rebuilt(page, time.monotonic() - started))
        self._has_said = True
        return True

    def _latest(self, files: Sequence[Path]) -> NotePath | None:
        """Return the note of a save that is the youngest."""
        notes = {path: _time(path) for path in files if path.suffix.lower() == ".md"}
        there = [path for path, changed in notes.items() if changed]
        if not there:
            return None
        return NotePath(max(there, key=notes.__getitem__).relative_to(self.vault).as_posix())

    def _saved_last(self) -> NotePath | None:
        return self._latest(list(self._notes()))

    def _notes(self) -> Iterator[Path]:
        for path in self.vault.rglob("*.md"):
            if not any(part.startswith(".") for part in path.relative_to(self.vault).parts):
                yield path

    def _fail(self, error: Exception) -> None:
        """Tell that there is no build, in the terminal and on the pages that stand."""
        self.warm.close()
        if isinstance(error, SphinxError):
            cause = str(error)
        else:
            cause = f"{type(error).__name__}: {error}"
            traceback.print_exception(error)
        words = _("The build has failed: %(cause)s") % {"cause": cause}
        self._tell(*map(safe_line, words.splitlines()))
        known = self.board.report.findings if self.board.report is not None else _NOTHING
        self.board.publish(Report(known, self.opener, self.saved, words))

    @staticmethod
    def _tell(*lines: str) -> None:
        for line in lines:
            print(line, flush=True)


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _rebuilt(page: str, seconds: float) -> str:
    words = _("Rebuilt in %(seconds)s s: %(page)s")
    return words % {"seconds": f"{seconds:.1f}", "page": page}


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)
    port = _("port of the server (%(default)s, another if it is taken)")
    line.add_argument("--port", type=int, default=8000, metavar=_("NUMBER"), help=port)
    line.add_argument("--open", action="store_true", help=_("open a browser"))
    editor = _("address that opens a note in your editor, with {path} and {line} (Obsidian’s)")
    line.add_argument("--editor", metavar=_("ADDRESS"), help=editor)


def run(options: Namespace) -> int:
    """Serve until interrupted."""
    session = Session(options)
    try:
        session.begin()
        server = Server(session.board, bound(options.port))
        server.start()
        if options.port not in (0, server.port):
            print(_("Port %(port)s is taken by another program.") % {"port": options.port})
        page = session.board.report.page_of(session.saved) if session.board.report else ""
        address = f"http://{HOST}:{server.port}/{quote(page)}"
        print(
            _("The site is at %(address)s; it follows what you save. Ctrl+C ends.")
            % {"address": address},
            flush=True,
        )
        if options.open:
            webbrowser.open(address)
        session.follow()
    except KeyboardInterrupt:
        session.watch.stop()
    return 0
