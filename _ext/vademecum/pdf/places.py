"""Where the cross-references of a PDF lead: places by name, each placed once.

A name is ``<docname>`` or ``<docname>#<anchor>``. Links are written before all places are known
(one note at a time), so the compiler is given a table: name asked for, the place that stands.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from vademecum.pdf.syntax import call, string

INTERNAL = "%"
"""The prefix of an address inside the PDF, as the builder returns it."""


class Places:
    """The places of one PDF.

    ``docnames``: the notes in it; ``base``: the site's address; ``idle``: names of places that
    nothing leads to, which are left out.
    """

    def __init__(self, docnames: Collection[str], base: str, idle: Collection[str] = ()) -> None:
        self.idle = frozenset(idle)
        self.docnames = frozenset(docnames)
        self.base = base.rstrip("/") + "/" if base else ""
        self._placed: set[str] = set()
        self._wanted: set[str] = set()

    def place(self, name: str) -> str:
        """Return the code of an anchor; empty if the name has been placed (a copy)."""
        if name in self._placed or name in self.idle:
            return ""
        self._placed.add(name)
        return call("here-is", string(name))

    def link(self, name: str, shown: str, *, paged: bool = True) -> str:
        """Return the code of a link to a place of the handbook, with its page number."""
        self._wanted.add(name)
        return call("to" if paged else "to-bare", string(name), shown)

    def page(self, name: str) -> str:
        """Return the code of the number of a place's page."""
        self._wanted.add(name)
        return call("page-of", string(name))

    def placed(self, name: str) -> bool:
        """Return whether a place stands already."""
        return name in self._placed

    def known(self, name: str) -> bool:
        """Return whether the PDF has the note of a place, or the place itself."""
        return name in self._placed or name.partition("#")[0] in self.docnames

    def address(self, name: str) -> str:
        """Return where a place stands on the site; empty if conf.py does not say where that is."""
        docname, _, anchor = name.partition("#")
        if not self.base:
            return ""
        page = self.base + ("" if docname == "index" else quote(docname) + ".html")
        return f"{page}#{quote(anchor)}" if anchor else page

    def table(self) -> dict[str, str]:
        """Return, for each name asked for, the place that stands; its note's if it has none."""
        table = {}
        for name in sorted(self._wanted):
            place = name if name in self._placed else name.partition("#")[0]
            if place in self._placed:
                table[name] = place
        return table
