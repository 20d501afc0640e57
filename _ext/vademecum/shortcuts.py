"""Shortcuts through Sphinx and docutils: the same bytes, sooner.

A shortcut stands in for one function of a library, whose source it knows by a digest. If the
installed library has another, its own way is taken, and the log says so. Only a project that is
one vault has them, never a guest's. What each gives is told in ``benchmarks/README.md``.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sphinx.util.docutils
from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.utils import DependencyList
from myst_parser.mdit_to_docutils import base
from sphinx import builders
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from vademecum.html.site_builder import SiteBuilder
from vademecum.settings import WHOLE, Settings

_LOG = logging.getLogger(__name__)
_LATE: Final = 900
"""After the theme has been chosen."""


@dataclass
class Shortcut:
    """``owner.name`` is ``ours`` while the shortcut is on; ``known``: digests of its sources."""

    owner: Any
    name: str
    ours: Any
    known: frozenset[str]
    theirs: Any = field(init=False)

    def __post_init__(self) -> None:
        self.theirs = getattr(self.owner, self.name, None)

    def switch_on(self) -> None:
        """Put ours in place, if nobody else has and the library's own is known."""
        there = getattr(self.owner, self.name, None)
        if there is self.theirs and is_known(there, self.known):
            setattr(self.owner, self.name, self.ours)

    def switch_off(self) -> None:
        """Put the library's own back."""
        if getattr(self.owner, self.name, None) is self.ours:
            setattr(self.owner, self.name, self.theirs)


def is_known(function: Any, known: frozenset[str]) -> bool:
    """Say whether a function of a library has one of the sources that ours can stand in for."""
    try:
        source = inspect.getsource(function)
    except (OSError, TypeError):  # no source, no such function
        source = ""
    if hashlib.sha256(source.encode()).hexdigest()[:12] in known:
        return True
    _LOG.info("vademecum: %r is of another version: there is no shortcut for it", function)
    return False


# --- The settings of a document, of which docutils makes a parser of command lines for each note.
# Sphinx asks for them once a note, MyST a second time for a document that it then does not use.

_sphinx_settings: Any = getattr(sphinx.util.docutils, "_get_settings", None)  # not in Sphinx 8


class Answers:
    """The settings that have been asked for, by the components: the defaults given, the answer.

    As the functions that it stands in for, it is the process's own: ``forget`` begins a build.
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
        key = (*map(_class, components), read_config_files)
        given = dict(defaults)
        if key not in self._known or self._known[key][0] != given:
            fresh = _sphinx_settings(
                *components, defaults=given, read_config_files=read_config_files
            )
            self._known[key] = given, fresh
        return _copy(self._known[key][1])

    def defaults_of(self, *components: Any) -> Values:
        """Return what docutils' own function would, as an object that nobody else has."""
        key = (*map(_class, components), "defaults")
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


# --- Walks over a document. docutils hands each node up through as many generators as it is deep,
# and some fifty transforms walk over the whole of each note. The order is the same, and so is what
# happens if a node is changed on the way: the lists of children are walked over as they are.

_find_all = nodes.Node.findall


def of_class(self: nodes.Node, cls: type | tuple[type, ...]) -> Iterator[nodes.Node]:
    """Yield the node and what is below it, if it is of a class; in the order of the text."""
    if isinstance(self, cls):
        yield self
    levels = [iter(self.children)]
    while levels:
        for node in levels[-1]:
            if isinstance(node, cls):
                yield node
            if node.children:
                levels.append(iter(node.children))
                break
        else:
            levels.pop()


def find_all(
    self: nodes.Node,
    condition: Any = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[nodes.Node]:
    """Yield the nodes that docutils would."""
    if not (include_self and descend) or siblings or ascend:
        return _find_all(self, condition, include_self, descend, siblings, ascend)
    if condition is None or isinstance(condition, type | tuple):
        return of_class(self, condition or nodes.Node)
    return _that_meet(self, condition)


def _that_meet(self: nodes.Node, condition: Callable[[nodes.Node], bool]) -> Iterator[nodes.Node]:
    return (node for node in of_class(self, nodes.Node) if condition(node))


# --- Shares of notes for the processes that read. Sphinx makes many small ones, and a process that
# has read one hands its whole environment back, with all that was read before it.


def one_share_each(arguments: Sequence[str], nproc: int, maxbatch: int = 0) -> list[Any]:
    """Deal the notes out, one to each process in turn: long ones are often side by side."""
    return [share for start in range(nproc) if (share := list(arguments[start::nproc]))]


FEW: Final = 24
"""Notes that are read sooner than two environments are packed and merged."""


class FewInOneProcess:
    """Has few notes read in this process, by public events: Sphinx starts one for a single note."""

    def __init__(self) -> None:
        self._jobs = 1

    def begin(self, app: Sphinx, _env: BuildEnvironment, docnames: Sequence[str]) -> None:
        """Leave one process if there are few; Sphinx asks for their number after this."""
        self._jobs = app.parallel
        if len(docnames) <= FEW and Settings.of(app.config).vault == WHOLE:
            app.parallel = 1

    def end(self, app: Sphinx, _env: BuildEnvironment) -> None:
        """Let pages be written by as many processes as before."""
        app.parallel = self._jobs


SHORTCUTS: Final = (
    Shortcut(
        sphinx.util.docutils,
        "_get_settings",
        ANSWERS.settings_of,
        frozenset({"98f6827c105d", "8cb87ad501fe"}),  # Sphinx 9.0; 9.1 and 9.2
    ),
    Shortcut(
        base,
        "get_default_settings",
        ANSWERS.defaults_of,
        frozenset({"063ddef2935c", "3857b6fb300c"}),  # docutils 0.22; 0.23
    ),
    Shortcut(
        nodes.Node,
        "findall",
        find_all,
        frozenset({"4c53325c43ec", "70600bdf12eb"}),  # docutils 0.22; 0.23
    ),
    Shortcut(builders, "make_chunks", one_share_each, frozenset({"091959c13d85"})),  # Sphinx 9
)
_BUILDER: Final = {"write_documents": "8bedf99edbb2", "render_partial": "b874d68fcc3c"}
"""The methods of Sphinx's builder that ours overrides."""


def switch(app: Sphinx, config: Config) -> None:
    """Switch the shortcuts on, or those of an earlier build off: a process may do many."""
    wanted = Settings.of(config).vault == WHOLE
    ANSWERS.forget()
    for shortcut in SHORTCUTS:
        shortcut.switch_on() if wanted else shortcut.switch_off()
    if wanted and app.registry.builders["html"] is StandaloneHTMLBuilder and _builder_is_known():
        app.add_builder(SiteBuilder, override=True)


def _builder_is_known() -> bool:
    return all(
        is_known(getattr(StandaloneHTMLBuilder, name), frozenset({source}))
        for name, source in _BUILDER.items()
    )


def setup(app: Sphinx) -> None:
    """Listen to the configuration, and before and after notes are read."""
    few = FewInOneProcess()
    app.connect("config-inited", switch, priority=_LATE)
    app.connect("env-before-read-docs", few.begin)
    app.connect("env-updated", few.end)
