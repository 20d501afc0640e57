"""Addresses of the pages that no note has, in the language of the handbook."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where each made page stands; ``domains``, ``skills`` and ``tags`` are folders.

    ``taken``: addresses of a host's pages, which stay its own: ours step aside.
    """

    catalogue: str = "catalogue"
    questions: str = "questions"
    resources: str = "resources"
    roles: str = "roles"
    contents: str = "contents"
    data: str = "open-data"
    ghosts: str = "to-write"
    matrix: str = "matrix"
    plan: str = "my-plan"
    team: str = "team"
    map: str = "map"
    offline: str = "offline"
    domains: str = "domains"
    skills: str = "skills"
    tags: str = "tags"
    taken: frozenset[str] = field(default=frozenset())

    def domain(self, slug: str) -> str:
        """Return the address of a domain's page."""
        return _free(f"{self.domains}/{slug}", self.taken)

    def skill(self, identifier: str) -> str:
        """Return the address of a skill's own page, the same for ever."""
        return _free(f"{self.skills}/{identifier.lower()}", self.taken)

    def reserved(self) -> frozenset[str]:
        """Return the addresses and folders that no note may take."""
        pages = (
            self.catalogue,
            self.questions,
            self.resources,
            self.roles,
            self.contents,
            self.data,
            self.ghosts,
            self.matrix,
            self.plan,
            self.team,
            self.map,
            self.offline,
        )
        return frozenset((*_OWN, *pages, f"{self.domains}/", f"{self.skills}/", f"{self.tags}/"))


_BY_LANGUAGE: Final = {
    "fr": Addresses(
        resources="ressources",
        roles="profils",
        contents="sommaire",
        data="donnees",
        ghosts="a-ecrire",
        matrix="matrice",
        plan="mon-plan",
        team="equipe",
        map="carte",
        offline="hors-ligne",
        domains="domaines",
        skills="competences",
        tags="etiquettes",
    ),
    "de": Addresses(
        catalogue="katalog",
        questions="fragen",
        resources="ressourcen",
        roles="profile",
        contents="inhalt",
        data="daten",
        ghosts="zu-schreiben",
        matrix="matrix",
        plan="mein-plan",
        team="team",
        map="karte",
        domains="bereiche",
        skills="kompetenzen",
        tags="schlagwoerter",
    ),
    "it": Addresses(
        catalogue="catalogo",
        questions="domande",
        resources="risorse",
        roles="profili",
        contents="sommario",
        data="dati",
        ghosts="da-scrivere",
        matrix="matrice",
        plan="il-mio-piano",
        team="team",
        map="mappa",
        domains="ambiti",
        skills="competenze",
        tags="etichette",
    ),
}


def addresses(language: str, taken: Collection[str] = ()) -> Addresses:
    """Return the addresses of made pages in a language; in English where it has none."""
    chosen = _BY_LANGUAGE.get(language.partition("_")[0], Addresses())
    names = {
        item.name: _free(getattr(chosen, item.name), taken)
        for item in fields(Addresses)
        if item.name not in {"taken", "domains", "skills", "tags"}
    }
    folders = {"domains": chosen.domains, "skills": chosen.skills, "tags": chosen.tags}
    return Addresses(**names, **folders, taken=frozenset(taken))


def _free(address: str, taken: Collection[str]) -> str:
    while address in taken:
        folder, slash, name = address.rpartition("/")
        address = f"{folder}{slash}vademecum-{name}"
    return address
