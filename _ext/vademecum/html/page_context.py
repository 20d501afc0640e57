"""What the template of every page is given around the text of its note."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from vademecum.environment.domain import VaultDomain
from vademecum.extras import has
from vademecum.html.assets import drop_assets
from vademecum.html.contexts import PageContexts, page_contexts
from vademecum.html.home import home_context
from vademecum.html.host_layout import has_own_theme, in_host_layout
from vademecum.html.open_graph import open_graph
from vademecum.html.public_address import NOT_FOUND, from_root, site_address
from vademecum.html.security import policy, without_inline_styles
from vademecum.html.site_files import FEED
from vademecum.html.translator import unbroken
from vademecum.i18n import _
from vademecum.presentation.words import long_date
from vademecum.vault.names import HOME

MOST_IN_MENU = 40
"""Domains in the menu of every page: fifteen hundred there made half a gigabyte of pages."""


def page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> str | None:
    """Give every page its surroundings; the home page has a template of its own."""
    if not has_own_theme(app.config):
        return in_host_layout(app, pagename, templatename, context)
    contexts = page_contexts(app.env)
    _surround(app, context, contexts, pagename)
    drop_assets(app, context, pagename)
    note = VaultDomain.of(app.env).notes.get(pagename)
    if pagename == HOME:
        context.update(home_context(app, contexts, str(context.get("body", ""))))
    if note is None or not note.path:
        return "home.html" if pagename == HOME else None
    context["note"] = contexts.note_part(note.path)
    context["navigation"] = contexts.navigation(note.path)
    context["plain_title"] = note.title
    context["title_language"] = contexts.handbook.title_language(note.path)
    context["lead"] = note.lead
    if pagename == HOME:
        return "home.html"
    head, _end, rest = str(context.get("body", "")).partition("</h1>")
    if context["note"].language:
        head = head.replace("<section", f'<section lang="{escape(context["note"].language)}"', 1)
    context["body_head"], context["body_rest"] = head + "</h1>", rest
    if context["note"].role is not None:
        context["body_intro"], context["body_more"] = _around_sheet(rest)
    return None


def _surround(app: Sphinx, context: dict[str, Any], contexts: PageContexts, pagename: str) -> None:
    """Give a page what every page of our theme has: words, addresses, what the settings say."""
    context["t"] = _
    context["policy"] = policy(contexts.settings.frame_hosts)
    if isinstance(context.get("body"), str):
        context["body"] = without_inline_styles(context["body"])
    context["pages"] = contexts.addresses
    context["site_address"] = site_address(app.config)
    context["page_uri"] = app.builder.get_target_uri
    context["feed"] = FEED if context["site_address"] and contexts.changed_last else ""
    if pagename == NOT_FOUND and context["site_address"]:
        from_root(context, context["site_address"], app.builder.get_target_uri)
    settings = contexts.settings
    for name in ("institution", "contact", "licence", "repository_url"):
        context[name] = getattr(settings, name)
    if str(app.config.language).startswith("fr"):
        context["unbroken"] = unbroken
    context["long_date"] = partial(long_date, language=app.config.language)
    context["domains"] = cards = list(contexts.cards.values())
    context["menu_domains"] = cards if len(cards) <= MOST_IN_MENU else cards[:MOST_IN_MENU]
    context["parameters"] = contexts.parameters
    context["listed"] = contexts.listed
    context["guides"], context["contributing"] = contexts.guides, contexts.contributing
    context["menu"] = contexts.menu
    context["has_data"] = has("data")
    context.setdefault("lead", contexts.about)
    context["shared"] = open_graph(contexts.vault)


def _around_sheet(rest: str) -> tuple[str, str]:
    """Split a role's text below its title: before its first heading, and from there on.

    The end tag of the section that holds the title is left out of both.
    """
    inside = rest.rpartition("</section>")[0] or rest
    intro, mark, more = inside.partition("<section")
    return intro, mark + more


def setup(app: Sphinx) -> None:
    """Listen to the HTML builder."""
    app.connect("html-page-context", page_context)
