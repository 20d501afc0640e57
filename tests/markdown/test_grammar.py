"""The grammar, case by case: what is written, and the document that it becomes.

The cases are in ``grammar/*.md`` beside this file: a heading, the Markdown, the document as
docutils prints it, and what the build says of it. Add a case by writing its heading and its
Markdown; then ``REGENERATE=1 make test`` (or ``REGENERATE=1 pytest`` and this file) writes the
rest, to be read before it is kept.

    ## Title of the case
    ~~~~~~~~~~ md
    [[Note]]
    ~~~~~~~~~~ tree
    <paragraph>
    ~~~~~~~~~~ says
    link-ghost 1
    ~~~~~~~~~~
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Vault
from docutils import nodes

from vademecum.vault.names import NotePath

FOLDER = Path(__file__).parent / "grammar"
REGENERATE = bool(os.environ.get("REGENERATE"))
FENCE = "~" * 10
_CASE = re.compile(
    rf"^## (?P<title>[^\n]*)\n{FENCE} md\n(?P<md>.*?)(?:^{FENCE} tree\n(?P<tree>.*?))?"
    rf"(?:^{FENCE} says\n(?P<says>.*?))?^{FENCE}\n",
    re.MULTILINE | re.DOTALL,
)
BESIDE = {
    "index.md": "",
    "Note.md": "# Note\n\n## Titre\n\nTexte. ^bloc\n",
    "Autre note.md": "---\naliases: Alias\n---\nTexte.\n",
    "image.png": b"x",
    "son.mp3": b"x",
    "film.mp4": b"x",
    "texte.pdf": b"x",
}
_DROPPED = frozenset(
    "mathml line last_line lineno backrefs names dupnames note known classes".split()
)
_DEFAULTS = ("False", "[]", "", "None", "preserve")


@dataclass(frozen=True)
class Case:
    file: str
    number: int
    title: str
    md: str
    tree: str
    says: str

    @property
    def path(self) -> str:
        return f"cas/{self.file}-{self.number:03}.md"


def read(file: Path) -> list[Case]:
    found = _CASE.finditer(file.read_text(encoding="utf-8"))
    return [
        Case(file.stem, i, m["title"], m["md"].removesuffix("\n"), m["tree"] or "", m["says"] or "")
        for i, m in enumerate(found)
    ]


CASES = [case for file in sorted(FOLDER.glob("*.md")) for case in read(file)]


def dump(node: nodes.Node, depth: int = 0) -> str:
    """Print a document with what matters of it."""
    indent = "  " * depth
    if isinstance(node, nodes.Text):
        lines = node.astext().split("\n")
        return "".join(f"{indent}{line}|\n" for line in lines)
    assert isinstance(node, nodes.Element)
    attributes = "".join(
        f" {name}={_shown(value)}"
        for name, value in sorted(node.attributes.items())
        if name not in _DROPPED and str(value) not in _DEFAULTS and not name.startswith("xml")
    )
    classes = "".join(f" .{name}" for name in node["classes"])
    inner = "".join(dump(child, depth + 1) for child in node.children)
    return f"{indent}<{node.tagname}{classes}{attributes}>\n{inner}"


def _shown(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


@pytest.fixture(scope="module")
def results(module_vault: Vault) -> dict[str, tuple[str, str]]:
    """Build all cases as one vault; return the tree and the words of each."""
    files = {case.path: case.md for case in CASES}
    module_vault.write({**BESIDE, **files})
    built = module_vault.build("dummy")
    found = {}
    for case in CASES:
        note = built.handbook.notes[NotePath(case.path)]
        doctree = built.env.get_doctree(note.docname)
        section = next(iter(doctree.findall(nodes.section)))
        children = section.children[1:] if not section["source_level"] else [section]
        children += [child for child in doctree.children if child is not section]
        told = [f"{f.code} {f.line}\n" for f in built.findings if f.path == case.path]
        own = [w for w in built.warnings if w.path == case.path]
        told += [f"{w.code} {w.line}\n" for w in own if not w.code.startswith("vademecum.")]
        says = "".join(told)
        found[case.path] = ("".join(map(dump, children)), says)
    if REGENERATE:
        _write(found)
    return found


def _write(found: dict[str, tuple[str, str]]) -> None:
    for file in sorted(FOLDER.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        head = text[: _CASE.search(text).start()]
        cases = [
            f"## {case.title}\n{FENCE} md\n{case.md}\n{FENCE} tree\n{found[case.path][0]}"
            f"{FENCE} says\n{found[case.path][1]}{FENCE}\n"
            for case in CASES
            if case.file == file.stem
        ]
        file.write_text(head + "\n".join(cases), encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.title}")
def test_case(case: Case, results: dict[str, tuple[str, str]]) -> None:
    tree, says = results[case.path]
    if not REGENERATE:
        assert tree == case.tree
        assert says == case.says


def test_no_case_is_lost() -> None:
    """Every heading of a case file begins a case that can be read."""
    for file in FOLDER.glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert len(read(file)) == text.count(f"\n{FENCE} md\n"), file.name


def test_every_case_is_written_out() -> None:
    assert [case.title for case in CASES if not (case.tree or case.says)] == []
