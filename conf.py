"""Configuration of the handbook: Sphinx builds any Obsidian vault with it."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "_ext"))

project = "Compétences numériques au musée"
author = "Les contributrices et contributeurs du manuel"
copyright = author  # noqa: A001
language = "fr"

extensions = ["sphinx_design", "vademecum"]
exclude_patterns = ["_build/**", "_modeles/**", "templates/**", "node_modules/**"]
suppress_warnings = ["misc.highlighting_failure", "ref.footnote"]
highlight_language = "none"
smartquotes = False  # titles and headings are data: they are compared and kept as typed

# --- Markdown ---------------------------------------------------------------------------------
myst_enable_extensions = [
    "colon_fence",
    "dollarmath",
    "gfm_autolink",
    "strikethrough",
    "tasklist",
]
myst_dmath_allow_space = False
myst_dmath_allow_digits = False
myst_dmath_double_inline = True
myst_footnote_transition = False
myst_update_mathjax = False  # math is MathML: no script looks for it

# --- Skills as needs --------------------------------------------------------------------------
needs_build_json = True
needs_reproducible_json = True
needs_table_style = "table"

# --- The vault --------------------------------------------------------------------------------
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

# --- The site ---------------------------------------------------------------------------------
html_theme = "vademecum"
html_theme_path = [str(ROOT / "_ext" / "vademecum" / "theme")]
html_title = project
html_math_renderer = "mathml"
html_copy_source = False
html_scaled_image_link = False
html_use_index = False
html_domain_indices = False
html_show_sphinx = False
