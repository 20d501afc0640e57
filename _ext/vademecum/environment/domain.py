"""The Sphinx domain of the vault: the record of each note, kept from build to build.

It guards its data (cleared with a note, merged from workers) and puts the vault's files in the
place of Sphinx's own project. The handbook is computed from it when all notes are read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

from markdown_it import MarkdownIt
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment

from vademecum.compat import application
from vademecum.environment.former_names import FormerNames
from vademecum.environment.guest_project import GuestProject
from vademecum.environment.history import History, history
from vademecum.environment.objects import KINDS, handbook_objects
from vademecum.environment.other_handbooks import StoredHandbook, stored_handbooks
from vademecum.environment.project import VaultProject
from vademecum.environment.vault_register import vault_register
from vademecum.handbook import Handbook, handbook
from vademecum.settings import WHOLE, Settings, domains, small_text, vault_folder
from vademecum.skills.declared import Declared
from vademecum.skills.register import Register
from vademecum.vault.addresses import Addresses, addresses, former_addresses
from vademecum.vault.names import DocName, NotePath
from vademecum.vault.publication import APP_FILE, TEMPLATES_FILE, Exclusions, read_exclusions
from vademecum.vault.records import Finding, Note, SectionText
from vademecum.vault.resolve import ExplicitTargets


def declared(config: Config) -> Declared:
    """Return the levels, fields, frameworks and reference words of a build."""
    settings = Settings.of(config)
    return Declared(
        settings.levels,
        settings.skill_fields,
        settings.frameworks,
        settings.reference_words,
        str(config.language),
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a note has no layout, and the line that was being read or written."""

    cause: str
    line: int


