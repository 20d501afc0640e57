"""All slips of one note, by line."""

from __future__ import annotations

from vademecum.core.slips.addresses import address_slips
from vademecum.core.slips.brackets import bracket_slips
from vademecum.core.slips.callouts import callout_slips
from vademecum.core.slips.footnotes import footnote_slips
from vademecum.core.slips.foreign import foreign_slips
from vademecum.core.slips.leftovers import leftover_slips
from vademecum.core.slips.links import link_slips
from vademecum.core.slips.lists import list_slips
from vademecum.core.slips.pages import page_slips
from vademecum.core.slips.paragraphs import paragraph_slips
from vademecum.core.slips.redirects import redirect_slips
from vademecum.core.slips.sheets import sheet_slips
from vademecum.core.slips.source import Slip, Source


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
