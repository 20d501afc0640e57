"""The skills of a large catalogue as data, in pieces: scripts, which a page from a folder may load.

Up to ``LARGE`` skills the catalogue holds their cards. Above, it holds none: its script takes the
skills from these pieces and shows the first that match; without it the page leads to the domains.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.environment.domain import VaultDomain, declared
from vademecum.html.facets import asked_and_learning
from vademecum.html.host_layout import has_own_theme
from vademecum.html.script_text import quoted, replace_files
from vademecum.skills.catalogue import PlacedSkill, SkillCatalogue
from vademecum.vault.text import words

FOLDER: Final = "_static/catalogue"
LARGE: Final = 500
"""Skills up to which the catalogue's page holds them all."""
A_PIECE: Final = 1000
"""Skills of a piece: some 250 kB."""


def piece_names(catalogue: SkillCatalogue) -> list[str]:
    """Return the names of the scripts that hold the skills; none if the page does."""
    count = len(catalogue.skills)
    return [f"{i}.js" for i in range(-(-count // A_PIECE))] if count > LARGE else []


def write_pieces(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the pieces if anything has changed; there is no page to yield."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and has_own_theme(app.config):
        vault = VaultDomain.of(app.env)
        folder = Path(builder.outdir) / FOLDER
        names = piece_names(vault.handbook.catalogue)
        if not names:
            rmtree(folder, ignore_errors=True)
        elif vault.stale_pages or not all((folder / name).exists() for name in names):
            _write(builder, folder, names)
    return iter(())


def _write(builder: StandaloneHTMLBuilder, folder: Path, names: list[str]) -> None:
    rows = list(_rows(builder))
    files = {}
    for number, name in enumerate(names):
        piece = rows[number * A_PIECE : (number + 1) * A_PIECE]
        text = quoted(json.dumps(piece, ensure_ascii=False, separators=(",", ":")))
        files[name] = f"(vademecum.skills ??= []).push(...JSON.parse('{text}'));\n"
    replace_files(folder, files)


def _rows(builder: StandaloneHTMLBuilder) -> Iterator[list[Any]]:
    """Yield for each skill what the filters look at and what a line of the catalogue shows.

    Its id, its title and the official one below it, its address, its domain, its words normalised,
    the number of its resources, its fields, who asks for it, where it can be learnt.
    """
    vault = VaultDomain.of(builder.env)
    to, catalogue = vault.addresses, vault.handbook.catalogue
    names = [spec.key for spec in declared(builder.config).fields]
    for domain in catalogue.domains.values():
        for placed in (catalogue.skills[i] for i in domain.skills):
            fields = dict(placed.skill.fields)
            lists = asked_and_learning(placed, catalogue)
            yield [
                placed.id,
                placed.name,
                placed.skill.title if placed.name != placed.skill.title else "",
                builder.get_relative_uri(to.catalogue, to.skill(placed.id)),
                placed.domain,
                " ".join(dict.fromkeys(words(_text(placed)))),
                len(placed.see),
                {name: fields[name] for name in names if name in fields},
                lists["asked"],
                lists["learning"],
            ]


def _text(placed: PlacedSkill) -> str:
    """Return what free text is looked for in."""
    skill = placed.skill
    values = (value for _name, value in skill.fields)
    levels = (sentence for _number, sentence in skill.levels)
    known = (placed.id, placed.name, skill.title, skill.description, *values, *levels)
    return " ".join((*known, *skill.synonyms))


def setup(app: Sphinx) -> None:
    """Beside the pages that no note has."""
    app.connect("html-collect-pages", write_pieces)
