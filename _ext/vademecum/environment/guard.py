"""One note costs its own layout at most, whatever fails while it is read or written.

Sphinx reads and writes note after note and stops at the first that raises. Here each is tried
within bounds; one that fails is shown as its source, and told with its line.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from vademecum.core.names import note_name, slug
from vademecum.environment.domain import Failure, VaultDomain
from vademecum.environment.project import read_source
from vademecum.environment.watchdog import TooSlowError, bounded, line_of
from vademecum.findings.codes import Code
from vademecum.findings.warnings import warn
from vademecum.i18n import _
from vademecum.settings import Settings

FAILED = (Exception, TooSlowError)


def failure(error: BaseException) -> Failure:
    """Return what is told of an error."""
    if isinstance(error, TooSlowError):
        cause = _("it takes more than %(seconds)s seconds") % {"seconds": error.args[0]}
    elif isinstance(error, MemoryError):
        cause = _("it takes too much memory")
    else:
        cause = f"{type(error).__name__}: {error}"[:120]
    return Failure(cause, line_of(error))


def _limits(env: BuildEnvironment) -> tuple[int, int]:
    settings = Settings.of(env.config)
    return settings.note_seconds, settings.note_megabytes


def _read(builder: Builder, read: Callable[..., None], docname: str, **how: Any) -> None:
    """Read a note; if that fails, as its source alone."""
    vault = VaultDomain.of(builder.env)
    if vault.project.trusts(docname):
        read(docname, **how)
        return
    vault.failures.pop(docname, None)
    try:
        with bounded(*_limits(builder.env)):
            read(docname, **how)
    except FAILED as error:
        builder.events.emit("env-purge-doc", builder.env, docname)
        builder.env.clear_doc(docname)
        vault.failures[docname] = failure(error)
        vault.markdown_parser = None  # it was stopped half-way
        read(docname, **how)


def _resolve(
    env: BuildEnvironment,
    resolve: Callable[..., nodes.document],
    docname: str,
    builder: Builder,
    **how: Any,
) -> nodes.document:
    """Return a document ready to be written; of a note that fails, its source."""
    if VaultDomain.of(env).project.trusts(docname):
        return resolve(docname, builder, **how)
    try:
        with bounded(*_limits(env)):
            return resolve(docname, builder, **how)
    except FAILED as error:
        return _source_shown(env, docname, error)


def _write(
    builder: Builder, write: Callable[..., None], docname: str, doctree: nodes.document
) -> None:
    """Write a page; of a note that fails, its source."""
    if VaultDomain.of(builder.env).project.trusts(docname):
        write(docname, doctree)
        return
    try:
        with bounded(*_limits(builder.env)):
            write(docname, doctree)
    except OSError:  # the disk, not the note
        raise
    except FAILED as error:
        write(docname, _source_shown(builder.env, docname, error))


def _source_shown(env: BuildEnvironment, docname: str, error: BaseException) -> nodes.document:
    problem = failure(error)
    warn(Code.NOTE_FAILED, (docname, problem.line), cause=problem.cause)
    doctree = env.get_doctree(docname)
    doctree.clear()
    project = VaultDomain.of(env).project
    path = project.note_path(docname)
    text = read_source(project.srcdir / path, project.limit).text if path is not None else ""
    doctree += source_section(note_name(path or docname), text)
    return doctree


def source_section(title: str, text: str) -> nodes.section:
    """Return a note that has no layout: its name and its source."""
    name = f"note-{slug(title)}"
    section = nodes.section("", nodes.title("", title), ids=[name], source_level=0)
    section += nodes.literal_block(text, text, language="none")
    return section


def guard_reading(app: Sphinx) -> None:
    """Stand between Sphinx and its builder."""
    builder = app.builder
    for name, guarded in (("read_doc", _read), ("write_doc", _write)):
        setattr(builder, name, partial(guarded, builder, getattr(builder, name)))


def guard_writing(_app: Sphinx, builder: Builder) -> None:
    """Stand between Sphinx and its documents, once the environment is kept."""
    env = builder.env
    env.get_and_resolve_doctree = partial(  # type: ignore[method-assign]
        _resolve, env, env.get_and_resolve_doctree
    )


def setup(app: Sphinx) -> None:
    """Listen to the start of reading and writing."""
    app.connect("builder-inited", guard_reading)
    app.connect("write-started", guard_writing)
