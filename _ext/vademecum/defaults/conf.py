"""The configuration of a vault in a project without a ``conf.py``: nothing but the defaults."""

project = "Vade-mecum"
language = "fr"

extensions = ["sphinx_design", "vademecum"]
exclude_patterns = ["_build/**", "_modeles/**", "_templates/**", "_vorlagen/**", "_modelli/**"]
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
needs_types = [
    {"directive": "skill", "title": "Compétence", "prefix": ""},
    {"directive": "domain", "title": "Domaine", "prefix": ""},
    {"directive": "resource", "title": "Ressource", "prefix": ""},
]
needs_fields = {
    "domain": {"description": "Slug of the domain, on skills and domains", "nullable": True},
    "theme": {"description": "Theme of a domain", "nullable": True},
    "niveau": {"description": "Level of a skill", "nullable": True},
    "acquisition": {"description": "How a skill is acquired", "nullable": True},
    "statut": {"description": "Status of a skill, as its author gives it", "nullable": True},
    "provisional": {
        "description": "Whether the id of a skill may still change",
        "schema": {"type": "boolean"},
        "default": False,
    },
}
needs_links = {
    "part_of": {"outgoing": "appartient à", "incoming": "réunit"},
    "see": {"outgoing": "voir", "incoming": "sert à"},
}
needs_id_regex = "^[A-Z0-9-]+$"
needs_build_json = True
needs_reproducible_json = True
needs_table_style = "table"

# --- The vault --------------------------------------------------------------------------------
vademecum_skill_fields = {
    "niveau": "Niveau",
    "acquisition": "Acquisition",
    "statut": "Statut",
}

# --- The site ---------------------------------------------------------------------------------
html_theme = "vademecum"
html_title = project
html_math_renderer = "mathml"
html_copy_source = False
html_scaled_image_link = False
html_use_index = False
html_domain_indices = False
html_show_sphinx = False
