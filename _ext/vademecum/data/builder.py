"""Writes the files of open data: alone with the builder ``data``, and beside every site."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Set
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from vademecum.compat import application
from vademecum.data.rows import Dataset, Publication, dataset, site_address
from vademecum.environment.domain import VaultDomain, declared
from vademecum.extras import has, require
from vademecum.i18n import later
from vademecum.settings import Settings

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


_SEAL = "data.seal"
"""Beside the environment: digests of what the files were made of and by what, and of each."""
_LIBRARIES = ("rdflib", "XlsxWriter")


class DataBuilder(Builder):
    """Writes no page; writes the handbook as open data. sphinx-needs adds ``needs.json``."""

    name = "data"
    epilog = ""
    allow_parallel = True

    def init(self) -> None:
        """Say at the start, before notes are read, what data need and is not installed."""
        require("data")

    def get_outdated_docs(self) -> Set[str]:
        """Return nothing: data follow from the records, and no page is written."""
        return set()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page of the site."""
        return f"{docname}.html"

    def write_documents(self, docnames: Set[str]) -> None:
        """Write nothing page by page."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write nothing."""

    def finish(self) -> None:
        """Write the files."""
        write_files(application(self.env), Path(self.outdir))


def publication(env: BuildEnvironment) -> Publication:
    """Return what the settings say of the handbook."""
    config, addresses = env.config, VaultDomain.of(env).addresses
    return Publication(
        config.project,
        str(config.language),
        addresses.catalogue,
        addresses.data,
        config.author if config.author != "Author name not set" else "",
        Settings.of(config).licence,
        site_address(config.html_baseurl),
        config.html_file_suffix or ".html",
    )


def rows(env: BuildEnvironment) -> Dataset:
    """Return the rows of a build."""
    vault = VaultDomain.of(env)
    return dataset(vault.handbook, declared(env.config), vault.addresses)


def write_files(app: Sphinx, folder: Path) -> None:
    """Write the files into a folder, unless they hold what they would be given."""
    data, about, notation = rows(app.env), publication(app.env), declared(app.config)
    seal = hashlib.sha256(repr((_writers(), data, about, notation)).encode()).hexdigest()
    known = Path(app.doctreedir) / _SEAL
    if _sealed(folder, seal) == _text(known):
        return
    from vademecum.data.formats import data_files  # noqa: PLC0415  rdflib takes a second to load

    folder.mkdir(parents=True, exist_ok=True)
    for name, content in data_files(data, about, notation):
        (folder / name).write_bytes(content)
    known.write_text(_sealed(folder, seal), encoding="ascii")


def _sealed(folder: Path, seal: str) -> str:
    """Return the seal with the digests of the files as they are: somebody may have changed them."""
    files = (folder / file.name for file in FILES if file.name != NEEDS)
    contents = (path.read_bytes() if path.is_file() else b"" for path in files)
    return " ".join([seal, *(hashlib.sha256(content).hexdigest() for content in contents)])


def _text(path: Path) -> str:
    return path.read_text(encoding="ascii", errors="replace") if path.is_file() else ""


def _writers() -> list[str]:
    """Return what changes when the code that writes the files does: its sources, its libraries."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return [
        *(hashlib.sha256(path.read_bytes()).hexdigest() for path in sources),
        *map(version, _LIBRARIES),
    ]


def _among_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the files while pages are written, maybe by another process; no page comes of it."""
    folder = Path(app.outdir) / FOLDER
    if isinstance(app.builder, StandaloneHTMLBuilder) and has("data"):
        write_files(app, folder)
    elif isinstance(app.builder, StandaloneHTMLBuilder):  # what an earlier build wrote is old
        for file in FILES:
            (folder / file.name).unlink(missing_ok=True)
    yield from ()


def _alone(app: Sphinx, _error: Exception | None) -> None:
    """Take away what sphinx-needs writes for pages: the folder may be a site's."""
    if isinstance(app.builder, DataBuilder):
        shutil.rmtree(Path(app.outdir) / "_static", ignore_errors=True)


def _copy_needs(app: Sphinx, error: Exception | None) -> None:
    """Add to the data of a site a copy of what sphinx-needs wrote."""
    needs = Path(app.outdir) / NEEDS
    is_site = error is None and isinstance(app.builder, StandaloneHTMLBuilder)
    if is_site and has("data") and needs.is_file():
        shutil.copyfile(needs, Path(app.outdir) / FOLDER / NEEDS)


def setup(app: Sphinx) -> None:
    """Add the builder; sites get its files among their pages."""
    app.add_builder(DataBuilder)
    app.connect("html-collect-pages", _among_pages)
    app.connect("build-finished", _copy_needs, priority=950)  # after sphinx-needs has written it
    app.connect("build-finished", _alone, priority=950)
