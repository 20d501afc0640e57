"""The block grammar of Obsidian: comments, callouts, tasks, and one outline for each page.

Obsidian help, « Callouts », « Obsidian Flavored Markdown »; NOTATION.md, « Headings », « Text ».
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from vademecum.markdown.bounds import TooDeepError
from vademecum.markdown.source_layout import hide_lines

_CALLOUT = re.compile(r"\[!([^\]\n|]+)(?:\|[^\]\n]*)?\]([+-]?)(?:[ \t]+(.*))?$")
_TASK = re.compile(r"\[([^\s\[\]])\][ \t]+")


def block_plugin(md: MarkdownIt) -> None:
    """Add Obsidian's block rules to ``md``, and those that look at all tokens."""
    md.block.ruler.before(
        "fence",
        "obsidian_comment_block",
        _comment_block,
        {"alt": ["paragraph", "blockquote", "list"]},
    )
    md.core.ruler.after("block", "obsidian_depth", _depth)
    md.core.ruler.after("block", "obsidian_callouts", _callouts)
    md.core.ruler.after("obsidian_callouts", "obsidian_tasks", _tasks)
    md.core.ruler.after("block", "obsidian_footnotes", _footnotes)
    md.core.ruler.after("obsidian_callouts", "obsidian_outline", _outline)
    md.core.ruler.after("inline", "obsidian_long_comments", _long_comments)


def _depth(state: StateCore) -> None:
    """Refuse a note of which the parser has left out the deepest blocks without a word.

    :raises TooDeepError: the caller shows the note's source, so that nothing is lost.
    """
    limit = int(state.md.options["maxNesting"])
    if any(token.nesting == 1 and token.level + 1 >= limit for token in state.tokens):
        raise TooDeepError(limit)


