"""One note costs its own layout at most, whatever fails while it is read or written.

Sphinx reads and writes note after note and stops at the first that raises. Here each is tried
within bounds; one that fails is shown as its source, and told with its line.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from threading import current_thread, main_thread
from types import TracebackType
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from vademecum.environment.domain import Failure, VaultDomain
from vademecum.environment.project import read_source
from vademecum.findings import FINDING_EVENT
from vademecum.i18n import _
from vademecum.settings import Settings
from vademecum.vault.names import note_name, slug
from vademecum.vault.records import Finding

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_STATUS = Path("/proc/self/statm")
_AGAIN = 0.5
"""Seconds until a library that has swallowed the first alarm hears the next."""


class TooSlowError(BaseException):
    """The time of a note is over; no ``except Exception`` of a library may swallow it."""


@contextmanager
def bounded(seconds: int, megabytes: int) -> Iterator[None]:
    """Stop what runs inside after so many seconds of the processor, or so much more memory.

    :raises TooSlowError: if it takes too long.
    :raises MemoryError: if it asks for too much.
    """
    with ExitStack() as bounds:
        if hasattr(signal, "setitimer") and current_thread() is main_thread():
            bounds.enter_context(_bounded_time(seconds))
        if resource is not None and _STATUS.exists():
            bounds.enter_context(_bounded_memory(megabytes * 1_000_000))
        yield


@contextmanager
def _bounded_time(seconds: int) -> Iterator[None]:
    def alarm(_number: int, _frame: object) -> None:
        raise TooSlowError(seconds)

    before = signal.signal(signal.SIGPROF, alarm)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _bounded_memory(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(_STATUS.read_text().split()[0]) * resource.getpagesize() + size
    if resource.RLIM_INFINITY not in (hard, soft) or hard != resource.RLIM_INFINITY:
        wanted = min(wanted, *(v for v in (soft, hard) if v != resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def line_of(error: BaseException) -> int:
    """Return the line of the note that was being worked on when ``error`` arose, else 1.

    The innermost call that holds a token of Markdown or a node of the document knows it.
    """
    line, trace = 0, error.__traceback__
    while trace is not None:
        line = _line_in(trace) or line
        trace = trace.tb_next
    return line or 1


def _line_in(trace: TracebackType) -> int:
    values = trace.tb_frame.f_locals
    place = getattr(values.get("token"), "map", None)
    if isinstance(place, list | tuple) and place and isinstance(place[0], int):
        return place[0]
    line = getattr(values.get("node"), "line", None)
    return line if isinstance(line, int) else 0


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
    finding = Finding.of("note-failed", "", problem.line, cause=problem.cause)
    env.events.emit(FINDING_EVENT, finding, docname)
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
