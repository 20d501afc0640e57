"""What all files of data say of the handbook itself, and the addresses of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from vademecum.core.skills.addresses import is_web_address

_IN_ADDRESS: Final = "/:?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Publication:
    """Title, language, author and licence of a handbook, and where its site stands.

    ``scheme_page`` and ``data_page``: docnames of the catalogue, whose address is that of the
    concept scheme, and of the page that explains the data, on which the levels have their places.

    ``site``: the address of the site with a final slash. Empty: addresses count from the folder of
    the files, so that they lead to the right pages wherever the site is put. ``suffix``: how the
    file of a page ends.
    """

    title: str
    language: str
    scheme_page: str
    data_page: str
    author: str = ""
    licence: str = ""
    site: str = ""
    suffix: str = ".html"

    def address(self, page: str, place: str = "") -> str:
        """Return the address of a page, or of a place on it; no sign in it needs escaping."""
        address = (self.site or "../") + quote(page + self.suffix)
        return f"{address}#{quote(place)}" if place else address


def site_address(written: str) -> str:
    """Return the address of a site as data need it: final slash, nothing to escape; else empty."""
    address = quote(written.strip(), safe=_IN_ADDRESS)
    return address.rstrip("/") + "/" if is_web_address(address) else ""


def level_place(number: int) -> str:
    """Return the place of a level on the page of data, and of a sentence on a skill's page."""
    return f"niveau-{number}"
