"""The files of open data: which there are, what each holds, and their bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vademecum.core.skills.declared import Declared
from vademecum.data.csv_files import csv_bytes
from vademecum.data.publication import Publication
from vademecum.data.rows import Dataset
from vademecum.data.skos import json_ld, skos_graph, turtle
from vademecum.data.tables import tables
from vademecum.data.workbook import workbook_bytes
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


def data_files(
    data: Dataset, publication: Publication, declared: Declared
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file that is made here (sphinx-needs writes its own)."""
    graph = skos_graph(data, publication)
    yield "competences.ttl", turtle(graph)
    yield "competences.jsonld", json_ld(graph)
    found = tables(data, publication, declared)
    for table in found:
        yield f"{table.name}.csv", csv_bytes(table)
    yield "competences.xlsx", workbook_bytes(found, publication)