def _comment_block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Leave out a block that begins with ``%%`` and closes on a later line."""
    line = _line(state, startLine)
    if state.is_code_block(startLine) or not line.startswith("%%") or "%%" in line[2:]:
        return False
    for last in range(startLine + 1, endLine):
        if "%%" in _line(state, last):
            break
    else:
        return False
    if not silent:
        hide_lines(state.env, startLine, last)
        rest = _line(state, last).partition("%%")[2]
        state.line = last + 1
        if rest.strip():
            _paragraph(state, rest.strip(), last)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _paragraph(state: StateBlock, content: str, line: int) -> None:
    """Push what follows the end of a comment on its last line."""
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def _tasks(state: StateCore) -> None:
    """Mark ``- [?] …`` as a task in a state of its own: ``meta`` has the sign in the brackets."""
    for item, paragraph, inline in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        is_head = item.type == "list_item_open" and paragraph.type == "paragraph_open"
        if is_head and (match := _TASK.match(inline.content)):
            inline.content = inline.content[match.end() :]
            item.meta = {"checked": True, "sign": match[1]}
            item.attrJoin("class", "task-list-item")


def _footnotes(state: StateCore) -> None:
    """Collect the footnotes that stand in the note: a call of any other is text."""
    labels = (t.meta["label"] for t in state.tokens if t.type == "footnote_reference_open")
    state.env.setdefault("footnotes_written", set()).update(labels)


def _callouts(state: StateCore) -> None:
    """Turn block quotes whose first line is ``[!kind]`` into callouts."""
    tokens = state.tokens
    index = 0
    while index < len(tokens) - 2:
        if tokens[index].type == "blockquote_open" and tokens[index + 2].type == "inline":
            first, _, rest = tokens[index + 2].content.partition("\n")
            if match := _CALLOUT.match(first):
                _make_callout(tokens, index, match, rest)
        index += 1


def _make_callout(tokens: list[Token], index: int, match: re.Match[str], rest: str) -> None:
    opening, inline = tokens[index], tokens[index + 2]
    opening.type = "callout_open"
    opening.meta = {"kind": match[1].strip().lower(), "fold": match[2]}
    closing = next(
        t for t in tokens[index:] if t.type == "blockquote_close" and t.level == opening.level
    )
    closing.type = "callout_close"
    line = (inline.map or [0, 0])[0]
    title = Token("inline", "", 0, content=match[3] or "", map=[line, line + 1], children=[])
    head = [
        Token("callout_title_open", "", 1, map=[line, line + 1]),
        title,
        Token("callout_title_close", "", -1),
    ]
    inline.content = rest
    inline.map = [line + 1, (inline.map or [0, line + 2])[1]]
    if rest:
        tokens[index + 1].map = inline.map
        tokens[index + 1 : index + 1] = head
    else:
        tokens[index + 1 : index + 4] = head


def _outline(state: StateCore) -> None:
    """Return the page one H1 and no skipped level, whatever the note's headings are.

    The first H1 is the title. If another heading comes before it, it stays where it is, one
    level lower, and its text is the title as well; without an H1 the title is the name of the
    note (``env["note_title"]``). Every heading keeps its written level in ``meta``.
    """
    fallback = state.env.pop("note_title", None)
    if fallback is None:  # a directive's content, parsed with the environment of its note
        return
    tops = [i for i, t in enumerate(state.tokens) if t.type == "heading_open" and t.level == 0]
    empty = [i for i in tops if not state.tokens[i + 1].content.strip()]
    for i in reversed(empty):
        del state.tokens[i : i + 3]
    tops = [i for i, t in enumerate(state.tokens) if t.type == "heading_open" and t.level == 0]
    first = next((i for i in tops if state.tokens[i].tag == "h1"), None)
    leading = first is not None and first == tops[0]
    _renumber([state.tokens[i] for i in tops if not (leading and i == first)])
    title = state.env.pop("note_title_forced", None) or (None if first is not None else fallback)
    if leading and first is not None and title is None:
        head = state.tokens[first : first + 3]
        del state.tokens[first : first + 3]
        head[0].meta = {"source_level": 1}
    else:
        if leading and first is not None:
            del state.tokens[first : first + 3]
        text = title or _plain(state, state.tokens[first + 1].content if first is not None else "")
        head = _heading(text or fallback)
    state.tokens[0:0] = head


def _renumber(headings: list[Token]) -> None:
    levels: list[int] = []
    for heading in headings:
        source_level = int(heading.tag[1])
        while levels and levels[-1] >= source_level:
            levels.pop()
        levels.append(source_level)
        heading.meta = {"source_level": source_level}
        heading.tag = f"h{min(len(levels) + 1, 6)}"


def _plain(state: StateCore, content: str) -> str:
    children = state.md.parseInline(content, {})[0].children or []
    return "".join(t.content for t in children if t.type in ("text", "code_inline", "text_special"))


def _heading(text: str) -> list[Token]:
    word = Token("text", "", 0, content=text)
    return [
        Token("heading_open", "h1", 1, map=[0, 1], meta={"source_level": 0}),
        Token("inline", "", 0, content="", map=[0, 1], children=[word]),
        Token("heading_close", "h1", -1),
    ]


def _long_comments(state: StateCore) -> None:
    """Blank all between two ``%%`` that stand in different blocks; a lone one stays text."""
    marks = [
        (index, child)
        for index, token in enumerate(state.tokens)
        for child in token.children or []
        if child.type == "comment_mark"
    ]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    for (start, opening), (end, closing) in reversed(pairs):  # the last first: places stay true
        _blank(state.tokens, start, opening, end, closing)
    if len(marks) % 2:
        marks[-1][1].type = "text"
        state.env.setdefault("unclosed_comments", []).append(
            (state.tokens[marks[-1][0]].map or [0])[0] + marks[-1][1].meta["offset"]
        )


def _blank(tokens: list[Token], start: int, opening: Token, end: int, closing: Token) -> None:
    """Take out what is whole between the two marks; what begins or ends there stays, empty."""
    head, tail = tokens[start].children or [], tokens[end].children or []
    tokens[start].children = head[: head.index(opening)]
    tokens[end].children = tail[tail.index(closing) + 1 :]
    opened: list[Token] = []
    closed: list[Token] = []
    for token in tokens[start + 1 : end]:
        if token.nesting > 0:
            opened.append(token)
        elif token.nesting < 0 and opened:
            opened.pop()
        elif token.nesting < 0:
            closed.append(token)
    tokens[start + 1 : end] = closed + opened
