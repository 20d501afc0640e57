"""``make live``: the site rebuilt and reloaded at each save, with what is to be mended.

Each save is answered by an ordinary build, of a new application in this process: what it needs is
imported and read once, and what stands in the end is what ``make html`` makes. The first thread
watches and builds, since only there can time be bounded; a second serves. No process is forked
once that one runs.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import sys
import time
import traceback
import webbrowser
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import nullcontext, redirect_stdout
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import quote

from sphinx.errors import SphinxError
from sphinx.util.logging import NAMESPACE
from watchfiles import watch

from vademecum.commands.live_findings import Report, Terminal, opener
from vademecum.commands.live_site import HOST, Board, bound, serve
from vademecum.commands.reader_language import reader_language
from vademecum.commands.terminal import is_terminal, speak_plainly
from vademecum.commands.vault import application, conf_folder, vault_arguments
from vademecum.environment.build_folder import BusyError
from vademecum.findings import safe_line
from vademecum.i18n import _, load
from vademecum.vault.names import NotePath
from vademecum.vault.publication import APP_FILE, TEMPLATES_FILE

QUIET: Final = 40
"""Milliseconds without another change that end a save: an editor makes several."""
_LONGEST: Final = 800
_LOOK: Final = 500
"""Milliseconds until the settings are looked at, and a build that had to wait is tried again."""
_OF_EDITORS: Final = ("~", ".tmp", ".swp", ".part", ".crdownload")


class Session:
    """Answers saves, one after another, until interrupted."""

    def __init__(self, options: Namespace) -> None:
        self.vault, self.build = options.vault.resolve(), options.build.resolve()
        self.conf = conf_folder(options).resolve()
        self.board = Board(self.build / "html", Report(opener(self.vault, options.editor)))
        self.terminal = Terminal(colours=is_terminal(sys.stdout) and not os.environ.get("NO_COLOR"))
        self.saved = self._latest(self._notes())
        self._waits = False
        self._started, self._settings = time.time(), self._times_of_settings()

    def follow(self) -> None:
        """Answer what is saved, and what was while the first build ran.

        What is saved during a build is answered by one more, however often that was.
        """
        to_collect = True
        for changed in self._saves():
            self.saved = self._latest(changed) or self.saved
            if changed or self._waits:
                self.bring_up_to_date()
                to_collect = True
            elif to_collect:  # nobody waits for a page
                collect()
                to_collect = False

    def bring_up_to_date(self, *, first: bool = False) -> None:
        """Build all that has changed; whatever happens, the next save is answered.

        The first time with all processors: for a few notes, to start processes takes longer.
        """
        started = time.monotonic()
        try:
            report, warnings = self._build(first)
        except BusyError as error:
            if not self._waits:
                print(error, flush=True)
            self._waits = True
            return
        except Exception as error:  # told, and the next save tries again
            self._fail(error)
        else:
            page, seconds = report.page_of(self.saved), f"{time.monotonic() - started:.1f}"
            rebuilt = _("Rebuilt in %(seconds)s s: %(page)s") % {"seconds": seconds, "page": page}
            print(rebuilt, *self.terminal.lines(warnings), sep="\n", flush=True)
            self.board.report = report
        self._waits = False
        if self.board.report.failure:
            collect()  # no sooner: the error has held the application, and that the folder

    def _build(self, first: bool) -> tuple[Report, str]:
        """Return what is wrong with the vault, and the warnings of the build, a line each."""
        load(reader_language(self.vault))
        warnings, jobs = io.StringIO(), (os.cpu_count() or 1) if first else 1
        places = self.vault, self.conf, self.build / "html", self.build / "doctrees"
        summary = nullcontext() if first else redirect_stdout(io.StringIO())  # alike at each save
        self.board.is_building = True
        try:
            with summary, application("html", *places, warnings=warnings, jobs=jobs) as app:
                speak_plainly(self.vault, warnings)
                app.build()
                return self.board.report.after(app, self.saved), warnings.getvalue()
        finally:
            self.board.is_building = False

    def _saves(self) -> Iterator[set[Path]]:
        """Yield what is saved, beginning with what was since the start; now and then nothing."""
        started: float | None = self._started
        for changes in watch(
            self.vault,
            watch_filter=lambda _change, path: self._concerns(Path(path)),
            debounce=_LONGEST,
            step=QUIET,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
        ):
            changed = {Path(path) for _change, path in changes}
            if started is not None:  # only now is all seen that is saved
                changed |= {path for path in self._notes() if _time(path) >= started}
                started = None
            if self._settings != (now := self._times_of_settings()):
                self._settings = now
                changed.add(self.conf)
            yield changed

    def _concerns(self, path: Path) -> bool:
        if path.is_relative_to(self.build) or path.name.endswith(_OF_EDITORS):
            return False
        inner = path.relative_to(self.vault)
        hidden = any(part.startswith(".") for part in inner.parts)
        return not hidden or inner.as_posix() in {APP_FILE, TEMPLATES_FILE}

    def _times_of_settings(self) -> list[float]:
        """Return the times of the settings: beside them may be all that a project has installed."""
        return [_time(self.conf / name) for name in ("conf.py", "docutils.conf")]

    def _latest(self, files: Iterable[Path]) -> NotePath | None:
        """Return the youngest note among some files."""
        times = {path: _time(path) for path in files if path.suffix.lower() == ".md"}
        youngest = max(times, key=times.__getitem__, default=None)
        if youngest is None or not times[youngest]:
            return None
        return NotePath(youngest.relative_to(self.vault).as_posix())

    def _notes(self) -> Iterator[Path]:
        return (path for path in self.vault.rglob("*.md") if self._concerns(path))

    def _fail(self, error: Exception) -> None:
        """Tell that there is no build, in the terminal and on the pages that stand."""
        if isinstance(error, SphinxError):
            cause = str(error)
        else:
            cause = f"{type(error).__name__}: {error}"
            traceback.print_exception(error)
        words = _("The build has failed: %(cause)s") % {"cause": cause}
        print(*map(safe_line, words.splitlines()), sep="\n", flush=True)
        self.board.report = replace(self.board.report, saved=self.saved, failure=words)


def collect() -> None:
    """Let applications go: each is a circle of references and, if it has failed, holds the folder.

    In a thread of its own no signal arrives, which would be lost where an object is taken apart.
    """
    logging.getLogger(NAMESPACE).handlers.clear()  # Sphinx makes others for each application
    thread = Thread(target=gc.collect, daemon=True)
    thread.start()
    thread.join()


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


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
        session.bring_up_to_date(first=True)
        port = serve(session.board, bound(options.port))
        if options.port not in (0, port):
            print(_("Port %(port)s is taken by another program.") % {"port": options.port})
        page = quote(session.board.report.page_of(session.saved))
        address = f"http://{HOST}:{port}/{page}"
        print(
            _("The site is at %(address)s; it follows what you save. Ctrl+C ends.")
            % {"address": address},
            flush=True,
        )
        if options.open:
            webbrowser.open(address)
        session.follow()
    except KeyboardInterrupt:
        pass
    return 0
