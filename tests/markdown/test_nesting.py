"""Marks in marks in blocks in blocks: every word keeps its marks, and comments leave nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bs4.element import Tag
from conftest import Vault
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from thorough import examples, tried_whole

MARKS = {"mark": "==", "strong": "**", "em": "_", "s": "~~"}
BATCH = 12


@dataclass(frozen=True)
class Inline:
    """``kind``: word, comment, note (a footnote), link, or a tag of ``MARKS``."""

    kind: str
    parts: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Block:
    """``kind``: paragraph, item, quote, callout, hidden (a comment).

    Blocks hold a line of their own first.
    """

    kind: str
    line: tuple[Inline, ...]
    below: tuple[Block, ...] = ()


LEAF = st.sampled_from([Inline("word"), Inline("comment"), Inline("link")])
INLINE = st.recursive(
    LEAF,
    lambda inner: st.builds(
        Inline,
        st.sampled_from([*MARKS, "note"]),
        st.lists(inner, min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=6,
)
LINE = st.lists(INLINE, min_size=1, max_size=3).map(tuple)
BLOCK = st.recursive(
    st.builds(Block, st.sampled_from(["paragraph", "hidden"]), LINE),
    lambda inner: st.builds(
        Block,
        st.sampled_from(["item", "quote", "callout"]),
        LINE,
        st.lists(inner, max_size=2).map(tuple),
    ),
    max_leaves=4,
)
NOTES = st.lists(st.lists(BLOCK, min_size=1, max_size=2), min_size=BATCH, max_size=BATCH)


class Oracle:
    """Writes a note, and says which tags each of its words must stand in."""

    def __init__(self) -> None:
        self.words: dict[str, frozenset[str]] = {}
        self.secrets: list[str] = []

    def _word(self, tags: frozenset[str]) -> str:
        word = f"mot{len(self.words)}x"
        self.words[word] = tags
        return word

    def inline(self, part: Inline, tags: frozenset[str]) -> str:
        if part.kind == "comment":
            self.secrets.append(f"secret{len(self.secrets)}x")
            return f"%%{self.secrets[-1]}%%"
        if part.kind == "link":
            return f"[[Cible|{self._word(tags | {'a'})}]]"
        if part.kind == "note" and "aside" not in tags:
            return f"{self._word(tags)}^[{self.line(part.parts, frozenset({'aside'}))}]"
        if part.kind in MARKS and part.kind not in tags:
            mark = MARKS[part.kind]
            inside = tags | {part.kind}
            first, last = self._word(inside), ""
            middle = self.line(part.parts, inside)
            last = self._word(inside)
            return f"{mark}{first} {middle} {last}{mark}"
        return self._word(tags)

    def line(self, parts: Sequence[Inline], tags: frozenset[str]) -> str:
        return " ".join(self.inline(part, tags) for part in parts)

    def block(self, block: Block, tags: frozenset[str]) -> list[str]:
        if block.kind == "hidden":
            self.secrets.append("secret")
            return ["%%", "secret **[[Cible]]**", "", "- secret ==", "%%"]
        inside = {"item": "li", "quote": "blockquote", "callout": "div"}.get(block.kind)
        here = tags | {inside} if inside else tags
        lines = [self._word(here) + " " + self.line(block.line, here)]
        for inner in block.below:
            lines += ["", *self.block(inner, here)]
        if block.kind == "item":
            return ["- " + lines[0], *("  " + line if line else "" for line in lines[1:])]
        if block.kind in {"quote", "callout"}:
            head = ["[!note] Titre"] if block.kind == "callout" else []
            return [("> " + line).rstrip() for line in (*head, *lines)]
        return lines


def tags_of(page: Tag, word: str) -> set[str]:
    """The names of the elements around a word."""
    texts = [text for text in page.find_all(string=True) if word in text]
    assert len(texts) == 1, (word, texts)
    return {parent.name for parent in texts[0].parents}


@tried_whole
@settings(
    max_examples=examples(25),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(notes=NOTES)
def test_marks_in_marks_in_blocks(vault: Vault, notes: list[list[Block]]) -> None:
    oracles = [Oracle() for _note in notes]
    texts = [
        "\n\n---\n\n".join("\n".join(oracle.block(block, frozenset())) for block in blocks)
        for oracle, blocks in zip(oracles, notes, strict=True)
    ]
    vault.write({f"N{i}.md": f"# N\n\n{text}\n" for i, text in enumerate(texts)})
    vault.write({"Cible.md": "# Cible\n"})
    built = vault.build(fresh=True)
    assert built.warnings == []
    for index, oracle in enumerate(oracles):
        page = built.soup(f"n{index}").find("article")
        assert isinstance(page, Tag)
        shown = page.get_text()
        assert "secret" not in shown, texts[index]
        assert "%%" not in shown
        for word, tags in oracle.words.items():
            assert tags - {"aside"} <= tags_of(page, word), (word, tags, texts[index])
            assert "==" not in shown
            assert "^[" not in shown, texts[index]
