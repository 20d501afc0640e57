"""Made pages and notes in the layout of a host's theme: its page, with our text in it.

Pages that have something of ours get a small style sheet, which no other page of the host has.
Every theme has a template ``page.html`` that shows ``body``; ours extend a layout of their own,
whose place a bare one takes that shows nothing but the text.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.html.contexts import page_contexts
from vademecum.i18n import _
from vademecum.presentation.words import long_date
from vademecum.theme import FOLDER, NAME

TEMPLATES: Final = frozenset(
    f"{name}.html"
    for name in (
        *("catalogue", "domain", "skill", "retired", "notes", "contents", "data"),
        *("notebook", "tag", "moved", "added"),
    )
)
"""The templates of made pages."""

STYLES: Final = "vademecum.host.css"
FORMULA_STYLES: Final = "vademecum.formulas.css"
_FORMULA: Final = 'class="formula'
_STATIC: Final = Path(__file__).with_name("host_static")

_BARE_LAYOUT: Final = "{% block body %}{% endblock %}{% block margin %}{% endblock %}"


def has_own_theme(config: Config) -> bool:
    """Say whether the site has our theme; with another, its layout is left alone."""
    return bool(config.html_theme == NAME)


def in_host_layout(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any]
) -> str | None:
    """Put the text of a made page into the host's page, and what rests on a note below it.

    Other pages are the host's alone.
    """
    contexts = page_contexts(app.env)
    ours = {
        "t": _,
        "pages": contexts.addresses,
        "parameters": contexts.parameters,
        "contributing": contexts.contributing,
        "domains": list(contexts.cards.values()),
        "long_date": partial(long_date, language=contexts.language),
    }
    if _FORMULA in context.get("body", ""):
        app.add_css_file(FORMULA_STYLES)
    note = contexts.vault.notes.get(pagename)
    if note is not None and "body" in context:
        app.add_css_file(STYLES)
        ours["note"] = contexts.note_part(note.path)
        context["body"] += our_templates().get_template("host_foot.html").render(context | ours)
    elif templatename in TEMPLATES and pagename not in contexts.vault.project.docnames:
        app.add_css_file(STYLES)
        body = our_templates().get_template(templatename).render(context | ours)
        context["body"] = f'<div class="vademecum">\n{body}\n</div>'
        return "page.html"
    return None


@cache
def our_templates() -> Environment:
    """Return our templates, apart from the host's: names that are alike do not meet."""
    bare = DictLoader({"layout.html": _BARE_LAYOUT})
    loader = ChoiceLoader([bare, FileSystemLoader(FOLDER)])
    return Environment(loader=loader, autoescape=False)


def _add_styles(_app: Sphinx, config: Config) -> None:
    """Have our style sheets copied beside the host's own files."""
    if not has_own_theme(config):
        ours = (str(_STATIC), str(FOLDER / "static" / FORMULA_STYLES))
        config.html_static_path = [*config.html_static_path, *ours]


def setup(app: Sphinx) -> None:
    """Listen before the builder of the site is set up."""
    app.connect("config-inited", _add_styles)
