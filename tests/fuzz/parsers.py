"""The pure parsers, as functions of a text: whatever it is, they return."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress

from vademecum.lint.front_matter_rules import value_findings
from vademecum.lint.rulebook import Rulebook
from vademecum.lint.rules import On
from vademecum.lint.sources import Source
from vademecum.settings.vault_file import read_vault_file
from vademecum.skills.notation import (
    almost_field,
    almost_inline,
    clean_title,
    domain_code,
    domain_slug,
    inline_fields,
    is_reference,
    parse_domain_heading,
    parse_level,
    parse_level_name,
    read_field,
)
from vademecum.skills.register import REGISTERS, merged_register, read_register, updated_register
from vademecum.skills.resource_record import record_problems, resource_record
from vademecum.vault.bases import BaseError, read_base
from vademecum.vault.canvas import CanvasError, read_canvas
from vademecum.vault.front_matter import read_front_matter
from vademecum.vault.outline import heading_key
from vademecum.vault.text import normalised
from vademecum.vault.wikilink import find_wikilink, parse_embed_label, parse_wikilink


def wikilink(text: str) -> None:
    """A link: found in a line, taken apart, its label read."""
    found = find_wikilink(text, max(text.find("[["), 0), len(text))
    link = parse_wikilink(found[1] if found else text)
    parse_embed_label(text)
    heading_key(text)
    if found is not None and link is not None:
        assert "\n" not in link.target


def notation(text: str) -> None:
    """A skill's item, its fields and levels, the heading of a domain."""
    is_reference(text)
    clean_title(text)
    heading = parse_domain_heading(text)
    domain_slug(heading.name)
    domain_code(heading.name)
    read_field(text)
    almost_field(text)
    list(inline_fields(text))
    list(almost_inline(text))
    parse_level(text, range(1, 5))
    parse_level_name(text, range(1, 5))
    assert normalised(normalised(text)) == normalised(text)


def properties(text: str) -> None:
    """Front matter, its slips, a resource's record."""
    front = read_front_matter(f"---\n{text}\n---\nx\n")
    list(value_findings(front, text.split("\n")))
    resource_record(front.values)
    list(record_problems(front.values, "fr"))
    json.dumps(front.values, default=str)


def slip(text: str) -> None:
    """What a note's source is looked through for."""
    findings = Rulebook().find(On.SOURCE, Source(text.split("\n"), lists=True))
    assert "rule-failed" not in {finding.code for finding in findings}


def register(text: str) -> None:
    """The register: reading what was written again changes nothing."""
    known = read_register(text)
    again = updated_register(text, {}, [], "", REGISTERS["fr"])
    assert read_register(again).entries.keys() >= known.entries.keys()
    merged_register(text, [])


def canvas(text: str) -> None:
    """A map, or what is told of it."""
    with suppress(CanvasError):
        read_canvas(text.encode("utf-8", "surrogatepass"))


def base(text: str) -> None:
    """A table of notes, or what is told of it."""
    with suppress(BaseError):
        read_base(text, "x")


def vault_file(text: str) -> None:
    """``vademecum.toml``."""
    read_vault_file(text)


TARGETS: Mapping[str, Callable[[str], None]] = {
    "wikilink": wikilink,
    "notation": notation,
    "properties": properties,
    "slip": slip,
    "register": register,
    "canvas": canvas,
    "base": base,
    "vault_file": vault_file,
}
"""Name and function of each."""
