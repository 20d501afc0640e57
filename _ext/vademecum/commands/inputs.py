"""A digest of all that a build of the site follows from, made without Sphinx.

Files count by their stamps: path, size, times, number and rights; a file that was put back with
an older time, or rewritten with the same, differs in the time of its last change of any kind.
"""

from __future__ import annotations

import hashlib
import os
import runpy
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from vademecum.commands.git_state import git_state
from vademecum.commands.places import Places

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_OBSIDIAN: Final = (".obsidian/templates.json", ".obsidian/app.json")
"""The hidden files of a vault that are read."""
_ENVIRONMENT: Final = (
    *("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG", "TZ"),
    *("TERM", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE"),
    *("SOURCE_DATE_EPOCH", "DOCUTILSCONFIG", "HOME", "XDG_CONFIG_HOME", "PATH"),
)
_ELSEWHERE: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
"""Variables by which git looks at another repository than that of the folder."""
_SETTINGS: Final = frozenset(
    "project author copyright project_copyright version release language extensions "
    "include_patterns exclude_patterns suppress_warnings nitpicky html_title html_short_title "
    "html_baseurl html_theme html_theme_options html_css_files html_js_files html_static_path "
    "html_extra_path html_logo html_favicon templates_path".split()
)
"""The settings of Sphinx of which it is known what else they have a build read."""
_FOLDERS: Final = ("html_static_path", "html_extra_path", "templates_path")
_FILES: Final = ("html_logo", "html_favicon")
_EXTENSIONS: Final = frozenset({"vademecum", "sphinx_design", "myst_parser", "sphinx_needs"})
_OWN: Final = "vademecum_"
_SWITCH: Final = "vademecum_shortcuts"
_YOUNG: Final = 50_000_000
_YOUNG_BY_SECONDS: Final = 2_000_000_000
"""Nanoseconds in which a file can be written twice with one time; where times are whole seconds."""


class UnknownInputError(Exception):
    """The build may follow from something that is not looked at here."""


class Inputs:
    """Gathers what a build follows from; ``digest`` is of all that was added."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._newest = 0
        self._begun = time.time_ns()

    @property
    def digest(self) -> str:
        """The digest of what was added until now."""
        return self._hash.hexdigest()

    @property
    def young(self) -> bool:
        """Whether a file is so new that writing it once more might leave its stamp as it is."""
        margin = _YOUNG if self._newest % 1_000_000_000 else _YOUNG_BY_SECONDS
        return self._newest > self._begun - margin

    def add(self, *values: object) -> None:
        """Add plain values."""
        self._hash.update(repr(values).encode("utf-8", "surrogatepass"))

    def add_file(self, path: Path) -> None:
        """Add the stamp of a file, of what it leads to if it is a link, or that there is none."""
        self.add(str(path), os.path.realpath(path))
        try:
            self._add_stamp("", path.lstat())
            self._add_stamp("", path.stat())
        except OSError:
            self.add(None)

    def add_tree(self, root: str | Path, without: Callable[[os.DirEntry[str]], bool]) -> None:
        """Add all files below a folder; links to folders are not followed.

        ``without`` says which files and folders do not count.
        """
        folders = [str(root)]
        while folders:
            self.add(folders[-1])
            for entry in _entries(folders.pop()):
                if without(entry):
                    continue
                if entry.is_symlink():
                    self.add_file(Path(entry.path))
                elif entry.is_dir():
                    folders.append(entry.path)
                else:
                    self._add_entry(entry)

    def _add_entry(self, entry: os.DirEntry[str]) -> None:
        try:
            self._add_stamp(entry.path, entry.stat(follow_symlinks=False))
        except OSError:  # it has gone meanwhile
            self.add(entry.path, None)

    def _add_stamp(self, path: str, status: os.stat_result) -> None:
        changed = status.st_mtime_ns if sys.platform == "win32" else status.st_ctime_ns
        self._newest = max(self._newest, changed)
        self.add(
            path,
            status.st_size,
            status.st_mtime_ns,
            status.st_ctime_ns,
            status.st_ino,
            status.st_mode,
        )


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def is_compiled(entry: os.DirEntry[str]) -> bool:
    """Say whether a folder holds what Python makes of its modules."""
    return entry.name == "__pycache__"


def inputs(places: Places) -> Inputs:
    """Return what a build of these places follows from.

    :raises UnknownInputError: if ``conf.py`` may have it follow from anything else.
    """
    collected = Inputs()
    vault, conf = places.vault.resolve(), places.conf_folder.resolve()
    collected.add(str(places.vault), str(places.build), str(conf), str(Path.cwd()))
    collected.add(time.gmtime()[:3], sorted(_environment()), _streams(), sys.warnoptions)
    collected.add(sys.version, sys.path)
    for folder in sys.path:
        _add_packages(collected, folder)
    collected.add_tree(_PACKAGE, is_compiled)
    _add_vault(collected, vault, os.path.realpath(places.build))
    collected.add_tree(conf / "handbooks", is_compiled)
    for name in ("conf.py", "docutils.conf"):
        collected.add_file(conf / name)
    collected.add(git_state(vault))
    collected.add_tree(places.build / "pdf", is_compiled)
    _add_settings(collected, conf)
    return collected


def _add_vault(collected: Inputs, vault: Path, build: str) -> None:
    """Add what is read of a vault; a site may be built in a folder of it."""

    def is_left_out(entry: os.DirEntry[str]) -> bool:
        return entry.name.startswith(".") or (
            _leads_to_folder(entry) and os.path.realpath(entry.path) == build
        )

    collected.add_tree(vault, is_left_out)
    for name in _OBSIDIAN:
        collected.add_file(vault / name)


def _environment() -> Iterator[tuple[str, str]]:
    for name, value in os.environ.items():
        if name in _ELSEWHERE:
            raise UnknownInputError(name)
        if name in _ENVIRONMENT or name.startswith(("GIT_", "PYTHON")):
            yield name, value


def _streams() -> list[tuple[bool, str]]:
    return [(stream.isatty(), str(stream.encoding)) for stream in (sys.stdout, sys.stderr)]


def _add_packages(collected: Inputs, folder: str) -> None:
    """Add what is installed in a folder of modules: versions are in the names."""
    names = (entry for entry in _entries(folder) if entry.name.endswith((".dist-info", ".pth")))
    for entry in names:
        collected._add_stamp(entry.path, entry.stat())


def _add_settings(collected: Inputs, conf: Path) -> None:
    """Add what ``conf.py`` says now, which may follow from anything, and the files it names."""
    settings = _settings(conf / "conf.py")
    collected.add(sorted(settings.items()))
    for name in _FOLDERS:
        for folder in settings.get(name, ()):
            collected.add_tree(conf / folder, is_compiled)
            collected.add_file(conf / folder)
    for name in _FILES:
        if settings.get(name):
            collected.add_file(conf / settings[name])


def _settings(conf: Path) -> Mapping[str, Any]:
    """Run ``conf.py`` as Sphinx does; return its settings.

    :raises UnknownInputError: if one is not known here, or cannot be compared.
    """
    before, path = Path.cwd(), list(sys.path)
    try:
        os.chdir(conf.parent)
        names = runpy.run_path(str(conf))
    except BaseException as error:  # the build tells it; it may even be an exit
        raise UnknownInputError(str(error)) from error
    finally:
        os.chdir(before)
        sys.path[:] = path
    settings = {n: v for n, v in names.items() if n[0].islower() and type(v) is not ModuleType}
    if settings.get(_SWITCH, True) is not True:
        raise UnknownInputError(_SWITCH)
    unknown = [n for n in settings if n not in _SETTINGS and not n.startswith(_OWN)]
    extensions = settings.get("extensions", ())
    if unknown or not _is_plain(settings) or not set(extensions) <= _EXTENSIONS:
        raise UnknownInputError(str(conf))
    return settings


def _is_plain(value: object) -> bool:
    """Say whether a value is all in its ``repr``."""
    if isinstance(value, dict):
        return all(_is_plain(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or type(value) in {str, int, float, bool}
