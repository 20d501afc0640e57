"""The inline grammar of Obsidian, as rules of markdown-it.

Real rules of the parser and no search over the source: code, math, HTML, comments and
escapes are out of reach by construction. Rules: NOTATION.md, « Text », after Obsidian's help
pages "Obsidian Flavored Markdown", "Internal links", "Embed files", "Callouts".
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from vademecum.markdown.bounds import check_count
from vademecum.vault.wikilink import find_wikilink, is_malformed_link

_BLOCK_ID = re.compile(r"\^([A-Za-z0-9-]+)[ \t]*$")
_TAG = re.compile(r"#([\w/-]*[^\W\d][\w/-]*)")
_BRACKETS = re.compile(r"!?\[(?:\[*(?=\[\[))?")
_LINES = "vademecum_lines_before"
_MALFORMED = "vademecum_malformed_links"
_CLOSE = "vademecum_next_bracket"
_BEFORE_TAG = frozenset(" \t\n([{,;:«»\u00a0\u202f")


def inline_plugin(md: MarkdownIt) -> None:
    """Add Obsidian's inline rules to ``md``."""
    link_plugin(md)
    inline = md.inline.ruler
    inline.before("link", "obsidian_highlight", _highlight)
    inline.before("link", "obsidian_comment", _comment)
    inline.before("link", "obsidian_tag", _tag)
    inline.before("link", "obsidian_inline_footnote", _inline_footnote)
    inline.before("link", "obsidian_lone_bracket", _lone_bracket)


def link_plugin(md: MarkdownIt) -> None:
    """Add wikilinks, embeds and block ids to ``md``, and nothing else."""
    inline = md.inline.ruler
    inline.before("link", "obsidian_wikilink", _wikilink)
    inline.before("image", "obsidian_embed", _embed)
    inline.before("link", "obsidian_block_id", _block_id)


def _push(state: StateInline, kind: str, start: int, end: int) -> Token:
    """Push a token for ``src[start:end]``; ``offset`` counts the lines before it in its block."""
    token = state.push(kind, "", 0)
    token.content = state.src[start:end]
    token.meta = {"offset": _lines_before(state, start)}
    return token


def _lines_before(state: StateInline, place: int) -> int:
    """Count the lines before a place, on from where it was last asked: a block may be long."""
    src, known, count = state.env.get(_LINES, ("", 0, 0))
    if src is not state.src or known > place:
        known = count = 0
    count += state.src.count("\n", known, place)
    state.env[_LINES] = (state.src, place, count)
    return int(count)


def _wikilink(state: StateInline, silent: bool) -> bool:
    return _link_rule(state, silent, start=state.pos, kind="wikilink")


