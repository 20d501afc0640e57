"""The shortcuts through Sphinx and docutils: the same bytes with and without, and less work."""

from __future__ import annotations

import hashlib
import inspect
import os
from pathlib import Path
from typing import Any

import pytest
from conftest import Built, Vault
from docutils import nodes
from docutils.parsers.rst import Parser
from hypothesis import given
from hypothesis import strategies as st
from sphinx import builders
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum import shortcuts
from vademecum.html.site_builder import SiteBuilder
from vademecum.shortcuts import FEW, SHORTCUTS, Shortcut

IMAGE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def notes() -> dict[str, Any]:
    """Return enough notes for the writers to share, with what resolving a page may change."""
    files: dict[str, Any] = {"index.md": "# Accueil\n\n[[Note 1]]\n", "plan.svg": IMAGE}
    for number in range(40):
        files[f"Note {number}.md"] = (
            f"# Note *{number}* : « été »\n\nVoir [[Note {number - 1}]] et [[Absente]].\n\n"
            f"![[Note {number - 1}#Suite]]\n\n![[plan.svg|Le plan {number}]]\n\n"
            f"## Suite\n\n- un[^1]\n- $x^{number}$\n\n[^1]: Une note.\n"
        )
    files["Besoins.md"] = "# Besoins\n\n```{needlist}\n:types: skill\n```\n"
    files["Compétences.md"] = (
        "---\ncompetences: true\n---\n# Compétences\n\n## Curation\n\n"
        "- Écrire un texte ^cur-01\n\t- Voir [[Note 3]]\n"
    )
    return files


