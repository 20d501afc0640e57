"""What the grammar makes of a note's lines: code, tables, blocks that nothing closes.

A code block that nothing closes would swallow the rest of the note, skills and all. It ends before
the first heading, or the first skill with its mark, that follows; the finding says where it began.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, fence
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from vademecum.markdown.read_context import Layout

_HIDDEN: Final = frozenset(
    {
        "fence",
        "colon_fence",
        "code_block",
        "html_block",
        "math_block",
        "math_block_label",
        "amsmath",
    }
)
_RESUME: Final = re.compile(r"#{1,6}[ \t]+\S.*|(?:[-*+]|\d+[.)])[ \t].*[ \t]\^[A-Za-z]+-\d+[ \t]*")
_KEY: Final = "source_layout"
_COMMENTS: Final = "comment_lines"


def layout_plugin(md: MarkdownIt) -> None:
    """Have ``md`` note the layout, and end code blocks that nothing closes."""
    md.block.ruler.at("fence", _fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.after("block", "obsidian_layout", _note_layout)


def layout_of(env: MutableMapping[str, Any]) -> Layout:
    """Return the layout that the parsing of a note has left."""
    known = env.get(_KEY)
    footnotes = frozenset(env.get("footnotes_written", ()))
    hidden, tables, *rest = known if known else (frozenset(), frozenset(), (), (), ())
    return Layout(hidden | frozenset(env.get(_COMMENTS, ())), tables, footnotes, *rest)


def hide_lines(env: MutableMapping[str, Any], first: int, last: int) -> None:
    """Remember lines of a comment, counted from 0, ``last`` included."""
    env.setdefault(_COMMENTS, set()).update(range(first + 1, last + 2))


def _fence(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Parse a block of code; one that nothing closes ends where the note plainly goes on."""
    if not fence(state, startLine, endLine, silent):
        return False
    if silent:
        return True
    token = state.tokens[-1]
    if _is_closed(state, token):
        return True
    resumes = _resumes(state, startLine, endLine) if not state.level else None
    token.meta = {**(token.meta or {}), "open": True}
    if resumes is not None:
        token.map = [startLine, resumes]
        token.content = state.getLines(startLine + 1, resumes, state.sCount[startLine], True)
        state.line = resumes
    return True


def _is_closed(state: StateBlock, token: Token) -> bool:
    first, end = token.map or [0, 0]
    last = state.src[state.bMarks[end - 1] : state.eMarks[end - 1]].strip(" \t>")
    mark = token.markup[:1]
    return end - 1 > first and len(last) >= len(token.markup) and not last.strip(mark)


def _resumes(state: StateBlock, start: int, end: int) -> int | None:
    for line in range(start + 2, end):
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        before = state.src[state.bMarks[line - 1] : state.eMarks[line - 1]]
        if _RESUME.fullmatch(text) and (not before.strip() or not text.startswith("#")):
            return line
    return None


def _note_layout(state: StateCore) -> None:
    """Note the layout of the note itself, not that of a directive's content inside it."""
    if _KEY in state.env:
        return
    hidden: set[int] = set()
    tables: set[int] = set()
    fences: list[int] = []
    comments: list[int] = []
    indented: list[tuple[int, int]] = []
    for token in state.tokens:
        first, end = token.map or [0, 0]
        if token.type in _HIDDEN:
            hidden.update(range(first + 1, end + 1))
            if (token.meta or {}).get("open"):
                fences.append(first + 1)
            if token.type == "html_block" and _opens_comment(token.content):
                comments.append(first + 1)
            if token.type == "code_block" and not token.level:
                indented.append((first + 1, end))
        elif token.type == "table_open":
            tables.update(range(first + 1, end + 1))
    blocks = (tuple(fences), tuple(comments), tuple(indented))
    state.env[_KEY] = (frozenset(hidden), frozenset(tables), *blocks)


def _opens_comment(content: str) -> bool:
    return content.lstrip().startswith("<!--") and "-->" not in content
