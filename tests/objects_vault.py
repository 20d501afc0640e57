"""A small vault that holds every object: skills, a domain's reference, resources, roles."""

from __future__ import annotations

DIGCOMP_2_2 = "http://data.europa.eu/esco/skill/40001d93-8937-4859-89d5-2dca53290ff4"
ESCO = "http://data.europa.eu/esco/skill/c1f29568-f2bb-49d2-b6c2-28748bd1629b"

SKILLS = f"""---
competences: true
---
# Compétences

## Curation : Écrire pour le public
- Voir [[Guide de style]]
- Rédaction de textes *numériques* destinés aux publics ^cur-01
	- Dire une œuvre en mots simples.
	- court:: Écrire pour le web
	- mots:: newsletter, lettre d'information
	- niveau 1:: Je corrige une page avec un modèle.
	- niveau 2:: J'écris une page d'exposition que chacun peut lire.
	- niveau 4:: J'apprends à d'autres à écrire.
	- acquisition:: auto-formation, formation continue
	- statut:: relue
	- digcomp:: 3.1
	- digcomp:: plus large 2.2
	- esco:: exacte {ESCO}
	- Voir [[Cours payant]], puis [[Guide de style]]
	- Voir [La clarté](https://Example.org/clarte/)
- Gestion des images [acquisition:: prestataire] ^cur-02
	- Nommer et classer, `std::vector` compris.

## Médiation
- Raconter en ligne ^med-01
	- Voir [La clarté](https://example.org/clarte#ici)
	- Voir [[Note à venir]]
"""

PROPOSED = """---
compétences: oui
origine: proposée
---
# Propositions

## Curation
- Mesurer ce que lisent les publics ^cur-03
	- Compter sans espionner.
"""

FILES = {
    "index.md": "# Accueil\n\n[[Compétences]], [[Propositions]]\n",
    "Compétences.md": SKILLS,
    "Propositions.md": PROPOSED,
    "Guide de style.md": (
        "---\ntags: [ressource]\nid: RES-STYLE\nauteur: Anne B.\nfournisseur: OCIM\n"
        "lien: https://example.org/style\nlangue: français\nforme: guide\ndurée: 2 h\n"
        "prix: gratuit\nannée: 2024\nvérifié: 2026-05-01\n---\n# Un guide de style\n\nClair.\n"
    ),
    "Cours payant.md": (
        "---\ntags: ressource\nlanguage: English\nform: course\nprice: 300 CHF\n---\n# A course\n"
    ),
    "Jamais cité.md": "---\ntags: ressource\n---\n# Jamais cité\n",
    "Médiatrice, médiateur.md": (
        "---\ntags: profil\n---\n# Médiatrice, médiateur\n\nElle accueille.\n\n## Ce qu'il faut\n\n"
        "- [[Compétences#^cur-01|Écrire]] [niveau:: 3] : elle écrit les textes du site.\n"
        "- MED-01 [niveau:: 4] [acquisition:: prestataire]\n"
        "- [[Compétences#^cur-02]]\n"
        "- CUR-03 [niveau:: 0]\n"
        "- Voir [[Cours payant]]\n"
        "- Une phrase ordinaire.\n"
    ),
    "Direction.md": (
        "---\ntags: [Rolle]\nid: role-dir\n---\n# Direction\n\n- CUR-01 : pour comprendre.\n"
    ),
}

COUNTS = {"skill": 4, "domain": 2, "resource": 5, "role": 2}
"""How many needs of each type the vault makes."""
