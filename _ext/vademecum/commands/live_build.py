"""One application of Sphinx, kept in memory from save to save.

A save is answered twice. At once the page of that note alone is written, by what the last whole
build knew of all the others; then, when nobody has saved for a moment, the whole is brought up
to date by an ordinary build of Sphinx, which reads that note again. So what stands in the end
does not depend on the first answer. The whole gives way to another save, and begins anew after it.
"""

from __future__ import annotations

import contextlib
import copy
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.commands.terminal import speak_plainly
from vademecum.commands.vault import application
from vademecum.environment import kept_files, one_build
from vademecum.environment.domain import VaultDomain
from vademecum.environment.unfinished import MARK
from vademecum.environment.vault_findings import findings
from vademecum.handbook import Handbook
from vademecum.lint.link_findings import link_findings
from vademecum.lint.note_findings import note_findings
from vademecum.needs.adapter import taken_for_complete, unseal
from vademecum.settings.vault_file import read_vault
from vademecum.vault.names import NotePath
from vademecum.vault.publication import is_draft
from vademecum.vault.records import Finding, Note
from vademecum.vault.resolve import resolve

_STOPS: Final = {
    **dict.fromkeys(("env-purge-doc", "doctree-read", "write-started"), (1,)),
    **dict.fromkeys(("doctree-resolved", "html-page-context"), (1,)),
    "env-updated": (1, 510, 999),  # before, between and after what is computed of all notes
}
"""Where the whole may give way: nothing is half done there, of one page or of one note."""


class GivesWayError(BaseException):
    """A note was saved while the whole was built; no guard of a note may take it for a fault."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a vault, with the title and address of each note that has a page."""

    findings: tuple[Finding, ...]
    notes: Mapping[NotePath, tuple[str, str]]
    severities: Mapping[str, str]


