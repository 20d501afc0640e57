"""Words that people type and the words of the handbook that they mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vademecum.core.normalise import normalised

Groups = Iterable[tuple[str, ...]]

SYNONYMS: Final[tuple[tuple[str, ...], ...]] = (
    ("propriété intellectuelle", "droit d’auteur", "droits d’auteur", "copyright"),
    ("licence", "Creative Commons", "droit d’auteur", "droits d’auteur"),
    ("lettre d’information", "newsletter", "infolettre", "mailing"),
    ("messagerie électronique", "courriel", "e-mail", "mail", "newsletter", "emailing"),
    ("intelligence artificielle", "IA", "AI", "ChatGPT", "IA générative"),
    (
        "réseaux sociaux",
        "médias sociaux",
        "Instagram",
        "Facebook",
        "TikTok",
        "LinkedIn",
        "Twitter",
        "Mastodon",
        "community management",
        "community manager",
    ),
    ("gestion des collections", "gestion de collection", "SGC", "CMS", "base de données"),
    ("gestion de contenu", "site web", "site internet", "CMS", "WordPress"),
    ("référencement", "SEO", "moteur de recherche"),
    ("données personnelles", "protection des données", "RGPD", "LPD", "vie privée"),
    ("réalité virtuelle", "VR", "casque"),
    ("réalité augmentée", "AR"),
    ("accessibilité", "handicap", "FALC", "facile à lire"),
    ("logiciel libre", "open source"),
    ("données ouvertes", "open data"),
    ("sécurité informatique", "cybersécurité", "mot de passe", "piratage"),
    ("podcast", "balado", "sonore"),
    ("numérisation", "scan", "scanner"),
    ("prestataire", "fournisseur", "sous-traitance", "sous-traitant", "mandataire"),
    ("RFID", "puce"),
)
"""What this handbook knows by itself, from museums that write French; settings may add to it."""


def synonym_table(groups: Groups) -> list[list[str]]:
    """Return each phrase of the groups, normalised, with those that are looked for as well."""
    table: dict[str, dict[str, None]] = {}
    for group in groups:
        phrases = [phrase for phrase in map(normalised, group) if phrase]
        for phrase in phrases:
            table.setdefault(phrase, {}).update(dict.fromkeys(p for p in phrases if p != phrase))
    return [[phrase, *others] for phrase, others in sorted(table.items()) if others]
