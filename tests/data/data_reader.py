"""Reads the files of open data back, as whoever downloads them would."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from conftest import Built
from objects_vault import FILES
from openpyxl import load_workbook
from pyshacl import validate
from rdflib import Graph

SITE = "https://musee.example/manuel/"
REGISTER = (
    "CUR-01 = active : Rédaction\nCUR-02 = active : Images\nCUR-03 = active : Mesurer\n"
    "MED-01 = active : Raconter\nCUR-09 = retirée → CUR-02 : Ancienne compétence\n"
)
ALL_FILES = {**FILES, "registre-des-competences.txt": REGISTER}

SHAPES = Path(__file__).with_name("shapes.ttl")


def folder(built: Built) -> Path:
    """Where a build has put its data."""
    return built.outdir / "data" if (built.outdir / "data").is_dir() else built.outdir


def graph(built: Built, suffix: str = "ttl") -> Graph:
    """The SKOS of a build."""
    found = Graph()
    base = "https://elsewhere.example/data/x"
    found.parse(
        data=(folder(built) / f"competences.{suffix}").read_bytes(),
        format={"ttl": "turtle", "jsonld": "json-ld"}[suffix],
        publicID=base,
    )
    return found


def problems(data: Graph) -> str:
    """What the shapes say against a graph; empty if nothing."""
    conforms, _report, text = validate(data, shacl_graph=str(SHAPES), advanced=True)
    return "" if conforms else text


def table(built: Built, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, read as Excel does in France."""
    text = (folder(built) / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def sheets(built: Built) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet of the workbook, heads left out."""
    book = load_workbook(folder(built) / "competences.xlsx")
    return {s.title: list(s.iter_rows(min_row=2, values_only=True)) for s in book.worksheets}


def needs(built: Built) -> dict[str, dict[str, object]]:
    """The needs that are published with the data."""
    data = json.loads((folder(built) / "needs.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, object]] = data["versions"][data["current_version"]]["needs"]
    return found
