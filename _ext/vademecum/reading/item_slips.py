"""Slips in the items of a skills note, as findings on their lines."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.core.skills.declared import Declared
from vademecum.core.skills.item_slips import is_only_word, reference_word, right_mark
from vademecum.core.skills.notation import is_reference
from vademecum.core.slips.source import shown
from vademecum.findings.codes import Code
from vademecum.findings.warnings import record_finding, record_mend
from vademecum.markdown.read_context import ReadContext
from vademecum.reading.item_text import externals, links


def tell_indent(env: BuildEnvironment, read_context: ReadContext, line: int, name: str) -> None:
    """Tell of a field that stands beside its skill instead of below it."""
    source = read_context.line(line)
    spaces = any(re.match(r" {2,}[-*+] ", other) for other in read_context.lines)
    instead = ("    " if spaces else "\t") + source
    sure = not source.startswith((" ", "\t"))
    replaces = (source, instead) if sure else ("", "")
    record_mend(env, Code.FIELD_INDENT, line, replaces, name=name)


def tell_mark(
    env: BuildEnvironment,
    read_context: ReadContext,
    item: nodes.list_item,
    head: nodes.paragraph,
) -> None:
    """Tell of something like a mark in a skill that has none."""
    if item.get("block") is not None:
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
            record_finding(env, Code.REFERENCE_EMPTY, line, text=shown(text.strip()))
            return not skill
        return False
    if links(head) or externals(head):
        word, known = reference_word(_before_link(head), words)
        if word:
            source = (word, known)
            record_mend(env, Code.REFERENCE_WORD, line, source, word=word, suggestion=known)
    return False


def _before_link(head: nodes.paragraph) -> str:
    parts: list[str] = []
    for node in head.children:
        if isinstance(node, vn.wikilink | nodes.reference):
            break
        parts.append(node.astext())
    return "".join(parts)
