"""Sphinx's HTML writer, minding wide tables and the high signs of French."""

from __future__ import annotations

import re
from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

from vademecum.i18n import _
from vademecum.theme import NAME

_HIGH_SIGNS = re.compile(
    r" [?!;:»]+(?=[\s),.…]|$)|"
    r"\b\w{1,14}-(?:t-\w{1,4}|nous|vous|je|tu|ils?|elles?|on|ce)\b(?!-)"
)


def unbroken(text: str) -> str:
    """Return text as HTML: no line begins with a high sign of French, « peut-on » is not broken."""
    return _HIGH_SIGNS.sub(
        lambda match: f'<span class="unbroken">{match[0]}</span>', escape(text, quote=False)
    )


class Translator(HTML5Translator):
    """Sphinx's writer; a table is in a box of its own, which scrolls where the page must not."""

    tables = 0

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (the name that docutils calls)
        """Keep the high signs of French with their word; the text itself stays as written."""
        french = str(self.config.language).startswith("fr")
        if french and not self.protect_literal_text and not self.in_mailto:
            self.body.append(unbroken(node.astext()))
        else:
            super().visit_Text(node)

    def add_permalink_ref(self, node: nodes.Element, _title: str) -> None:
        """Name the link in our words: Sphinx has none for it in German or Italian."""
        super().add_permalink_ref(node, escape(_("Link to this passage")))

    def visit_table(self, node: nodes.table) -> None:
        """Open the box, which the keyboard reaches, and the table."""
        self.tables += 1
        name = escape(_("Table %(number)s") % {"number": self.tables})
        self.body.append(
            f'<div class="table-box" role="region" aria-label="{name}" tabindex="0">\n'
        )
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close both."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_entry(self, node: nodes.entry) -> None:
        """A cell; an empty one headers nothing, wherever it stands."""
        super().visit_entry(node)
        empty = not node.astext().strip() and not any(node.findall(nodes.image))
        if empty and self.body[-1].startswith("<th"):
            self.body[-1] = "<td" + self.body[-1].removeprefix("<th")
            self.context[-1] = "</td>\n"


def take_place(app: Sphinx, config: Config) -> None:
    """Take the place of Sphinx's writer in our theme; a host's theme has its own ways.

    A heading's own link is named by its title, which is words, not by its sign.
    """
    if config.html_theme != NAME:
        return
    app.set_translator("html", Translator)
    if config.html_permalinks_icon == "¶":
        config.html_permalinks_icon = '<span aria-hidden="true">¶</span>'


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's writer."""
    app.connect("config-inited", take_place)
