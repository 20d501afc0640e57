"""Addresses of the pages that no note has, in the language of the handbook."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final
from urllib.parse import quote, urlsplit

from vademecum.languages import word_in
from vademecum.vault.names import DocName, NotePath, docnames, fold, folder_of, plain_blanks
from vademecum.vault.records import Note
from vademecum.vault.vocabulary import NOTE_PROPERTIES

_OWN: Final = (
    "search",
    "genindex",
    "permalink",
    "404",
    "_static/",
    "_images/",
    "_downloads/",
    "_sources/",
)
"""Addresses of Sphinx and of sphinx-needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where each made page stands; ``domains``, ``skills`` and ``tags`` are folders.

    ``taken``: addresses of a host's pages, which stay its own: ours step aside.
    """

    catalogue: str
    questions: str
    resources: str
    roles: str
    contents: str
    data: str
    ghosts: str
    matrix: str
    plan: str
    team: str
    graph: str
    offline: str
    domains: str
    skills: str
    tags: str
    taken: frozenset[str] = frozenset()

    def domain(self, slug: str) -> str:
        """Return the address of a domain's page."""
        return _free(f"{self.domains}/{slug}", self.taken)

    def skill(self, identifier: str) -> str:
        """Return the address of a skill's own page, the same for ever."""
        return _free(f"{self.skills}/{identifier.lower()}", self.taken)

    def reserved(self) -> frozenset[str]:
        """Return the addresses and folders that no note may take."""
        pages = (getattr(self, name) for name in _PAGES)
        return frozenset((*_OWN, *pages, *(f"{getattr(self, name)}/" for name in _FOLDERS)))


_FOLDERS: Final = ("domains", "skills", "tags")
_PAGES: Final = tuple(
    item.name for item in fields(Addresses) if item.name not in {*_FOLDERS, "taken"}
)


def addresses(language: str, taken: Collection[str] = ()) -> Addresses:
    """Return the addresses of made pages in a language; in English where it has none."""
    own = {name: word_in("addresses", name, language) for name in (*_PAGES, *_FOLDERS)}
    pages = {name: _free(own[name], taken) for name in _PAGES}
    return Addresses(**(own | pages), taken=frozenset(taken))


def _free(address: str, taken: Collection[str]) -> str:
    while address in taken:
        folder, slash, name = address.rpartition("/")
        address = f"{folder}{slash}vademecum-{name}"
    return address


_NAMES: Final = frozenset(
    fold(name) for names in NOTE_PROPERTIES["former_names"].values() for name in names
)
_SUFFIX: Final = ".md"
_MOST: Final = 50
"""Former names that a note may give."""


def former_addresses(
    notes: Mapping[NotePath, Note], moved: Mapping[str, str], reserved: Collection[str]
) -> dict[str, DocName]:
    """Return the addresses that notes have had, each with that of the note now.

    What a note says itself (``anciens noms``) goes before what git knows (*moved*: former paths
    and present ones). An address of a note is never among them; of several notes that claim one,
    the first by path has it.
    """
    taken = {note.docname for note in notes.values()}
    addresses: dict[str, DocName] = {}
    for former, path in (*_said(notes), *sorted(moved.items())):
        note = notes.get(NotePath(path))
        if note is None or not former.lower().endswith(_SUFFIX):
            continue
        (address,) = docnames([NotePath(former)], reserved, home=False).values()
        if address not in taken:
            addresses.setdefault(address, note.docname)
    return addresses


def _said(notes: Mapping[NotePath, Note]) -> Iterator[tuple[str, str]]:
    """Yield each former path that a note gives, a bare name in the note's own folder."""
    for path in sorted(notes):
        for written in former_names(notes[path]):
            name = plain_blanks(written).strip().removesuffix(_SUFFIX).strip("/")
            parts = name.split("/")
            if not name or {"", ".", ".."} & set(parts):
                continue
            folder = folder_of(path) if len(parts) == 1 else ""
            yield f"{folder}/{name}{_SUFFIX}" if folder else name + _SUFFIX, path


def former_names(note: Note) -> tuple[str, ...]:
    """Return the former names that a note says it had."""
    for name, value in note.properties.items():
        if fold(name) in _NAMES:
            several = value if isinstance(value, list | tuple) else [value]
            return tuple(one for one in several if isinstance(one, str))[:_MOST]
    return ()


_EDIT: Final = {"github": "/edit/", "gitlab": "/-/edit/", "gitea": "/_edit/"}
_ISSUE: Final = {
    "github": "/issues/new?title=",
    "gitlab": "/-/issues/new?issue[title]=",
    "gitea": "/issues/new?title=",
}
_REPOSITORY_KINDS: Final = {
    **{"github": "github", "gitlab": "gitlab"},
    **dict.fromkeys(("codeberg", "gitea", "forgejo"), "gitea"),
}


def _kind(repository: str) -> str:
    """Return what runs a host, by the words of its name; empty if they do not say."""
    words = (urlsplit(repository).hostname or "").split(".")
    return next((kind for name, kind in _REPOSITORY_KINDS.items() if name in words), "")


def _root(repository: str) -> str:
    return repository.rstrip("/").removesuffix(".git")


def edit_address(repository: str, branch: str, path: str) -> str:
    """Return where a file is edited on the web; empty for a host that is not known."""
    kind = _kind(repository)
    return f"{_root(repository)}{_EDIT[kind]}{quote(branch)}/{quote(path)}" if kind else ""


def issue_address(repository: str, title: str) -> str:
    """Return where an issue with a title is written; empty for a host that is not known."""
    kind = _kind(repository)
    return f"{_root(repository)}{_ISSUE[kind]}{quote(title, safe='')}" if kind else ""


def contact_address(contact: str, subject: str) -> str:
    """Return a contact as a link: mail with a subject, or the page it is; empty for none."""
    if not contact or "://" in contact:
        return contact
    return f"mailto:{quote(contact, safe='@+')}?subject={quote(subject, safe='')}"
