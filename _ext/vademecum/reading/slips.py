"""The slips of a note's source become findings."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment

from vademecum.core.properties.value_slips import value_slips
from vademecum.core.slips.collect import slips
from vademecum.core.slips.source import Source
from vademecum.findings.codes import Code
from vademecum.findings.warnings import record_mend
from vademecum.markdown.read_context import ReadContext


def tell_slips(env: BuildEnvironment, read_context: ReadContext, *, lists: bool) -> None:
    """Record the slips of the note that has just been parsed; ``lists``: its lists have meaning."""
    front = read_context.front
    source = Source(read_context.lines, read_context.layout, front.body_line, lists)
    for slip in (*value_slips(front, read_context.lines), *slips(source)):
        replaces = (slip.written, slip.instead) if slip.instead else ("", "")
        record_mend(env, Code(slip.code), slip.line, replaces, **dict(slip.args))
