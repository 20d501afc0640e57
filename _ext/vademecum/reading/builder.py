"""A builder that reads the notes and writes nothing: for commands that need what they say."""

from __future__ import annotations

from collections.abc import Set

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder


class ReadingBuilder(Builder):
    """Reads; the records are in the domain when it is done."""

    name = "reading"
    tells_findings = True  # none
    epilog = ""
    allow_parallel = True

    def get_outdated_docs(self) -> Set[str]:
        """Return nothing: there is nothing to write."""
        return set()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address for code that asks; no page is written."""
        return docname

    def write_documents(self, docnames: Set[str]) -> None:
        """Write nothing."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write nothing."""


def setup(app: Sphinx) -> None:
    """Add the builder."""
    app.add_builder(ReadingBuilder)
