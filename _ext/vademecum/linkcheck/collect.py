"""The public addresses that notes name: in their text, and in their properties."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from vademecum import nodes as vn
from vademecum.vault.front_matter import FrontMatter

Place = tuple[str, int]
"""Where an address stands: the note's path, and the line (1 if it is not known)."""

BUILDER = "links"


class CollectAddresses(SphinxPostTransform):
    """Notes the addresses in the text of each note, with all places where each stands."""

    builders = (BUILDER,)
    default_priority = 800  # when all references are resolved

    def run(self, **_kwargs: object) -> None:
        """Hand the addresses of one document to the builder."""
        builder = self.env._app.builder
        for reference in self.document.findall(nodes.reference):
            address = str(reference.get("refuri", ""))
            if is_asked(address):
                builder.add_address(address, self.env.docname, vn.source_line(reference))  # type: ignore[attr-defined]


def is_asked(address: str) -> bool:
    """Say whether an address is one that is asked over the network."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def property_addresses(front: FrontMatter) -> Iterator[tuple[str, int]]:
    """Yield the addresses among the properties of a note, each with the line of its property."""
    for key, value in front.values.items():
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, str) and is_asked(text.strip()):
                yield text.strip(), front.lines.get(key, 1)


def setup(app: Sphinx) -> None:
    """Add the post-transform."""
    app.add_post_transform(CollectAddresses)
