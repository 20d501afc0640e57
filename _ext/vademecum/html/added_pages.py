"""Pages that other extensions add, rendered once a build: one that fails is left out and told.

They are rendered before digests are compared, so that a page that fails is no page of this build:
a later build tries it again, and takes away what an earlier one has written.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from jinja2 import Environment, StrictUndefined
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from vademecum.environment.domain import VaultDomain
from vademecum.environment.extending import Given, Page, cause, pages
from vademecum.html.contexts import page_contexts
from vademecum.html.security import without_inline_styles
from vademecum.html.views import AddedPage
from vademecum.i18n import CATALOG, _

_BEFORE_DIGESTS: Final = 450
"""Digests of pages are compared at 500 (``fingerprints``), clean-up notes its pages there too."""

logger = logging.getLogger(__name__)


def check_names(app: Sphinx) -> None:
    """Refuse a page that would stand where one of ours does: addresses follow the language."""
    reserved = VaultDomain.of(app.env).addresses.reserved()
    folders = tuple(name for name in reserved if name.endswith("/"))
    for given in pages(app.env):
        if given.what.name in reserved or given.what.name.startswith(folders):
            words = _("%(kind)s: “%(value)s” is there already, of %(module)s")
            args = {"kind": "Page", "value": given.what.name, "module": "vademecum"}
            raise ExtensionError(words % args, modname=given.module)


def render(app: Sphinx, env: BuildEnvironment) -> None:
    """Render the pages that other extensions add."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        added = _rendered(app.builder, env, pages(env))
        page_contexts(env).added = tuple(added)


def _rendered(
    builder: StandaloneHTMLBuilder, env: BuildEnvironment, several: list[Given]
) -> Iterator[AddedPage]:
    handbook = VaultDomain.of(env).handbook
    jinja = Environment(autoescape=True, undefined=StrictUndefined)
    for given in several:
        page: Page = given.what
        if page.name in env.found_docs:
            _warn(given, _("a note has this address"))
            continue
        pathto = partial(builder.get_relative_uri, page.name)
        try:
            shown = dict(page.facts(handbook))
            text = jinja.from_string(page.template).render({**shown, "pathto": pathto})
        except Exception as error:  # whatever somebody else's code raises costs its page alone
            _warn(given, cause(error))
        else:
            yield AddedPage(page.name, page.title, without_inline_styles(text), page.in_menu)


def _warn(given: Given, why: str) -> None:
    words = _("The page “%(name)s” of %(module)s is left out: %(cause)s.")
    args = {"name": given.what.name, "module": given.module, "cause": why}
    logger.warning("%s", words % args, type=CATALOG, subtype="page-failed")


def setup(app: Sphinx) -> None:
    """Check addresses at the start, render when the handbook is known."""
    app.connect("builder-inited", check_names)
    app.connect("env-updated", render, priority=_BEFORE_DIGESTS)