def without_shortcuts(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Built:
    """Build as Sphinx does by itself, in one process."""
    for shortcut in SHORTCUTS:
        shortcut.switch_off()
    monkeypatch.setattr(shortcuts, "is_known", lambda _function, _known: False)
    return vault.build(out="plain", parallel=1)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_same_bytes_with_and_without(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    vault.write(notes())
    quick = vault.build(out="quick", parallel=jobs)
    plain = without_shortcuts(vault, monkeypatch)
    assert isinstance(quick.app.builder, SiteBuilder)
    assert type(plain.app.builder) is StandaloneHTMLBuilder
    ours, theirs = quick.files(), plain.files()
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert any(name.startswith("_images/") for name in ours)
    assert sorted(quick.codes) == sorted(plain.codes)


def test_an_edit_gives_what_a_clean_build_gives(vault: Vault) -> None:
    vault.write(notes())
    vault.build(parallel=2)
    vault.write({"Note 7.md": "# Autre titre\n\n[[Note 9]]\n", "Note 8.md": None})
    edited = vault.build(parallel=2).files()
    clean = vault.build(out="clean", parallel=2).files()
    assert edited.keys() == clean.keys()
    assert [name for name in edited if edited[name] != clean[name]] == []


def test_pages_that_no_note_has_are_written_beside_the_notes(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle_page, log = StandaloneHTMLBuilder.handle_page, tmp_path / "log"

    def noted(self: StandaloneHTMLBuilder, name: str, *arguments: Any, **how: Any) -> None:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {name}\n")
        handle_page(self, name, *arguments, **how)

    monkeypatch.setattr(StandaloneHTMLBuilder, "handle_page", noted)
    files = notes()
    files["Compétences.md"] += "\t- Un plan : ![[plan.svg]]\n"
    vault.write(files)
    built = vault.build(parallel=2)
    lines = log.read_text(encoding="utf-8").splitlines()
    by_page = {name: int(process) for process, name in map(str.split, lines)}
    assert len(lines) == len(by_page), "a page was written twice"
    skill = next(name for name in by_page if name.endswith("cur-01"))
    assert os.getpid() not in {by_page[skill], by_page["search"]}
    assert by_page["besoins"] == os.getpid()  # what it shows is counted by sphinx-needs
    assert "_images/" in built.html(skill)
    assert any(name.startswith("data/") for name in built.files())


def test_a_shortcut_gives_way_to_another_source() -> None:
    class Library:
        def answer(self) -> int:
            return 1

    source = hashlib.sha256(inspect.getsource(Library.answer).encode()).hexdigest()[:12]
    for known, wanted in ((source, 2), ("another", 1)):
        shortcut = Shortcut(Library, "answer", lambda _self: 2, frozenset({known}))
        shortcut.switch_on()
        assert Library().answer() == wanted
        shortcut.switch_off()
        assert Library().answer() == 1
    missing = Shortcut(Library, "no_such", lambda _self: 2, frozenset({source}))
    missing.switch_on()
    assert not hasattr(Library, "no_such")


@pytest.mark.parametrize("shortcut", SHORTCUTS, ids=lambda shortcut: shortcut.name)
def test_each_shortcut_is_on_for_a_vault_and_off_for_a_guest(
    vault: Vault, shortcut: Shortcut
) -> None:
    vault.write({"index.md": "# Accueil\n", "notes/N.md": "# Note\n"})
    built = vault.build(out="whole")
    assert getattr(shortcut.owner, shortcut.name) == shortcut.ours
    assert type(built.app.builder) is SiteBuilder
    guest = vault.build(out="guest", vademecum_vault="notes")
    assert getattr(shortcut.owner, shortcut.name) == shortcut.theirs
    assert type(guest.app.builder) is StandaloneHTMLBuilder


def test_another_builder_of_sphinx_is_its_own(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(shortcuts._BUILDER, "render_partial", "another")
    vault.write({"index.md": "# Accueil\n"})
    assert type(vault.build().app.builder) is StandaloneHTMLBuilder


def trees() -> st.SearchStrategy[nodes.Element]:
    """Return trees of a few classes of nodes."""
    texts = st.text(max_size=3).map(nodes.Text)
    kinds = st.sampled_from([nodes.paragraph, nodes.emphasis, nodes.section])
    return st.recursive(
        texts,
        lambda inner: st.builds(
            lambda kind, children: kind("", *children), kinds, st.lists(inner, max_size=4)
        ),
        max_leaves=20,
    ).map(lambda tree: nodes.container("", tree))


@given(trees(), st.sampled_from([None, nodes.Text, nodes.paragraph, nodes.Element, bool]))
def test_a_walk_is_in_the_order_of_docutils(tree: nodes.Element, condition: Any) -> None:
    there = shortcuts._find_all
    for options in ({}, {"include_self": False}, {"descend": False}, {"ascend": True}):
        for start in there(tree):
            wanted = [id(node) for node in there(start, condition, **options)]
            assert [id(n) for n in shortcuts.find_all(start, condition, **options)] == wanted
    both = [id(n) for n in there(tree) if isinstance(n, nodes.Text | nodes.section)]
    assert [id(n) for n in shortcuts.find_all(tree, (nodes.Text, nodes.section))] == both


def test_a_walk_sees_what_is_changed_on_the_way() -> None:
    there = shortcuts._find_all
    walked = []
    for find in (there, shortcuts.find_all):
        tree = nodes.section("", nodes.paragraph("", "a"), nodes.paragraph("", "b"))
        texts = []
        for node in find(tree, nodes.paragraph):
            texts.append(node.astext())
            if node.astext() == "a":
                node.replace_self([nodes.paragraph("", "c"), nodes.paragraph("", "d")])
        walked.append(texts)
    assert walked[0] == walked[1]


def test_settings_of_a_document_are_nobody_elses() -> None:
    shortcuts.ANSWERS.forget()
    defaults = {"traceback": True, "language_code": "fr"}
    one, two = (shortcuts.ANSWERS.settings_of(Parser, defaults=defaults) for _ in range(2))
    fresh = shortcuts._sphinx_settings(Parser, defaults=defaults)
    assert one.__dict__.keys() == fresh.__dict__.keys()
    assert {k: v for k, v in one.__dict__.items() if k != "record_dependencies"} == {
        k: v for k, v in fresh.__dict__.items() if k != "record_dependencies"
    }
    one.record_dependencies.add("a")
    one.smart_quotes = "changed"
    assert two.record_dependencies.list == []
    assert two.smart_quotes != "changed"
    other = shortcuts.ANSWERS.settings_of(Parser, defaults={**defaults, "language_code": "de"})
    assert other.language_code == "de"


@pytest.mark.parametrize(("count", "forked"), [(FEW, False), (FEW + 1, True)])
def test_few_notes_are_read_in_this_process(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, count: int, forked: bool
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        builders, "make_chunks", lambda names, jobs: asked.append(jobs) or [list(names)]
    )
    vault.write({"index.md": "# Accueil\n", **{f"N{n}.md": f"# N{n}\n" for n in range(1, count)}})
    built = vault.build(parallel=2)
    assert bool(asked) is forked
    assert built.app.parallel == 2


def test_shares_hold_each_note_once() -> None:
    names = [str(n) for n in range(11)]
    dealt = shortcuts.one_share_each(names, 4)
    assert sorted(n for share in dealt for n in share) == sorted(names)
    assert len(dealt) == 4
    assert shortcuts.one_share_each(["a"], 4) == [["a"]]
