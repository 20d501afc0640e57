"""What is saved in a vault while one writes, gathered until somebody asks.

watchfiles tells what the system tells it. An editor that writes aside and renames, a program that
writes old times, a change of branch: all are names of files here, and no time stamp is looked at.
"""

from __future__ import annotations

from pathlib import Path
from threading import Condition, Event, Thread
from typing import Final

from watchfiles import watch

from vademecum.vault.publication import APP_FILE, TEMPLATES_FILE

QUIET: Final = 40
"""Milliseconds without another change that end a save: an editor makes several."""
_LONGEST: Final = 800
_OF_EDITORS: Final = ("~", ".tmp", ".swp", ".part", ".crdownload")


class Watch:
    """The files changed below a vault, and in the folder of the settings, but not below that."""

    def __init__(self, vault: Path, conf: Path, build: Path) -> None:
        self._vault, self._conf, self._build = vault, conf, build
        self._changed: set[Path] = set()
        self._news, self._over = Condition(), Event()

    def start(self) -> None:
        """Begin to watch, each folder by a thread that ends with the process."""
        folders = ((self._vault, True), (self._conf, False))
        for folder, deep in folders:
            Thread(target=self._follow, args=(folder, deep), daemon=True).start()

    def stop(self) -> None:
        """End soon."""
        self._over.set()

    def take(self, seconds: float) -> set[Path]:
        """Return what has changed since the last time; wait for something so long."""
        with self._news:
            self._news.wait_for(lambda: self._changed, seconds)
            changed, self._changed = self._changed, set()
        return changed

    def has_news(self) -> bool:
        """Say whether something has changed since the last time."""
        return bool(self._changed)

    def is_setting(self, path: Path) -> bool:
        """Say whether a file is one that settings stand in: with it changed, all is begun anew."""
        names = (APP_FILE, TEMPLATES_FILE, "vademecum.toml")
        return path in {self._vault / name for name in names} or path.parent == self._conf

    def _follow(self, folder: Path, deep: bool) -> None:
        for changes in watch(
            folder,
            watch_filter=lambda _change, path: self._concerns(Path(path), deep),
            debounce=_LONGEST,
            step=QUIET,
            rust_timeout=500,
            yield_on_timeout=False,
            stop_event=self._over,
            raise_interrupt=False,
            recursive=deep,
        ):
            with self._news:
                self._changed.update(Path(path) for _change, path in changes)
                self._news.notify_all()

    def _concerns(self, path: Path, deep: bool) -> bool:
        if not deep:
            return path.name in {"conf.py", "docutils.conf"}
        if path.is_relative_to(self._build) or path.name.endswith(_OF_EDITORS):
            return False
        inner = path.relative_to(self._vault)
        hidden = any(part.startswith(".") for part in inner.parts)
        return not hidden or inner.as_posix() in {APP_FILE, TEMPLATES_FILE}
