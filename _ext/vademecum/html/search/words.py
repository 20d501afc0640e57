"""Words that people type and the words of a handbook that they mean, by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from vademecum.vault.text import normalised

Group = tuple[str, ...]
Groups = Iterable[Group]

_SAME_EVERYWHERE: Final[tuple[Group, ...]] = (
    ("3D", "photogrammetry", "photogrammétrie", "fotogrammetria"),
    ("RFID", "NFC"),
    ("backup", "sauvegarde", "Datensicherung", "salvataggio"),
)
"""Words that museums use in all four languages; what is in no text finds nothing."""

_FRENCH: Final[tuple[Group, ...]] = (
    (
        "propriété intellectuelle",
        "droit d’auteur",
        "droits d’auteur",
        "copyright",
        "droits voisins",
        "libre de droits",
    ),
    ("licence", "Creative Commons", "droit d’auteur", "droits d’auteur"),
    ("lettre d’information", "newsletter", "infolettre", "mailing", "Mailchimp", "Brevo"),
    ("consentement", "spam", "pourriel", "courrier indésirable"),
    ("messagerie électronique", "courriel", "e-mail", "email", "mail", "newsletter", "emailing"),
    (
        "intelligence artificielle",
        "IA",
        "AI",
        "ChatGPT",
        "GPT",
        "IA générative",
        "deepfake",
        "Copilot",
        "Gemini",
        "Midjourney",
        "grand modèle de langage",
        "LLM",
    ),
    (
        "réseaux sociaux",
        "médias sociaux",
        "Instagram",
        "Facebook",
        "TikTok",
        "LinkedIn",
        "Twitter",
        "Mastodon",
        "Bluesky",
        "WhatsApp",
        "Snapchat",
        "community management",
        "community manager",
        "social media",
    ),
    ("gestion des collections", "gestion de collection", "SGC", "CMS", "base de données"),
    ("logiciel d’inventaire", "base de données", "MuseumPlus", "TMS", "Axiell", "Mobydoc"),
    ("gestion de contenu", "site web", "site internet", "CMS", "WordPress", "website"),
    ("site web", "site internet", "webmaster", "webmestre", "webmestrice"),
    ("référencement", "SEO", "moteur de recherche", "Google", "référencement naturel"),
    ("numérique", "digital"),
    ("données personnelles", "protection des données", "RGPD", "GDPR", "LPD", "vie privée"),
    ("réalité virtuelle", "VR", "casque", "virtual reality"),
    ("réalité augmentée", "AR", "augmented reality"),
    ("accessibilité", "handicap", "FALC", "facile à lire", "malvoyant", "publics empêchés"),
    ("malvoyant", "aveugle", "non voyant", "déficience visuelle", "cécité"),
    ("sous-titres", "sourd", "malentendant", "langue des signes", "surdité"),
    ("logiciel libre", "open source", "logiciel gratuit"),
    ("données ouvertes", "open data"),
    ("sécurité informatique", "cybersécurité", "mot de passe", "piratage", "cyberattaque"),
    ("sécurité", "protéger", "protection", "sécuriser"),
    ("droits", "protéger", "protégé"),
    ("cloud", "nuage", "infonuagique", "hébergement"),
    ("rançongiciel", "ransomware", "piratage"),
    ("hameçonnage", "phishing"),
    ("podcast", "balado", "sonore"),
    ("numérisation", "scan", "scanner", "digitalisation"),
    (
        "prestataire",
        "fournisseur",
        "sous-traitance",
        "sous-traitant",
        "mandataire",
        "freelance",
        "graphiste",
        "agence",
        "externaliser",
    ),
    ("RFID", "puce", "QR code", "code QR", "qrcode", "sans contact"),
    ("photographie", "photo", "prise de vue"),
    ("droit à l’image", "photos d’enfants", "autorisation parentale"),
    ("vidéo", "film", "streaming", "livestream", "diffusion en direct", "captation"),
    (
        "financement",
        "subvention",
        "mécénat",
        "sponsoring",
        "parrainage",
        "budget",
        "crowdfunding",
        "financement participatif",
    ),
    ("payer", "coût", "coûter", "prix", "tarif"),
    (
        "sobriété",
        "numérique responsable",
        "RSE",
        "écologie",
        "empreinte carbone",
        "empreinte écologique",
        "environnement",
        "développement durable",
    ),
    ("scolaire", "école", "élève", "classe", "enseignant"),
    ("enfant", "jeune public", "élève", "famille"),
    ("réserves", "inventaire", "récolement"),
    ("texte de remplacement", "texte alternatif", "description d’image"),
    ("vocabulaire contrôlé", "thésaurus", "terminologie"),
    ("fréquentation", "statistiques", "audience", "analytics", "visiteurs"),
    ("indicateurs", "KPI", "tableau de bord"),
    ("stratégie", "feuille de route", "politique numérique"),
    (
        "transition numérique",
        "transformation numérique",
        "stratégie numérique",
        "virage numérique",
    ),
    ("gestion de projet", "conduite de projet", "chef de projet", "cheffe de projet"),
    ("recrutement", "recruter", "offre d’emploi", "fiche de poste", "embauche", "engager"),
    ("formation", "cours", "stage", "MOOC", "se former"),
    ("débutant", "débuter", "commencer", "par où commencer"),
    ("bénévole", "petit musée", "petite équipe"),
    ("médiation", "médiateur", "animation", "pédagogie"),
    ("application", "appli", "app", "application mobile"),
    ("tablette", "écran", "écran tactile", "borne"),
    ("archivage", "conservation numérique", "préservation numérique", "pérennité"),
)

_ENGLISH: Final[tuple[Group, ...]] = (
    ("intellectual property", "copyright", "image rights"),
    ("licence", "license", "Creative Commons", "copyright"),
    ("newsletter", "mailing list", "email", "e-mail"),
    ("artificial intelligence", "AI", "ChatGPT", "machine learning"),
    ("social media", "social networks", "Instagram", "Facebook", "TikTok", "LinkedIn"),
    ("collections management", "CMS", "collections database", "database"),
    ("content management", "website", "web site", "CMS", "WordPress"),
    ("search engine", "SEO", "being found"),
    ("personal data", "data protection", "GDPR", "privacy"),
    ("virtual reality", "VR", "headset"),
    ("augmented reality", "AR"),
    ("accessibility", "disability", "easy read", "alt text"),
    ("open source", "free software"),
    ("cyber security", "cybersecurity", "password", "phishing", "ransomware", "hacking"),
    ("podcast", "audio", "sound"),
    ("digitisation", "digitization", "scanning", "imaging"),
    ("supplier", "provider", "contractor", "vendor"),
    ("fundraising", "funding", "sponsorship", "budget"),
    ("sustainability", "green", "carbon", "energy"),
    ("school", "pupil", "teacher", "learning"),
    ("strategy", "roadmap", "digital plan"),
    ("digital preservation", "archiving", "backup"),
)

_GERMAN: Final[tuple[Group, ...]] = (
    ("geistiges Eigentum", "Urheberrecht", "Copyright", "Bildrechte"),
    ("Lizenz", "Creative Commons", "Urheberrecht"),
    ("Newsletter", "Rundbrief", "E-Mail", "Mailing"),
    ("künstliche Intelligenz", "KI", "AI", "ChatGPT"),
    ("soziale Medien", "soziale Netzwerke", "Social Media", "Instagram", "Facebook", "TikTok"),
    ("Sammlungsmanagement", "Museumsdatenbank", "Datenbank", "Inventar", "CMS"),
    ("Webseite", "Website", "Internetauftritt", "Homepage", "CMS"),
    ("Suchmaschine", "SEO", "Auffindbarkeit"),
    ("Personendaten", "Datenschutz", "DSGVO", "DSG", "Privatsphäre"),
    ("virtuelle Realität", "VR", "Brille"),
    ("erweiterte Realität", "AR", "Augmented Reality"),
    ("Barrierefreiheit", "Zugänglichkeit", "Behinderung", "leichte Sprache"),
    ("freie Software", "Open Source"),
    ("IT-Sicherheit", "Cybersicherheit", "Passwort", "Phishing", "Hackerangriff"),
    ("Podcast", "Ton", "Audio"),
    ("Digitalisierung", "Scannen", "Scan"),
    ("Dienstleister", "Anbieter", "Auftragnehmer", "Lieferant"),
    ("Finanzierung", "Sponsoring", "Budget", "Förderung"),
    ("Nachhaltigkeit", "Energie", "Klima"),
    ("Schule", "Schulklasse", "Lehrperson", "Vermittlung"),
    ("Strategie", "Fahrplan", "Roadmap"),
    ("Langzeitarchivierung", "Archivierung", "digitale Erhaltung"),
)

_ITALIAN: Final[tuple[Group, ...]] = (
    ("proprietà intellettuale", "diritto d’autore", "diritti d’autore", "copyright"),
    ("licenza", "Creative Commons", "diritto d’autore"),
    ("newsletter", "lettera informativa", "posta elettronica", "e-mail"),
    ("intelligenza artificiale", "IA", "AI", "ChatGPT"),
    ("reti sociali", "social media", "social", "Instagram", "Facebook", "TikTok"),
    ("gestione delle collezioni", "banca dati", "database", "inventario", "CMS"),
    ("sito web", "sito internet", "CMS", "WordPress"),
    ("motore di ricerca", "SEO", "indicizzazione"),
    ("dati personali", "protezione dei dati", "GDPR", "LPD", "privacy"),
    ("realtà virtuale", "VR", "visore"),
    ("realtà aumentata", "AR"),
    ("accessibilità", "disabilità", "facile da leggere"),
    ("software libero", "open source"),
    ("sicurezza informatica", "password", "phishing", "attacco informatico"),
    ("podcast", "audio", "suono"),
    ("digitalizzazione", "scansione", "scanner"),
    ("fornitore", "prestatore", "appalto"),
    ("finanziamento", "sponsorizzazione", "mecenatismo", "budget"),
    ("sostenibilità", "energia", "ecologia"),
    ("scuola", "allievo", "classe", "insegnante"),
    ("strategia", "piano digitale", "tabella di marcia"),
    ("conservazione digitale", "archiviazione"),
)

_BY_LANGUAGE: Final[Mapping[str, tuple[Group, ...]]] = MappingProxyType(
    {"fr": _FRENCH, "en": _ENGLISH, "de": _GERMAN, "it": _ITALIAN}
)


def synonyms(language: str) -> tuple[Group, ...]:
    """Return the groups of a language (``fr``, ``de_CH``); of others, what all languages share."""
    return (*_BY_LANGUAGE.get(language[:2], ()), *_SAME_EVERYWHERE)


def synonym_table(groups: Groups) -> list[list[str]]:
    """Return the groups, normalised: who asks for a phrase is shown the others' answers as well."""
    table = (list(dict.fromkeys(filter(None, map(normalised, group)))) for group in groups)
    return [phrases for phrases in table if len(phrases) > 1]


_ASKING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fr": "comment pourquoi combien quand quoi lequel laquelle lesquels lesquelles peut peux "
        "puis pouvons pouvez peuvent faut faudrait dois doit devons devez doivent veux voudrais "
        "voulons souhaite aimerais faire fais fait besoin occupe occuper charge",
        "en": "may might must shall will need needs want wants know get find",
        "de": "wer wen wem warum wieso weshalb wann woher wohin darf durfen mochte mochten "
        "brauche brauchen braucht gibt geht kummert",
        "it": "quando posso possiamo possono puo devo dobbiamo deve devono bisogna serve voglio "
        "vorrei occupa esiste",
    }
)
_WHO: Final[Mapping[str, str]] = MappingProxyType(
    {"fr": "qui", "en": "who whose", "de": "wer wen wem", "it": "chi"}
)


def asking_words(language: str) -> list[str]:
    """Return the words of questions (``fr``, ``de_CH``), normalised; none of other languages."""
    return _ASKING.get(language[:2], "").split()


def who_words(language: str) -> list[str]:
    """Return the words that ask for a person."""
    return _WHO.get(language[:2], "").split()
