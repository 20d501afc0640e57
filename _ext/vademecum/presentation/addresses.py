"""Addresses of the pages that no note has, the same in every output."""

from __future__ import annotations


def domain_page(slug: str) -> str:
    """Return the address of a domain's page."""
    return f"domaines/{slug}"


def skill_page(identifier: str) -> str:
    """Return the address of a skill's own page, the same for ever."""
    return f"competences/{identifier.lower()}"


MATRIX = "matrice"
PLAN = "mon-plan"
TEAM = "equipe"
