"""The words of the notation in every language: written names, and the keys they stand for.

All four languages are accepted in any vault, whatever its own; keys stay the same for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from vademecum.vault.schema import field_key

Names = Mapping[str, tuple[str, ...]]
"""Written names by language; the first of a language is the one that is suggested."""


class Vocabulary(dict[str, Names]):
    """Written names by key; asked for each property of each note, so the answer is a look-up."""

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """The key of each written name; a name that two keys have is the first's."""
        keys: dict[str, str] = {}
        for key, names in self.items():
            for name in (name for several in names.values() for name in several):
                keys.setdefault(field_key(name), key)
        return keys


SKILL_FIELDS: Final = Vocabulary(
    {
        "short_title": {"fr": ("court",), "en": ("short",), "de": ("kurz",), "it": ("breve",)},
        "level": {"fr": ("niveau",), "en": ("level",), "de": ("Stufe",), "it": ("livello",)},
        "synonyms": {"fr": ("mots",), "en": ("words",), "de": ("Wörter",), "it": ("parole",)},
    }
)
"""Fields of a skill that have a meaning of their own."""

RELATIONS: Final = Vocabulary(
    {
        "exact": {"fr": ("exacte", "exact"), "en": ("exact",), "de": ("genau",), "it": ("esatta",)},
        "close": {"fr": ("proche",), "en": ("close",), "de": ("nahe",), "it": ("vicina",)},
        "broad": {
            "fr": ("plus large",),
            "en": ("broader", "broad"),
            "de": ("weiter",),
            "it": ("più ampia",),
        },
        "narrow": {
            "fr": ("plus étroite", "plus étroit"),
            "en": ("narrower", "narrow"),
            "de": ("enger",),
            "it": ("più ristretta",),
        },
        "related": {
            "fr": ("liée", "lié"),
            "en": ("related",),
            "de": ("verwandt",),
            "it": ("correlata",),
        },
    }
)
"""How the concept of a framework relates to a skill; the keys are SKOS's, without « Match »."""

PROPERTIES: Final = Vocabulary(
    {
        "author": {
            "fr": ("auteur", "autrice"),
            "en": ("author",),
            "de": ("Autor", "Autorin"),
            "it": ("autore", "autrice"),
        },
        "provider": {
            "fr": ("fournisseur",),
            "en": ("provider",),
            "de": ("Anbieter",),
            "it": ("fornitore",),
        },
        "url": {"fr": ("lien",), "en": ("link", "url"), "de": ("Link",), "it": ("collegamento",)},
        "language": {"fr": ("langue",), "en": ("language",), "de": ("Sprache",), "it": ("lingua",)},
        "form": {"fr": ("forme",), "en": ("form",), "de": ("Form",), "it": ("forma",)},
        "extent": {"fr": ("durée",), "en": ("duration",), "de": ("Dauer",), "it": ("durata",)},
        "price": {"fr": ("prix",), "en": ("price",), "de": ("Preis",), "it": ("prezzo",)},
        "year": {"fr": ("année",), "en": ("year",), "de": ("Jahr",), "it": ("anno",)},
        "verified": {
            "fr": ("vérifié",),
            "en": ("verified",),
            "de": ("geprüft",),
            "it": ("verificato",),
        },
        "origin": {"fr": ("origine",), "en": ("origin",), "de": ("Herkunft",), "it": ("origine",)},
    }
)
"""Properties of resources, and ``origin`` of a skills note."""

NOTE_PROPERTIES: Final = Vocabulary(
    {
        "former_names": {
            "fr": ("anciens noms", "ancien nom"),
            "en": ("former names", "former name"),
            "de": ("frühere Namen", "früherer Name"),
            "it": ("nomi precedenti", "nome precedente"),
        },
        "title_language": {
            "fr": ("langue du titre",),
            "en": ("title language",),
            "de": ("Sprache des Titels",),
            "it": ("lingua del titolo",),
        },
        "quotes_language": {
            "fr": ("langue des citations",),
            "en": ("quotes language",),
            "de": ("Sprache der Zitate",),
            "it": ("lingua delle citazioni",),
        },
    }
)
"""Properties of any note."""

