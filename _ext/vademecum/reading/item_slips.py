"""Slips in the items of a skills note, as findings on their lines."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.lint.codes import Code
from vademecum.lint.mark_findings import (
    ends_with_mark,
    is_only_word,
    is_referring,
    marks_in,
    reference_word,
    right_mark,
)
from vademecum.lint.source import shown
from vademecum.lint.warnings import record_finding, record_mend
from vademecum.markdown.read_context import ReadContext
from vademecum.reading.item_text import externals, head_of, line_of, links
from vademecum.skills.declared import Declared
from vademecum.skills.notation import is_reference
from vademecum.vault.vocabulary import REFERENCES, name_in


def tell_indent(env: BuildEnvironment, read_context: ReadContext, line: int, name: str) -> None:
    """Tell of a field that stands beside its skill instead of below it."""
    source = read_context.line(line)
    instead = _indent(read_context) + source
    sure = not source.startswith((" ", "\t"))
    replaces = (source, instead) if sure else ("", "")
    record_mend(env, Code.FIELD_INDENT, line, replaces, name=name)


def tell_mark(
    env: BuildEnvironment,
    read_context: ReadContext,
    item: nodes.list_item,
    head: nodes.paragraph,
) -> None:
    """Tell of something like a mark in a skill that has none, and of a second mark."""
    if item.get("block") is not None:
        _tell_second(env, read_context, head)
        return
    if _tell_lines(env, read_context, head):
        return
    codes = {spec.code.upper() for spec in read_context.settings.domains}
    first = head.line or 1
    for line in range(first, max(first, read_context.ends.get(first, first)) + 1):
        source = read_context.line(line)
        instead = right_mark(source, codes)
        if not instead or instead == source.rstrip():
            continue
        args = {"written": shown(source.strip()), "suggestion": "^" + instead.rpartition("^")[2]}
        record_mend(env, Code.MARK_FORM, line, (source, instead), **args)


def _tell_second(env: BuildEnvironment, read_context: ReadContext, head: nodes.paragraph) -> None:
    first = head.line or 1
    for line in range(first, max(first, read_context.ends.get(first, first)) + 1):
        marks = marks_in(read_context.line(line))
        if len(marks) > 1:
            shown_marks = " ".join(f"^{mark}" for mark in marks)
            record_finding(env, Code.MARK_TWICE, line, marks=shown(shown_marks))


def _tell_lines(env: BuildEnvironment, read_context: ReadContext, head: nodes.paragraph) -> bool:
    """Tell of lines that belong below a skill and run on in its title, mark and all.

    They follow a line that ends with its mark. Return whether there are any.
    """
    first = head.line or 1
    end = max(first, read_context.ends.get(first, first))
    marked = [n for n in range(first, end) if ends_with_mark(read_context.line(n))]
    for line in range(marked[0] + 1, end + 1) if marked else ():
        tell_below(env, read_context, line)
    return bool(marked)


def tell_below(env: BuildEnvironment, read_context: ReadContext, line: int) -> None:
    """Tell of a line that belongs below the skill before it, and stands beside it."""
    source = read_context.line(line)
    text = re.sub(r"\s*(?:[-*+]\s+)?", "", source, count=1)
    if not text[:1].isalnum() and text[:1] not in "[*_«“\"'(":
        return  # the bullet of a word processor: it is told by itself
    instead = f"{_indent(read_context)}- {text}"
    args = {"written": shown(source.strip()), "suggestion": f"- {shown(text.strip())}"}
    record_mend(env, Code.ITEM_BELOW, line, (source, instead), **args)


def tell_one_blank(
    env: BuildEnvironment, read_context: ReadContext, item: nodes.list_item, line: int
) -> None:
    """Tell of an item that one, two or three blanks before its hyphen do not put below another.

    Only after an item without them, and only of one without a mark.
    """
    odd = re.match(r" {1,3}[-*+] ", read_context.line(line)) is not None
    if not odd or item.get("block") is not None or item.parent[0] is item:
        return
    first = item.parent[0]
    assert isinstance(first, nodes.list_item)
    if not read_context.line(line_of(first, head_of(first))).startswith((" ", "\t")):
        tell_below(env, read_context, line)


def tell_place(
    env: BuildEnvironment, read_context: ReadContext, item: nodes.list_item, line: int
) -> None:
    """Tell of a mark that stands below a skill which has none: it is likely the skill's."""
    block = item.get("block")
    if block is not None and ends_with_mark(read_context.line(line)):
        record_finding(env, Code.MARK_PLACE, line, block=block)


def _indent(read_context: ReadContext) -> str:
    """Return what a note indents its items with."""
    spaces = any(re.match(r" {2,}[-*+] ", other) for other in read_context.lines)
    return "    " if spaces else "\t"


def tell_reference(
    env: BuildEnvironment,
    declared: Declared,
    head: nodes.paragraph,
    line: int,
    *,
    skill: bool = False,
) -> bool:
    """Tell of « Voir » without a link, or of a link after a word close to « Voir ».

    A skill may begin with the word; below a skill it gives references. Return whether the item
    is done with: it begins with the word, and gives none.
    """
    text, words = vn.without_markup(head), declared.reference_words
    if is_reference(text, words):
        if links(head) or externals(head):
            return False
        if not skill or is_only_word(text, words):
            word = name_in("see", REFERENCES, declared.language)
            if "[[" not in text:  # else the brackets are told
                record_finding(env, Code.REFERENCE_EMPTY, line, text=shown(text.strip()), word=word)
            return not skill
        return False
    if links(head) or externals(head):
        before = _before_link(head)
        word, known = reference_word(before, words)
        if word:
            source = (word, known)
            record_mend(env, Code.REFERENCE_WORD, line, source, word=word, suggestion=known)
        elif not skill and (not before.strip() or is_referring(before)):
            _tell_bare(env, declared, head, line, before)
    return False


def _tell_bare(
    env: BuildEnvironment, declared: Declared, head: nodes.paragraph, line: int, before: str
) -> None:
    """Tell of a link below a skill that is alone, or behind a word that says what « Voir » says."""
    word = name_in("see", REFERENCES, declared.language)
    text = vn.without_markup(head).strip()
    if before.strip():
        replaces = (before, f"{word} ")
    elif len(head.children) == 1 and isinstance(head[0], vn.wikilink):
        raw = ReadContext.of(env).links[head[0]["link"]].raw
        replaces = (f"- {raw}", f"- {word} {raw}")
    else:
        return
    record_mend(env, Code.REFERENCE_BARE, line, replaces, text=shown(text), word=word)


def _before_link(head: nodes.paragraph) -> str:
    parts: list[str] = []
    for node in head.children:
        if isinstance(node, vn.wikilink | nodes.reference):
            break
        parts.append(node.astext())
    return "".join(parts)
