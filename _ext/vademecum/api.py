"""What other extensions may use of this one: all names of ``__all__``, and nothing else.

They keep their names and meanings through all versions 0.x; what has to go is first announced in
the changelog. Records may get further attributes; those described here stay. Read records, and do
not change them: they are kept from build to build.

An extension calls ``add_rule``, ``add_page`` and ``add_skill_field`` in its own ``setup``; it may
stand before or after ``vademecum`` in ``extensions``.
"""

from __future__ import annotations

import inspect

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.environment import extending
from vademecum.environment.domain import VaultDomain
from vademecum.environment.extending import Page
from vademecum.handbook import Handbook
from vademecum.lint import rules
from vademecum.lint.rules import Rule
from vademecum.skills.catalogue import PlacedSkill as Skill
from vademecum.skills.catalogue import Resource, Role
from vademecum.vault.records import Finding, Link, Note
from vademecum.vault.schema import FieldSpec, ValueSpec

__all__ = [
    "FieldSpec",
    "Finding",
    "Handbook",
    "Link",
    "Note",
    "Page",
    "Resource",
    "Role",
    "Rule",
    "Skill",
    "ValueSpec",
    "add_page",
    "add_rule",
    "add_skill_field",
    "handbook",
]


def handbook(env: BuildEnvironment) -> Handbook:
    """Return the handbook of a build.

    It is there when all notes are read: from the event ``vademecum-handbook-ready`` on, which is
    emitted once a build with the application and the handbook.
    """
    return VaultDomain.of(env).handbook


def add_rule(app: Sphinx, rule: Rule) -> None:
    """Add a rule to the check; an error is also a warning of every build.

    What ``rule.find`` raises is reported with the name of its module, and the build goes on.

    :raises sphinx.errors.ExtensionError: if it is no rule, or its code is taken.
    """
    rules.register(app, rule, _module())


def add_page(app: Sphinx, page: Page) -> None:
    """Add a page to the site. It is written when it or the menu changes, and goes if you go.

    What ``page.facts`` or the template raises is reported with the name of its module; the page is
    left out, and the build goes on.

    :raises sphinx.errors.ExtensionError: if it is no page, or its address is taken.
    """
    extending.add_page(app, page, _module())


def add_skill_field(app: Sphinx, field: FieldSpec) -> None:
    """Add a field that skills may have. A field of that key in the settings goes before it.

    Its values are shown with the skill, on cards and in the PDF, and the catalogue filters by it.

    :raises sphinx.errors.ExtensionError: if it is no field, or its key is taken.
    """
    extending.add_skill_field(app, field, _module())


def _module() -> str:
    """Return the name of the module that called us: messages say whose extension it is."""
    frame = inspect.currentframe()
    caller = frame.f_back.f_back if frame is not None and frame.f_back is not None else None
    return str(caller.f_globals.get("__name__", "?")) if caller is not None else "?"