class VaultDomain(Domain):
    """Holds ``notes``, their ``texts``, ``headers``, ``fingerprints``, ``pages``, and facts.

    Facts of one build: ``gone``, pages of the last build that this one does not make, and
    ``stale_pages``, those that this build must write because of what they show; ``failures``,
    by docname, of the notes that could not be read.
    """

    name = "vault"
    label = "Vault"
    object_types: ClassVar = {kind: ObjType(kind) for kind in KINDS}
    data_version = 9
    initial_data: ClassVar[dict[str, Any]] = {
        "notes": {},
        "texts": {},
        "headers": {},
        "fingerprints": {},
        "pages": set(),
    }

    def setup(self) -> None:
        """Take the place of Sphinx's project before any file is looked for."""
        super().setup()
        self.markdown_parser: MarkdownIt | None = None
        generated = Path(self.env.doctreedir) / "home.md"
        project = self._new_project(generated)
        project.exclusions = self._exclusions()
        project.env = self.env
        project.restore(self.env.project)  # builders ask for the last build's notes first
        self.env.project = project
        self._handbook: Handbook | None = None
        self.findings: tuple[Finding, ...] | None = None  # what lint/run.py makes of the handbook
        self._history: History | None = None
        self._stored: dict[str, StoredHandbook] | None = None
        self.page_contexts: object | None = None
        self.diagram_seconds = 0.0  # lost by this process on diagrams that took too long
        self.gone: frozenset[str] = frozenset()
        self.stale_pages: frozenset[str] = frozenset()
        self.failures: dict[str, Failure] = {}

    def _new_project(self, generated: Path) -> VaultProject:
        """Return the project over one vault, or over a host that may hold one."""
        config = application(self.env).config  # the environment has none yet
        settings, language = Settings.of(config), str(config.language)
        folder, limit = settings.vault, settings.note_limit
        headers = self.data["headers"]
        if folder == WHOLE:
            srcdir = Path(self.env.srcdir)
            return VaultProject(srcdir, generated, headers, addresses(language), limit)
        return GuestProject(self.env.project, folder, generated, headers, language, limit)

    def _exclusions(self) -> Exclusions:
        """Return what the vault's own settings, ours and Obsidian's, leave out."""
        config = application(self.env).config
        folder = vault_folder(config, Path(self.env.srcdir))
        if folder is None:
            return Exclusions()
        templates, app = (small_text(folder, name) for name in (TEMPLATES_FILE, APP_FILE))
        return read_exclusions(templates, app, Settings.of(config).excluded_folders)

    @property
    def addresses(self) -> Addresses:
        """Where the pages stand that no note has."""
        return self.project.addresses

    @property
    def whole(self) -> bool:
        """Whether all of the source folder is one vault, and the site its handbook."""
        return not isinstance(self.project, GuestProject)

    @staticmethod
    def of(env: BuildEnvironment) -> VaultDomain:
        """Return the domain of a build."""
        domain = env.domains["vault"]
        assert isinstance(domain, VaultDomain)
        return domain

    @property
    def project(self) -> VaultProject:
        """The files of the vault."""
        project = self.env.project
        assert isinstance(project, VaultProject)
        return project

    @property
    def notes(self) -> dict[str, Note]:
        """The record of each note that has been read, by docname."""
        notes: dict[str, Note] = self.data["notes"]
        return notes

    @property
    def texts(self) -> dict[str, tuple[SectionText, ...]]:
        """What the search looks through and quotes, by docname."""
        texts: dict[str, tuple[SectionText, ...]] = self.data["texts"]
        return texts

    @property
    def fingerprints(self) -> dict[str, str]:
        """A digest, by address, of all that a page shows beyond its own note."""
        fingerprints: dict[str, str] = self.data["fingerprints"]
        return fingerprints

    @property
    def pages(self) -> set[str]:
        """The names of all pages of the last build, notes' and others."""
        pages: set[str] = self.data["pages"]
        return pages

    @property
    def handbook(self) -> Handbook:
        """What follows from all notes; computed at the first call after the reading."""
        if self._handbook is None:
            notes = {n.path: n for n in self.notes.values() if n.path}
            self.project.index.former = FormerNames(Path(self.env.srcdir))
            specs = domains(self.env.config)
            self._handbook = handbook(
                notes,
                self.project.index,
                specs,
                self._explicit_targets(),
                declared(self.env.config),
                self.register,
                self.project.unpublished,
                {key: stored.handbook for key, stored in self.stored.items()},
            )
        return self._handbook

    @property
    def history(self) -> History:
        """What git knows of the notes; asked at the first call of a build."""
        if self._history is None:
            self._history = history(Path(self.env.srcdir))
        return self._history

    @property
    def former_addresses(self) -> dict[str, DocName]:
        """The addresses that notes of a vault have had, each with that of the note now."""
        if not self.whole:
            return {}
        reserved = self.addresses.reserved()
        return former_addresses(self.handbook.notes, self.history.moved, reserved)

    @property
    def stored(self) -> dict[str, StoredHandbook]:
        """What lies in the repository of other handbooks, by key; read once a build."""
        if self._stored is None:
            handbooks = Settings.of(self.env.config).handbooks
            self._stored = stored_handbooks(Path(application(self.env).confdir), handbooks)
        return self._stored

    def _explicit_targets(self) -> ExplicitTargets:
        """Return the explicit targets that notes hold."""
        labels = self.env.domains.standard_domain.anonlabels.items()
        return {
            name: (self.notes[docname].path, anchor)
            for name, (docname, anchor) in labels
            if docname in self.notes
        }

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield what other projects may cite, for Sphinx's inventory."""
        for entry in handbook_objects(self.handbook, self.addresses):
            yield entry.name, entry.title, entry.kind, entry.page, "", -1

    def resolve_any_xref(self, *_args: object, **_kwargs: object) -> list[Any]:
        """Return nothing: notes are linked to by wikilinks, not by roles."""
        return []

    @property
    def register(self) -> Register:
        """The numbers ever given, as the vault's register has them."""
        folder = "" if self.whole else Settings.of(self.env.config).vault
        return vault_register(self.env, self.project.index.attachments, folder)

    def docname(self, path: NotePath) -> str:
        """Return the address of a note."""
        return self.project.address(path)

    def clear_doc(self, docname: str) -> None:
        """Forget a note that is gone or about to be read again."""
        self.notes.pop(docname, None)
        self.texts.pop(docname, None)
        self._handbook = self.findings = None

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a worker has read; the order of workers does not matter."""
        for docname in docnames:
            if docname in otherdata["notes"]:
                self.notes[docname] = otherdata["notes"][docname]
                self.texts[docname] = otherdata["texts"].get(docname, ())
        self._handbook = self.findings = None


def setup(app: Sphinx) -> None:
    """Add the domain."""
    app.add_domain(VaultDomain)


def today() -> date:
    """Return the day of the build, which ``SOURCE_DATE_EPOCH`` may set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.date()
