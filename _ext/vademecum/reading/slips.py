"""The slips of a note's source become findings."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment

from vademecum.lint.codes import Code
from vademecum.lint.collect import slips
from vademecum.lint.front_matter import misplaced, value_slips
from vademecum.lint.source import Source
from vademecum.lint.warnings import record_mend
from vademecum.markdown.read_context import ReadContext


def tell_slips(env: BuildEnvironment, read_context: ReadContext, *, lists: bool) -> None:
    """Record the slips of the note that has just been parsed; ``lists``: its lists have meaning."""
    front = read_context.front
    collected = list(value_slips(front, read_context.lines))
    if not front.problems:
        collected += misplaced(read_context.lines, front.body_line)
    layout = read_context.layout
    if layout is not None:  # else nobody knows which lines are code, tables or footnotes
        collected += slips(Source(read_context.lines, layout, front.body_line, lists))
    for slip in collected:
        replaces = (slip.written, slip.instead) if slip.instead else ("", "")
        record_mend(env, Code(slip.code), slip.line, replaces, **dict(slip.args))
