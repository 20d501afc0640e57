"""The types, fields and links of the handbook's needs, declared to sphinx-needs.

``conf.py`` may give any of them other words; what it does not say is declared here.
"""

from __future__ import annotations

from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.i18n import _, later
from vademecum.settings import is_set

TYPES: Final = {
    "skill": later("Skill"),
    "domain": later("Domain"),
    "resource": later("Resource"),
    "role": later("Role"),
}
_TEXTS: Final = {
    "domain": "Slug of the domain, on skills and domains",
    "theme": "Theme of a domain",
    "short_title": "Plain short title of a skill",
    "level_1": "What can be observed at level 1 of a skill",
    "level_2": "What can be observed at level 2 of a skill",
    "level_3": "What can be observed at level 3 of a skill",
    "level_4": "What can be observed at level 4 of a skill",
    "author": "Author of a resource",
    "provider": "Who provides a resource",
    "url": "Address of a resource",
    "language": "Language of a resource",
    "form": "Form of a resource",
    "extent": "How long a resource takes",
    "price": "Price of a resource",
    "year": "Year of a resource",
    "verified": "Day on which the address of a resource was opened",
}
_ARRAYS: Final = {
    "synonyms": ("Words under which people look for a skill", "string"),
    "acquisition": ("How a skill is acquired", "string"),
    "matches": ("Concepts of frameworks: relation, framework, id", "string"),
    "levels": ("Level that a role requires of each skill, in the order of requires", "integer"),
}
FIELDS: Final[dict[str, dict[str, Any]]] = {
    **{name: {"description": text, "nullable": True} for name, text in _TEXTS.items()},
    **{
        name: {
            "description": text,
            "schema": {"type": "array", "items": {"type": kind}},
            "default": [],
        }
        for name, (text, kind) in _ARRAYS.items()
    },
    "origin": {
        "description": "Where a skill comes from; empty for the handbook's own",
        "schema": {"type": "string"},
        "default": "",
    },
    "provisional": {
        "description": "Whether the id of a skill may still change",
        "schema": {"type": "boolean"},
        "default": False,
    },
}
LINKS: Final = {
    "part_of": (later("belongs to"), later("gathers")),
    "see": (later("see"), later("serves")),
    "requires": (later("requires"), later("is required by")),
}
_ID: Final = "^[A-Z0-9-]+$"


def declare(_app: Sphinx, config: Config) -> None:
    """Add what ``conf.py`` does not declare."""
    known = {str(entry.get("directive")) for entry in config.needs_types}
    config.needs_types = [
        *config.needs_types,
        *(
            {"directive": name, "title": str(_(title)), "prefix": ""}
            for name, title in TYPES.items()
            if name not in known
        ),
    ]
    config.needs_fields = {**FIELDS, **config.needs_fields}
    words = {
        name: {"outgoing": str(_(there)), "incoming": str(_(back))}
        for name, (there, back) in LINKS.items()
    }
    config.needs_links = {**words, **config.needs_links}
    if not is_set(config, "needs_id_regex"):
        config.needs_id_regex = _ID


def setup(app: Sphinx) -> None:
    """Declare when the types of ``conf.py`` have become a list (12)."""
    app.setup_extension("sphinx_needs")
    app.connect("config-inited", declare, priority=13)
