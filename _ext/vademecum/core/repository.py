"""Addresses in the repository of the notes, as the well-known hosts of repositories have them."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

_EDIT: Final = {"github": "/edit/", "gitlab": "/-/edit/", "gitea": "/_edit/"}
_ISSUE: Final = {
    "github": "/issues/new?title=",
    "gitlab": "/-/issues/new?issue[title]=",
    "gitea": "/issues/new?title=",
}
_NAMES: Final = {
    **{"github": "github", "gitlab": "gitlab"},
    **dict.fromkeys(("codeberg", "gitea", "forgejo"), "gitea"),
}


def _kind(repository: str) -> str:
    """Return what runs a host, by the words of its name; empty if they do not say."""
    words = (urlsplit(repository).hostname or "").split(".")
    return next((kind for name, kind in _NAMES.items() if name in words), "")


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
