"""Links backwards among needs, without their square: five thousand skills lead to one domain.

sphinx-needs compares each new link with all that a need has. It builds the links of one need
after another, so an equal one is the last.
"""

from __future__ import annotations

from sphinx_needs.need_item import NeedItem, NeedLink

OWNER = NeedItem


def add_backlink(self: NeedItem, link_type: str, backlink: str | NeedLink) -> None:
    """Add a link backwards, once.

    :raises KeyError: if there is no such kind of link.
    """
    if link_type not in self._backlinks:
        raise KeyError(f"Link type {link_type!r} does not exist in backlinks.")
    link = NeedLink.from_string(backlink) if isinstance(backlink, str) else backlink
    links = self._backlinks[link_type]
    if not links or links[-1] != link:
        links.append(link)
