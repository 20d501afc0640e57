"""The bytes of the files of open data. Imported only to write some: rdflib is slow to load."""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.data.rows import Dataset, Publication
from vademecum.data.skos import json_ld, skos_graph, turtle
from vademecum.data.tables import csv_bytes, tables, workbook_bytes
from vademecum.skills.declared import Declared


def data_files(
    data: Dataset, publication: Publication, declared: Declared
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file that is made here (sphinx-needs writes its own)."""
    graph = skos_graph(data, publication)
    yield "competences.ttl", turtle(graph)
    yield "competences.jsonld", json_ld(graph)
    all_tables = tables(data, publication, declared)
    for table in all_tables:
        yield f"{table.name}.csv", csv_bytes(table)
    yield "competences.xlsx", workbook_bytes(all_tables, publication)
