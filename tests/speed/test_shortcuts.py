"""The shortcuts through Sphinx and docutils: the same bytes with and without, and less work."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from conftest import Vault
from docutils import nodes
from docutils.parsers.rst import Parser
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader
from sphinx.builders.html import StandaloneHTMLBuilder

import compiled
from vademecum.speed import (
    PATCHES,
    document_settings,
    parallel_reading,
    patches,
    templates,
    tree_walks,
)
from vademecum.speed.site_builder import SiteBuilder

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


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_same_bytes_with_and_without(vault: Vault, jobs: int) -> None:
    vault.write(notes())
    quick = vault.build(out="quick", parallel=jobs)
    plain = vault.build(out="plain", parallel=1, vademecum_shortcuts=False)
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


def test_compiled_templates_are_kept_and_follow_their_source(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "compiled_folder", lambda _builder: tmp_path / "compiled")
    (tmp_path / "host").mkdir()
    host = tmp_path / "host" / "page.html"
    vault.write({"index.md": "# Accueil\n", "N.md": "# Note\n"})
    for words in ("Avant", "Après"):
        host.write_text(f"{words} {{{{ title }}}}", encoding="utf-8")
        built = vault.build(fresh=True, templates_path=[str(tmp_path / "host")])
        assert built.html("n") == f"{words} Note"
    kept = sorted((tmp_path / "compiled").iterdir())
    times = [path.stat().st_mtime_ns for path in kept]
    vault.build(fresh=True, templates_path=[str(tmp_path / "host")])
    assert times == [path.stat().st_mtime_ns for path in sorted((tmp_path / "compiled").iterdir())]
    for path in kept:  # a machine that stopped in the middle of a disk's block
        path.write_bytes(path.read_bytes()[:50])
    assert vault.build(fresh=True).html("n").startswith("<!DOCTYPE html>")


def test_templates_that_stand_compiled_are_not_compiled_again(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (templates, compiled):
        monkeypatch.setattr(module, "READY", tmp_path / "ready")
    monkeypatch.setattr(templates, "compiled_folder", lambda _builder: tmp_path / "compiled")
    compiled.compile_templates()
    vault.write(notes())
    vault.build()
    assert list((tmp_path / "compiled").iterdir()) == []
    assert list((tmp_path / "ready").iterdir())


def test_a_template_that_has_changed_is_compiled_anew(tmp_path: Path) -> None:
    ready, page = tmp_path / "ready", tmp_path / "page.html"
    ready.mkdir()
    for words in ("Avant", "Après"):
        page.write_text(words, encoding="utf-8")
        (tmp_path / words).mkdir()
        for cache in (templates.Compiled(tmp_path / words, ready), templates.Compiled(ready)):
            environment = Environment(loader=FileSystemLoader(tmp_path), bytecode_cache=cache)
            assert environment.get_template("page.html").render() == words


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


def test_the_inventory_is_written_when_it_changes(vault: Vault) -> None:
    vault.write(notes())
    built = vault.build()
    file = Path(built.app.outdir) / "objects.inv"
    os.utime(file, (1_000_000_000, 1_000_000_000))
    vault.write({"Note 7.md": "# Note *7* : « été »\n\nD’autres mots.\n\n## Suite\n"})
    vault.build()
    assert file.stat().st_mtime == 1_000_000_000
    vault.write({"Note 7.md": "# Un autre titre\n"})
    changed = vault.build().files()["objects.inv"]
    assert changed == vault.build(out="clean").files()["objects.inv"]
    file.unlink()
    assert vault.build(seen=[]).files()["objects.inv"] == changed


def test_a_patch_gives_way_to_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        def answer(self) -> int:
            return 1

    patch = patches.Patch(Library, "answer", lambda _self: 2)
    patch.put_in()
    assert Library().answer() == 2
    patch.take_out()
    assert Library().answer() == 1
    monkeypatch.setattr(patches, "known_versions", lambda: False)
    patch.put_in()
    assert Library().answer() == 1


def test_each_patch_finds_what_it_replaces() -> None:
    assert [patch.name for patch in PATCHES if patch.theirs is None] == []


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
    there = next(patch.theirs for patch in tree_walks.PATCHES if patch.name == "findall")
    for options in ({}, {"include_self": False}, {"descend": False}, {"ascend": True}):
        for start in there(tree):
            wanted = [id(node) for node in there(start, condition, **options)]
            assert [id(n) for n in tree_walks.find_all(start, condition, **options)] == wanted


def test_a_walk_sees_what_is_changed_on_the_way() -> None:
    there = next(patch.theirs for patch in tree_walks.PATCHES if patch.name == "findall")
    walked = []
    for find in (there, tree_walks.find_all):
        tree = nodes.section("", nodes.paragraph("", "a"), nodes.paragraph("", "b"))
        texts = []
        for node in find(tree, nodes.paragraph):
            texts.append(node.astext())
            if node.astext() == "a":
                node.replace_self([nodes.paragraph("", "c"), nodes.paragraph("", "d")])
        walked.append(texts)
    assert walked[0] == walked[1]


def test_settings_of_a_document_are_nobody_elses() -> None:
    document_settings.ANSWERS.forget()
    defaults = {"traceback": True, "language_code": "fr"}
    one, two = (document_settings.ANSWERS.settings_of(Parser, defaults=defaults) for _ in range(2))
    fresh = document_settings._sphinx_settings(Parser, defaults=defaults)
    assert one.__dict__.keys() == fresh.__dict__.keys()
    assert {k: v for k, v in one.__dict__.items() if k != "record_dependencies"} == {
        k: v for k, v in fresh.__dict__.items() if k != "record_dependencies"
    }
    one.record_dependencies.add("a")
    one.smart_quotes = "changed"
    assert two.record_dependencies.list == []
    assert two.smart_quotes != "changed"
    other = document_settings.ANSWERS.settings_of(
        Parser, defaults={**defaults, "language_code": "de"}
    )
    assert other.language_code == "de"


def test_shares_hold_each_note_once() -> None:
    names = [str(n) for n in range(11)]
    dealt = parallel_reading.shares(names, 4)
    assert sorted(n for share in dealt for n in share) == sorted(names)
    assert len(dealt) == 4
    assert parallel_reading.shares(["a"], 4) == [["a"]]


@given(st.lists(st.integers(0, 299), max_size=40))
def test_the_place_of_a_child_is_the_first_that_a_list_gives(order: list[int]) -> None:
    parent = nodes.paragraph()
    parent += [nodes.inline("", str(number)) for number in range(300)]
    for number in order:
        child = parent.children[number]
        assert tree_walks.index(parent, child) == parent.children.index(child) == number
        parent.remove(child)  # the others move on
        parent.insert(299 - number, child)
        assert tree_walks.index(parent, child) == parent.children.index(child)
    with pytest.raises(ValueError, match="not in list"):
        tree_walks.index(parent, nodes.inline())


def test_a_child_is_looked_for_near_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted(nodes.inline):
        compared = 0

        def __eq__(self, other: object) -> bool:
            Counted.compared += 1
            return self is other

        __hash__ = nodes.inline.__hash__

    parent = nodes.paragraph()
    parent += [Counted() for _ in range(2_000)]
    for child in list(parent.children):
        tree_walks.index(parent, child)
    assert Counted.compared < 2_000 * 130  # two million if each were looked for from the first


def test_links_backwards_are_those_of_sphinx_needs(vault: Vault) -> None:
    vault.write(notes())
    (vault.folder / "Rôle.md").write_text(
        "---\ntags: profil\n---\n# Rôle\n\n- [[Compétences#^cur-01]]\n- CUR-01\n",
        encoding="utf-8",
    )
    quick = vault.build(out="quick").needs()
    plain = vault.build(out="plain", vademecum_shortcuts=False).needs()
    assert quick == plain
    assert any(need.get("requires_back") for need in quick.values())