FORMS: Final = Vocabulary(
    {
        "cours": {"fr": ("cours",), "en": ("course",), "de": ("Kurs",), "it": ("corso",)},
        "guide": {"fr": ("guide",), "en": ("guide",), "de": ("Leitfaden",), "it": ("guida",)},
        "norme": {"fr": ("norme",), "en": ("standard",), "de": ("Norm",), "it": ("norma",)},
        "loi": {"fr": ("loi",), "en": ("law",), "de": ("Gesetz",), "it": ("legge",)},
        "outil": {"fr": ("outil",), "en": ("tool",), "de": ("Werkzeug",), "it": ("strumento",)},
        "rapport": {"fr": ("rapport",), "en": ("report",), "de": ("Bericht",), "it": ("rapporto",)},
        "article": {
            "fr": ("article",),
            "en": ("article",),
            "de": ("Artikel",),
            "it": ("articolo",),
        },
        "vidéo": {"fr": ("vidéo",), "en": ("video",), "de": ("Video",), "it": ("video",)},
        "logiciel": {
            "fr": ("logiciel",),
            "en": ("software",),
            "de": ("Software",),
            "it": ("software",),
        },
    }
)
"""What a resource is; the keys are the words of the contract, as data hold them."""

FREE: Final = Vocabulary(
    {
        "gratuit": {
            "fr": ("gratuit", "gratuite"),
            "en": ("free",),
            "de": ("kostenlos", "gratis"),
            "it": ("gratuito", "gratis"),
        },
    }
)
"""The price of what costs nothing."""

ORIGINS: Final = Vocabulary(
    {
        "proposée": {
            "fr": ("proposée", "proposé"),
            "en": ("proposed",),
            "de": ("vorgeschlagen",),
            "it": ("proposta",),
        },
    }
)
"""Where skills come from that are not the handbook's own."""

REFERENCES: Final = Vocabulary(
    {"see": {"fr": ("Voir",), "en": ("See",), "de": ("Siehe",), "it": ("Vedi",)}}
)
"""The word with which an item refers to a resource."""

SKILL_TAGS: Final = frozenset(
    "competence competences skills kompetenz kompetenzen competenza competenze".split()
)
"""Tags and properties that say that a note lists skills, compared without accents."""

ROLE_TAGS: Final = frozenset(
    {
        *("profil", "profils", "profile", "profilo", "profili"),
        *("role", "roles", "rolle", "rollen", "ruolo", "ruoli"),
    }
)
RESOURCE_TAGS: Final = frozenset(
    {"ressource", "ressources", "resource", "resources", "ressourcen", "risorsa", "risorse"}
)
CONTRIBUTING_TAGS: Final = frozenset({"contribuer", "contribute", "mitmachen", "contribuire"})
"""Tags of a note for those who write the handbook: apart from what readers read, on paper too."""
GUIDE_TAGS: Final = frozenset({"guide", "anleitung", "guida"})
"""Tags of a note that says how to read the handbook: first on paper."""
QUESTION_TAGS: Final = frozenset({"question", "questions", "frage", "fragen", "domanda", "domande"})
"""Tags that say what a note is, compared without accents."""


def key_of(written: str, table: Vocabulary) -> str | None:
    """Return the key that *written* stands for in any language, None if it is in none."""
    return table.by_name.get(field_key(written))


def name_in(key: str, table: Mapping[str, Names], language: str) -> str:
    """Return the written name of a key in a language, else in the first of the table."""
    names = table[key]
    return names.get(language.partition("_")[0], next(iter(names.values())))[0]


def names_in(table: Mapping[str, Names], language: str) -> tuple[str, ...]:
    """Return the written names of a language, in the order of the table."""
    return tuple(name_in(key, table, language) for key in table)