def _embed(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("![[", state.pos):
        return False
    return _link_rule(state, silent, start=state.pos + 1, kind="embed")


_TOLD = 200
"""How many characters of what is no link are kept, to tell of it."""


def _link_rule(state: StateInline, silent: bool, *, start: int, kind: str) -> bool:
    """Recognise ``[[…]]`` at ``start``; a link inside a Markdown link's text is text."""
    if not state.src.startswith("[[", start) or state.linkLevel > 0:
        return False
    link = find_wikilink(state.src, start, state.posMax)
    if link is None:
        if silent or not is_malformed_link(state.src, start, state.posMax):
            return False
        _note_malformed(state, start)
        state.append_pending(state.src[state.pos : start + 2])
        state.pos = start + 2
        return True
    end, inner = link
    if not silent:
        token = _push(state, kind, state.pos, end)
        token.meta["inner"] = inner
    state.pos = end
    return True


def _note_malformed(state: StateInline, start: int) -> None:
    """Note what is no link; one token of a text holds all of them, however many there are."""
    limit = min(state.posMax, state.pos + _TOLD)
    close = state.src.find("]]", start + 2, limit)
    place = state.src[state.pos : limit if close < 0 else close + 2].partition("\n")[0]
    if state.env.get(_MALFORMED, (None,))[0] is not state:
        state.env[_MALFORMED] = (state, _push(state, "malformed_links", start, start))
    token: Token = state.env[_MALFORMED][1]
    places = token.meta.setdefault("places", [])
    check_count(4 * len(places))  # each has text around it
    places.append((_lines_before(state, start), place))


def _lone_bracket(state: StateInline, silent: bool) -> bool:
    """Brackets that nothing closes are text at once: the parser would read on to the end.

    The last two of many are left: what follows them may have been meant as a link.
    """
    brackets = _BRACKETS.match(state.src, state.pos, state.posMax)
    if brackets is None or _closes(state):
        return False
    opening = brackets[0]
    if not silent:
        state.append_pending(opening)
    state.pos += len(opening)
    return True


def _closes(state: StateInline) -> bool:
    """Say whether a ``]`` stands further on; it is looked for once, not for each bracket."""
    src, close = state.env.get(_CLOSE, ("", 0))
    if src is not state.src or 0 <= close < state.pos:
        close = state.src.find("]", state.pos)
        state.env[_CLOSE] = (state.src, close)
    return bool(0 <= close < state.posMax)


def _highlight(state: StateInline, silent: bool) -> bool:
    """``==text==``: no blank just inside the marks, as Obsidian wants."""
    start = state.pos + 2
    if not state.src.startswith("==", state.pos) or state.src[start : start + 1] in (
        "",
        "=",
        " ",
        "\n",
    ):
        return False
    close = _find_closing(state, "==", start)
    if close is None or state.src[close - 1] in " \n":
        return False
    if not silent:
        state.push("highlight_open", "mark", 1)
        _tokenize_between(state, start, close)
        state.push("highlight_close", "mark", -1)
    state.pos = close + 2
    return True


def _inline_footnote(state: StateInline, silent: bool) -> bool:
    """``^[text]``: a footnote written where it is called (Obsidian help, "Footnotes")."""
    if not state.src.startswith("^[", state.pos):
        return False
    start = state.pos + 2
    if state.src.find("]", start, state.posMax) < 0:
        return False
    close = state.md.helpers.parseLinkLabel(state, state.pos + 1, False)
    if close < start or not state.src[start:close].strip():
        return False
    if not silent:
        state.push("inline_footnote_open", "", 1)
        _tokenize_between(state, start, close)
        state.push("inline_footnote_close", "", -1)
    state.pos = close + 1
    return True


def _tokenize_between(state: StateInline, start: int, end: int) -> None:
    saved_max = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = saved_max


def _find_closing(state: StateInline, mark: str, start: int) -> int | None:
    """Return where ``mark`` closes, code spans and links being jumped over."""
    if state.src.find(mark, start, state.posMax) < 0:
        return None
    saved = state.pos
    state.pos = start
    close = None
    while state.pos < state.posMax:
        if state.src.startswith(mark, state.pos):
            close = state.pos
            break
        state.md.inline.skipToken(state)
    state.pos = saved
    return close if close is not None and close > start else None


def _comment(state: StateInline, silent: bool) -> bool:
    """``%%…%%`` leaves nothing; an opening mark alone may close in a later block."""
    if not state.src.startswith("%%", state.pos):
        return False
    start = state.pos
    close = state.src.find("%%", start + 2, state.posMax)
    if close < 0 and not silent:
        _push(state, "comment_mark", start, start + 2)
    state.pos = start + 2 if close < 0 else close + 2
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    """``#tag``: letters, digits, ``-``, ``_``, ``/`` and at least one that is no digit."""
    if state.src[state.pos] != "#":
        return False
    if state.pos and state.src[state.pos - 1] not in _BEFORE_TAG:
        return False
    match = _TAG.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        _push(state, "tag", match.start(1), match.end())
    state.pos = match.end()
    return True


def _block_id(state: StateInline, silent: bool) -> bool:
    """`` ^id`` at the very end of a block; after an embed the app wants no blank."""
    if state.src[state.pos] != "^" or state.posMax != len(state.src):
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    if not before.isspace() and before != "]":
        return False
    match = _BLOCK_ID.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        _push(state, "block_id", match.start(1), match.end(1))
    state.pos = state.posMax
    return True
