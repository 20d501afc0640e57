"""Made pages in the layout of a host's theme: its page, with our text in it.

Every theme has a template ``page.html`` that shows ``body``; ours extend a layout of their own,
whose place a bare one takes that shows nothing but the text.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any, Final

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from sphinx.config import Config

from vademecum.html.contexts import PageContexts
from vademecum.html.theme import FOLDER, NAME
from vademecum.i18n import _
from vademecum.presentation.dates import long_date

TEMPLATES: Final = frozenset(
    f"{name}.html"
    for name in (
        *("catalogue", "domain", "skill", "retired", "notes", "contents", "data"),
        *("notebook", "tag", "moved"),
    )
)
"""The templates of made pages."""

_BARE_LAYOUT: Final = "{% block body %}{% endblock %}{% block margin %}{% endblock %}"


def has_own_theme(config: Config) -> bool:
    """Say whether the site has our theme; with another, its layout is left alone."""
    return bool(config.html_theme == NAME)


def in_host_layout(
    contexts: PageContexts, pagename: str, templatename: str, context: dict[str, Any]
) -> str | None:
    """Put the text of a made page into the host's page; other pages are the host's."""
    if templatename not in TEMPLATES or pagename in contexts.vault.project.docnames:
        return None
    ours = {
        "t": _,
        "pages": contexts.addresses,
        "domains": list(contexts.cards.values()),
        "long_date": partial(long_date, language=contexts.language),
    }
    context["body"] = _environment().get_template(templatename).render({**context, **ours})
    return "page.html"


@cache
def _environment() -> Environment:
    """Return our templates, apart from the host's: names that are alike do not meet."""
    bare = DictLoader({"layout.html": _BARE_LAYOUT})
    loader = ChoiceLoader([bare, FileSystemLoader(FOLDER)])
    return Environment(loader=loader, autoescape=False)
