"""The files of open data: which there are, and what each holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vademecum.i18n import later

FOLDER: Final = "data"
NEEDS: Final = "needs.json"
INVENTORY: Final = "objects.inv"


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of data: its name below ``data/``, its format, what it holds and for whom."""

    name: str
    form: str
    holds: str


FILES: Final = (
    DataFile(
        "competences.xlsx",
        later("Excel workbook (XLSX)"),
        later("Everything in four sheets: skills, roles, resources, roles and skills."),
    ),
    DataFile(
        "competences.csv",
        "CSV",
        later("The skills: titles, domain, description, levels, synonyms, matches, resources."),
    ),
    DataFile("profils.csv", "CSV", later("The roles, with the skills that each needs.")),
    DataFile(
        "ressources.csv",
        "CSV",
        later("The resources: author, provider, address, form, language, price."),
    ),
    DataFile(
        "profils-competences.csv",
        "CSV",
        later("The level that each role asks of each skill; 0: none; empty: not said."),
    ),
    DataFile(
        "competences.ttl",
        "SKOS, Turtle",
        later("Skills, domains, matches with frameworks, roles and resources, as linked data."),
    ),
    DataFile("competences.jsonld", "SKOS, JSON-LD", later("The same as JSON.")),
    DataFile(
        NEEDS,
        "JSON",
        later("All objects with their links, for sphinx-needs and for programs."),
    ),
)
"""The files, those that most people want first."""
