"""A skill as schema.org's ``DefinedTerm``, for the page of the skill itself."""

from __future__ import annotations

import json
from typing import Any

from vademecum.data.rows import Publication, plain
from vademecum.vault.records import Skill


def defined_term(
    identifier: str, skill: Skill, address: str, scheme: str, about: Publication
) -> str:
    """Return the JSON-LD that stands in a skill's page; nothing in it can end a ``script``.

    ``address``, ``scheme``: of the page and of the catalogue.
    """
    terms = {"@type": "DefinedTermSet", "name": plain(about.title), "url": scheme}
    term: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": address,
        "url": address,
        "termCode": identifier,
        "name": plain(skill.title),
        "inLanguage": about.language.replace("_", "-"),
        "inDefinedTermSet": terms,
    }
    if skill.short_title:
        term["alternateName"] = plain(skill.short_title)
    if skill.description:
        term["description"] = plain(skill.description)
    text = json.dumps(term, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
