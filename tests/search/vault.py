"""A small vault for what the shipped notes do not have: synonyms of skills, roles, aliases."""

from __future__ import annotations

from pathlib import Path

NOTES = {
    "index.md": "# Manuel\n\nBienvenue.\n",
    "Liste.md": """---
competences: true
---
# Liste

## Curation

- Publier des reproductions en règle ^cur-11
  - Savoir qui doit donner son accord.
  - mots:: droits d’auteur, droit à l’image

## Marketing et communication

- Écrire aux abonnées et aux abonnés ^mar-11
  - Une fois par mois, avec l’accord de chacun. Voir [[Note fantôme]]
  - mots:: newsletter, infolettre
  - acquisition:: auto-formation
  - Voir [[Note fantôme]]

## Informatique et métiers techniques

- Se servir d’un assistant de rédaction ^inf-11
  - mots:: intelligence artificielle, ChatGPT
""",
    "Conservatrice, conservateur.md": """---
tags: [profil]
---
# Conservatrice, conservateur

Les conservateur·rices choisissent ce qui entre dans la collection.
""",
    "Médiateur·trice culturel·le.md": """---
tags: [profil]
---
# Médiateur·trice culturel·le

Accueille les classes.
""",
    "Chef-d'œuvre à l'écran.md": """# Chef-d’œuvre à l’écran

Montrer une pièce en ligne. Il faut une image juste et une légende.

## Le prêt entre musées

Chaque prêt demande une assurance.
""",
    "Des journaux de bord.md": """---
aliases: [Carnet de terrain]
tags: [ressource]
---
# Des journaux de bord

On y note ce que l’on voit.
""",
    "Une seule phrase.md": "# Une seule phrase\n\n" + "Un très long début sans intérêt, "
    "qui va et qui vient, "
    * 12
    + "cite enfin la stratigraphie dans une phrase "
    + "sans fin " * 40,
    "<script>alert(1)<script>.md": "# <script>window.hurt=1</script> & « co »\n\nxylophone\n",
}


def write(folder: Path) -> Path:
    """Write the vault into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in NOTES.items():
        (folder / name.replace("<", "(").replace(">", ")")).write_text(text, encoding="utf-8")
    return folder
