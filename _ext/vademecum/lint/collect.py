"""All slips of one note, by line."""

from __future__ import annotations

from vademecum.lint.links import bracket_slips, link_slips
from vademecum.lint.lists import list_slips, paragraph_slips
from vademecum.lint.pages import page_slips, sheet_slips
from vademecum.lint.source import Slip, Source
from vademecum.lint.web_addresses import address_slips, redirect_slips
from vademecum.lint.wording import callout_slips, footnote_slips, foreign_slips, leftover_slips


def slips(source: Source) -> list[Slip]:
    """Return the slips of a note; whatever its text, nothing is raised."""
    slips_of_note = (
        *page_slips(source),
        *list_slips(source),
        *callout_slips(source),
        *link_slips(source),
        *address_slips(source),
        *footnote_slips(source),
        *leftover_slips(source),
        *sheet_slips(source),
        *bracket_slips(source),
        *redirect_slips(source),
        *foreign_slips(source),
        *paragraph_slips(source),
    )
    return sorted(slips_of_note, key=lambda slip: (slip.line, slip.code, slip.written))
