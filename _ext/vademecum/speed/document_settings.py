"""The settings of a document, of which docutils makes a parser of command lines for each note.

Sphinx asks for them once a note, MyST a second time for a document that it then does not use.
What a build asks for again is answered with a copy of the first answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sphinx.util.docutils
from docutils.frontend import Values, get_default_settings
from docutils.utils import DependencyList
from myst_parser.mdit_to_docutils import base

from vademecum.speed.patches import Patch

_sphinx_settings = sphinx.util.docutils._get_settings


class Answers:
    """The settings that have been asked for, by the components: the defaults given, the answer.

    As the functions that it stands for, it is the process's own: ``forget`` begins another build.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[dict[str, Any], Values]] = {}

    def forget(self) -> None:
        """Forget all answers: another build may have another ``docutils.conf``."""
        self._known.clear()

    def settings_of(
        self, *components: Any, defaults: Mapping[str, Any], read_config_files: bool = False
    ) -> Values:
        """Return what Sphinx's own function would, as an object that nobody else has."""
        key = (*(_class(part) for part in components), read_config_files)
        given = dict(defaults)
        known = self._known.get(key)
        if known is None or known[0] != given:
            fresh = _sphinx_settings(
                *components, defaults=given, read_config_files=read_config_files
            )
            known = self._known[key] = given, fresh
        return _copy(known[1])

    def defaults_of(self, *components: Any) -> Values:
        """Return what docutils' own function would, as an object that nobody else has."""
        key = (*(_class(part) for part in components), "defaults")
        if key not in self._known:
            self._known[key] = {}, get_default_settings(*components)
        return _copy(self._known[key][1])


ANSWERS = Answers()


def _class(component: Any) -> type:
    return component if isinstance(component, type) else type(component)


def _copy(answer: Values) -> Values:
    """Return a copy whose lists are its own; a note's dependencies are its own as well."""
    copy = Values.__new__(Values)
    for name, value in answer.__dict__.items():
        copy.__dict__[name] = value[:] if isinstance(value, list) else value
    copy.record_dependencies = DependencyList()
    return copy


PATCHES = (
    Patch(sphinx.util.docutils, "_get_settings", ANSWERS.settings_of),
    Patch(base, "get_default_settings", ANSWERS.defaults_of),
)
