"""Configuration of the handbook: Sphinx builds any Obsidian vault with it.

What a vault says of itself (title, language, author…) stands in its vademecum.toml.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "_ext"))

language = "fr"
extensions = ["sphinx_design", "vademecum"]
exclude_patterns = ["_build/**", "_modeles/**", "templates/**", "node_modules/**"]

vademecum_vault = "."  # all of the folder that is built is one vault
vademecum_skills_notes = [
    "Quelles sont les compétences numériques à acquérir et à développer en interne",
]
vademecum_domains = [
    {"slug": "collection", "code": "COL", "name": "Collection", "aliases": ["Collections"]},
    {"slug": "curation", "code": "CUR", "name": "Curation"},
    {"slug": "marketing", "code": "MAR", "name": "Marketing et communication"},
    {"slug": "education", "code": "EDU", "name": "Éducation et apprentissage"},
    {"slug": "informatique", "code": "INF", "name": "Informatique et métiers techniques"},
]

# How much a code of the check matters: {"link-ghost": "error", "image-no-alt": "off"}.
vademecum_severity: dict[str, str] = {}
vademecum_guide_url = "les-messages-de-la-verification.html#bloc-{code}"
