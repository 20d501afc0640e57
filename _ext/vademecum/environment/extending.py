"""What other extensions give: pages of the site and fields of skills (rules: ``lint.rules``).

``vademecum.api`` is the door to it. What is given is answered by listeners to events of ours, so
that it belongs to one application and is neither a global nor pickled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.events import EventManager
from sphinx.util import logging

from vademecum.environment.domain import VaultDomain
from vademecum.handbook import Handbook
from vademecum.i18n import CATALOG, _
from vademecum.settings.checks import fields as checked_fields
from vademecum.settings.options import PREFIX, ParsedSettings
from vademecum.vault.schema import FIELDS, FieldSpec

READY: Final = "vademecum-handbook-ready"
"""Emitted once a build, when the handbook is computed: application, handbook."""
_PAGES, _FIELDS = "vademecum-pages", "vademecum-skill-fields"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
_BEFORE_DEFAULTS: Final = 5
"""The settings are first read at 10 (``settings``), where sphinx-needs is told of them."""
_BEFORE_OTHERS: Final = 400
"""Findings, pages and digests follow at 500: a listener sees the handbook before they do."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site that is generated from the handbook.

    :param name: its address without suffix: ``lenders``, or ``lists/lenders``.
    :param title: its title.
    :param template: a Jinja template, whose values are escaped. It is given what ``facts``
        returns, and ``pathto(docname)``, the address of another page.
    :param facts: called once a build with the handbook; returns what the page shows.
    :param in_menu: whether the menu of every page leads to it.
    """

    name: str
    title: str
    template: str
    facts: Callable[[Handbook], Mapping[str, object]]
    in_menu: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A page or a field, and the module that gave it."""

    what: Any
    module: str


def add_page(app: Sphinx, page: Page, module: str) -> None:
    """Add a page; the address of another one is refused."""
    check_kind(page, Page, module)
    _check(page, "name", isinstance(page.name, str) and _NAME.fullmatch(page.name), module)
    _check(page, "title", isinstance(page.title, str) and page.title, module)
    _check(page, "template", isinstance(page.template, str), module)
    _check(page, "facts", callable(page.facts), module)
    _check(page, "in_menu", isinstance(page.in_menu, bool), module)
    _add(app, _PAGES, Given(page, module), "name", {})


def add_skill_field(app: Sphinx, field: FieldSpec, module: str) -> None:
    """Add a field; a key of ours, or of another extension's, is refused."""
    check_kind(field, FieldSpec, module)
    try:
        checked_fields([_as_table(field)])
    except (TypeError, ValueError, AttributeError):
        _check(field, "key", False, module)
    taken = {spec.key: "vademecum" for spec in FIELDS}
    _add(app, _FIELDS, Given(field, module), "key", taken)


def _as_table(field: FieldSpec) -> dict[str, object]:
    """Return a field as settings would say it, so that one check holds for both."""
    values = [{"key": value.key, "name": dict(value.names)} for value in field.values]
    name = dict(field.names)
    return {"key": field.key, "name": name, "values": values, "multiple": field.multiple}


def check_kind(given: object, kind: type, module: str) -> None:
    """Refuse what is of another type; the message names the module that gave it."""
    if not isinstance(given, kind):
        words = _("%(value)s is no %(kind)s")
        raise ExtensionError(
            words % {"value": repr(given), "kind": f"vademecum.api.{kind.__name__}"},
            modname=module,
        )


def _check(given: object, name: str, is_well: object, module: str) -> None:
    if not is_well:
        words = _("%(kind)s: “%(name)s” cannot be %(value)s")
        value = repr(getattr(given, name))
        kind = type(given).__name__
        raise ExtensionError(words % {"kind": kind, "name": name, "value": value}, modname=module)


def set_up_in_time(app: Sphinx, module: str) -> None:
    """Set up our own extension, which declares the events; refuse when it is too late for them."""
    app.setup_extension("vademecum")
    if getattr(app, "env", None) is not None:
        words = _("rules, pages and fields can only be added in the setup of an extension")
        raise ExtensionError(words, modname=module)


def _add(app: Sphinx, event: str, given: Given, name: str, taken: Mapping[str, str]) -> None:
    set_up_in_time(app, given.module)
    key = getattr(given.what, name)
    known = {**taken, **{getattr(g.what, name): g.module for g in _given(app.events, event)}}
    if key in known:
        words = _("%(kind)s: “%(value)s” is there already, of %(module)s")
        args = {"kind": type(given.what).__name__, "value": key, "module": known[key]}
        raise ExtensionError(words % args, modname=given.module)
    app.connect(event, partial(_answer, given))


def _answer(given: Given, _app: Sphinx) -> Given:
    return given


def _given(events: EventManager, event: str) -> list[Given]:
    """Return what was given, in the order in which the extensions were set up."""
    return events.emit(event)


def pages(env: BuildEnvironment) -> list[Given]:
    """Return the pages that other extensions add."""
    return _given(env.events, _PAGES)


def cause(error: Exception) -> str:
    """Return in a few words what somebody else's code has raised."""
    return f"{type(error).__name__}: {error}"[:120]


def _add_fields(app: Sphinx, config: Config) -> None:
    """Declare the fields of extensions as if ``conf.py`` had; what it says itself goes before."""
    name = PREFIX + "skill_fields"
    declared = config[name]
    fields = [given.what for given in _given(app.events, _FIELDS)]
    if fields and isinstance(declared, list | tuple):  # anything else is told as wrong
        known = {
            getattr(f, "key", None) or (isinstance(f, dict) and f.get("key")) for f in declared
        }
        setattr(config, name, [*declared, *(field for field in fields if field.key not in known)])
        ParsedSettings.forget(config)


def _announce(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell other extensions that the handbook is there; one that fails is told, no build ends."""
    try:
        app.emit(READY, VaultDomain.of(env).handbook)
    except ExtensionError as error:
        if error.orig_exc is None:  # meant by who raised it
            raise
        words = f"{error.category}: {error}"  # the category names the extension
        logger.warning("%s", words, type=CATALOG, subtype="extension-failed")


def setup(app: Sphinx) -> None:
    """Add the events that extensions answer, and the one that they hear."""
    for event in (READY, _PAGES, _FIELDS):
        app.add_event(event)
    app.connect("config-inited", _add_fields, priority=_BEFORE_DEFAULTS)
    app.connect("env-updated", _announce, priority=_BEFORE_OTHERS)
