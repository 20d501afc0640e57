"""What readers see of the names of fields, where a note shows needs in a table."""

from __future__ import annotations

from typing import Final

from vademecum.i18n import _, later

_HEADS: Final = {
    "id": later("Number"),
    "title": later("Title"),
    "short_title": later("Short title"),
    "type": later("Type"),
    "type_name": later("Type"),
    "status": later("Status"),
    "tags": later("Tags"),
    "content": later("Description"),
    "docname": later("Page"),
    "domain": later("Domain"),
    "theme": later("Theme"),
    "synonyms": later("Words looked for"),
    "acquisition": later("Acquisition"),
    "matches": later("Matches"),
    "origin": later("Origin"),
    "provisional": later("Provisional"),
    "levels": later("Levels"),
    "level_1": later("Level 1"),
    "level_2": later("Level 2"),
    "level_3": later("Level 3"),
    "level_4": later("Level 4"),
    "author": later("Author"),
    "provider": later("Provider"),
    "url": later("Address"),
    "language": later("Language"),
    "form": later("Form"),
    "extent": later("Length"),
    "price": later("Price"),
    "year": later("Year"),
    "verified": later("Address verified on"),
    "part_of": later("Belongs to"),
    "part_of_back": later("Gathers"),
    "see": later("See"),
    "see_back": later("Serves"),
    "requires": later("Requires"),
    "requires_back": later("Required by"),
    "outgoing": later("Leads to"),
    "incoming": later("Led to by"),
}


def head(field: str) -> str:
    """Return a field's name in the reader's language; of an unknown one, the name as it is."""
    name = field.lower().strip()
    return _(_HEADS[name]) if name in _HEADS else name.replace("_", " ").capitalize()