class Warm:
    """The application, with all that it has read, and what the last whole build knew.

    ``disturbed`` says whether somebody has saved since the build began.
    """

    def __init__(self, vault: Path, conf: Path, build: Path, disturbed: Callable[[], bool]) -> None:
        self.vault, self.conf, self.build = vault, conf, build
        self.disturbed = disturbed
        self._held = contextlib.ExitStack()
        self._warnings = io.StringIO()
        self._app: Sphinx | None = None
        self._handbook = Handbook()
        self._may_stop = self._has_taken = self._is_torn = False
        self._begun: set[str] = set()

    def close(self) -> None:
        """Let the application go, and the folder with it.

        What glances have written a later build writes again: it needs no clean start for them.
        """
        if self._app is not None and self._has_taken and not self._is_torn:
            kept_files.keep(self._app)
            (Path(self._app.doctreedir) / MARK).unlink(missing_ok=True)
        self._app, self._has_taken = None, False
        self._held.close()

    def start(self, jobs: int = 1) -> None:
        """Make an application and build with it all that has changed since the last time."""
        self.close()
        folder = self.build / "html", self.build / "doctrees"
        self._warnings = io.StringIO()
        app = self._held.enter_context(
            application("html", self.vault, self.conf, *folder, warnings=self._warnings)
        )
        speak_plainly(self.vault, self._warnings)
        self._builder = _copy(vars(app.builder))
        self._assets = list(app.registry.css_files), list(app.registry.js_files)
        for event, priorities in _STOPS.items():
            for priority in priorities:
                app.connect(event, self._stop, priority=priority)
        app.connect("env-before-read-docs", self._note_begun)
        app.parallel = jobs
        app.build()
        app.parallel = 1  # for a few notes, starting processes takes longer than reading
        self._app = app
        self._remember()

    @property
    def is_warm(self) -> bool:
        """Whether there is an application whose memory is what the folder holds."""
        kept = self._app is not None and self._kept == _version(self._app)
        return kept or (self._app is not None and self._has_taken)

    def whole(self) -> None:
        """Build what has changed, as ``make html`` would.

        :raises GivesWayError: if somebody saves meanwhile.
        """
        app, env = self.app, self.app.env
        if self._is_named_otherwise():
            self.start()
            return
        vault = VaultDomain.of(env)
        pages = dict(vault.fingerprints), set(vault.pages)
        before = dict(vars(app.builder))
        self._take()
        self._make_as_new()
        try:
            self._may_stop = self._is_torn = True
            with contextlib.redirect_stdout(io.StringIO()):  # a summary, the same at each save
                app.build()
        except GivesWayError:
            tried = dict(vault.fingerprints)  # of pages that have been written, or have not
            vault.fingerprints.clear()
            vault.fingerprints.update((n, s) for n, s in pages[0].items() if tried.get(n) == s)
            vault.pages.update(pages[1])
            vars(app.builder).clear()
            vars(app.builder).update(before)
            unseal(env)
            self._forget(self._begun)
            raise
        finally:
            self._may_stop = False
        self._begun = set()
        self._remember()

    def glance(self, path: NotePath) -> str | None:
        """Write the page of one note whose text has changed; return its address.

        None if that cannot be done without all other notes.
        """
        env = self.app.env
        vault = VaultDomain.of(env)
        if path not in self._handbook.notes or not (self.vault / path).is_file():
            return None
        self._take()
        docname = self._handbook.notes[path].docname
        try:
            if is_draft(vault.project.read_header(path)):
                return None
            self._read(docname)
            note = vault.notes[docname]
            self._handbook = _with_note(self._handbook, note, vault)
            self._write(vault, docname)
        except Exception:  # the whole build tells what is wrong, of all notes
            return None
        finally:
            self._forget({docname})
            self.warnings()
        return f"{docname}.html"

    def _read(self, docname: str) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            self.app.builder._read_serial([docname])

    def _write(self, vault: VaultDomain, docname: str) -> None:
        """Write one page by what is known, and what it shows of pictures."""
        env, builder = vault.env, self.app.builder
        vault._handbook, vault._history, vault.page_contexts = self._handbook, self._history, None
        env.__dict__.pop("get_and_resolve_doctree", None)
        builder.images = {}
        with taken_for_complete(env), contextlib.redirect_stdout(io.StringIO()):
            builder._write_serial([docname])
            builder.copy_image_files()  # type: ignore[attr-defined]

    def _is_named_otherwise(self) -> bool:
        """Say whether the handbook has another title, which the home note may give it."""
        config = self.app.config
        before = config.project
        read_vault(self.app)
        return bool(config.project != before)

    def _make_as_new(self) -> None:
        """Put application and builder back to what they were before they built anything."""
        app, env = self.app, self.app.env
        vars(app.builder).clear()
        vars(app.builder).update(_copy(self._builder))
        app.registry.css_files[:], app.registry.js_files[:] = self._assets
        app._warncount = app.statuscode = 0
        for name in ("get_and_resolve_doctree", "_needs_view"):  # of one build
            env.__dict__.pop(name, None)
        self._drop_doctrees()
        env.setup(app)

    def _drop_doctrees(self) -> None:
        """Have documents be read from their files: Sphinx keeps those of one build in memory."""
        self.app.env._pickled_doctree_cache.clear()
        self.app.env._write_doc_doctree_cache.clear()

    def _take(self) -> None:
        """Hold the folder until the whole is built, and mark it as unfinished till then.

        :raises BusyError: if another build has it.
        """
        if not self._has_taken:
            one_build.take(self.app)
            self._has_taken = True
        (Path(self.app.doctreedir) / MARK).touch()

    def _forget(self, docnames: Iterable[str]) -> None:
        """Have the next whole build read notes again, whatever their time."""
        read = self.app.env.all_docs
        read.update(dict.fromkeys(docnames & read.keys(), 0))
        self._drop_doctrees()

    def _remember(self) -> None:
        """Keep what a whole build knew."""
        vault = VaultDomain.of(self.app.env)
        self._handbook = vault.handbook
        self._history = vault.history
        self._kept = _version(self.app)
        self._is_torn = False
        self._has_taken = False  # it was given back at the end of the build
        self._drop_doctrees()

    def _note_begun(self, _app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        self._begun.update(docnames)

    def _stop(self, *_args: object) -> None:
        if self._may_stop and self.disturbed():
            raise GivesWayError

    def warnings(self) -> str:
        """Return what was warned of, a line each; then it is forgotten."""
        text = self._warnings.getvalue()
        self._warnings.seek(0)
        self._warnings.truncate(0)
        return text

    def findings(self) -> Findings:
        """Return what is wrong with the notes, as far as the last answer knew."""
        vault = VaultDomain.of(self.app.env)
        vault._handbook = self._handbook
        notes = {p: (n.title, f"{n.docname}.html") for p, n in self._handbook.notes.items()}
        return Findings(findings(vault), notes, self.app.config.vademecum_severity)

    @property
    def app(self) -> Sphinx:
        """The application; there must be one."""
        assert self._app is not None
        return self._app


def _copy(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes with lists and tables of their own."""
    return {
        name: copy.copy(value) if isinstance(value, list | dict | set) else value
        for name, value in attributes.items()
    }


def _version(app: Sphinx) -> tuple[int, int]:
    """Return the version of what is kept from build to build: another process may write it."""
    try:
        status = (Path(app.doctreedir) / ENV_PICKLE_FILENAME).stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _with_note(known: Handbook, note: Note, vault: VaultDomain) -> Handbook:
    """Return a handbook in which one note is another version: what it says of itself, its links.

    What others show of it stays as it was known.
    """
    before, path = set(_own_findings(known, note.path, vault)), note.path
    notes = {**known.notes, path: note}
    others = {key: stored.handbook for key, stored in vault.stored.items()}
    targets = vault._explicit_targets()
    links = (resolve(li, path, vault.project.index, notes, targets, others) for li in note.links)
    changed = replace(
        known, notes=notes, resolutions={**known.resolutions, path: tuple(links)}, findings=()
    )
    kept = (finding for finding in known.findings if finding not in before)
    return replace(changed, findings=(*kept, *_own_findings(changed, path, vault)))


def _own_findings(known: Handbook, path: NotePath, vault: VaultDomain) -> list[Finding]:
    """Return what is wrong with a note whatever the others say, and with its links."""
    one, links = {path: known.notes[path]}, {path: known.resolutions[path]}
    index, register = vault.project.index, vault.register
    return [
        *known.notes[path].findings,
        *link_findings(one, links, index, known.unpublished, register),
        *note_findings(one),
    ]
