"""The order of the book, from the vault alone, and that every page can be reached."""

from __future__ import annotations

import pytest
from conftest import Build, Built

from vademecum.html.page_context import MOST_IN_MENU


def sequence(built: Built) -> list[str]:
    return list(built.handbook.order.sequence)


def parent(built: Built, path: str) -> str | None:
    return built.handbook.order.parent.get(path)  # type: ignore[call-overload, no-any-return]


def test_questions_then_their_resources_as_mentioned(build: Build) -> None:
    built = build(
        {
            "index.md": "[[Q2]] [[Q1]]\n",
            "Q1.md": "---\ntags: question\n---\n[[R2]] [[R1]]\n",
            "Q2.md": "---\ntags: question\n---\n[[R3]] [[R1]]\n",
            **{f"R{i}.md": "---\ntags: ressource\n---\nx\n" for i in (1, 2, 3)},
            "Z.md": "x\n",
        }
    )
    assert sequence(built) == ["index.md", "Q2.md", "R3.md", "R1.md", "Q1.md", "R2.md", "Z.md"]
    assert built.codes == []


@pytest.mark.parametrize(
    "front",
    [
        "parent: Haut",
        "parent: '[[Haut]]'",
        "parent: [[Haut]]",
        "parent: Le titre",
        "eleventyNavigation:\n  parent: Haut",
        "parent: haut.md",
    ],
)
def test_parent_given(build: Build, front: str) -> None:
    built = build({"Haut.md": "# Le titre\n", "Bas.md": f"---\n{front}\n---\nx\n"})
    assert parent(built, "Bas.md") == "Haut.md"
    assert built.codes == []


def test_navigation_key(build: Build) -> None:
    built = build(
        {
            "Haut.md": "---\neleventyNavigation:\n  key: Clé\n---\nx\n",
            "Bas.md": "---\neleventyNavigation:\n  parent: Clé\n---\nx\n",
        }
    )
    assert parent(built, "Bas.md") == "Haut.md"


def test_folders(build: Build) -> None:
    built = build(
        {"d/d.md": "x\n", "d/a.md": "x\n", "d/e/b.md": "x\n", "f/README.md": "x\n", "f/c.md": "x\n"}
    )
    assert [parent(built, p) for p in ("d/a.md", "d/e/b.md", "f/c.md")] == [
        "d/d.md",
        "d/d.md",
        "f/README.md",
    ]


def test_missing_parent(build: Build) -> None:
    built = build({"Haute.md": "x\n", "Bas.md": "---\nparent: Hautte\n---\nx\n"})
    assert built.warned("parent-missing") == [("Bas.md", 2)]
    assert built.arguments("parent-missing") == [{"parent": "Hautte", "hint": "Haute"}]
    assert "bas" in built.reachable()


def test_parents_in_a_ring(build: Build) -> None:
    built = build({f"{a}.md": f"---\nparent: {b}\n---\nx\n" for a, b in ("AB", "BC", "CA")})
    assert len(built.warned("parent-cycle")) == 1
    assert sorted(sequence(built)) == ["A.md", "B.md", "C.md"]
    assert {"a", "b", "c"} <= built.reachable()


def test_own_parent(build: Build) -> None:
    built = build({"A.md": "---\nparent: A\n---\nx\n"})
    assert len(built.codes) == 1
    assert sequence(built) == ["A.md"]


def test_every_page_is_reachable(build: Build) -> None:
    files = {f"d{i % 7}/e{i % 3}/N{i}.md": f"# N{i}\n" for i in range(60)}
    built = build({"index.md": "# Accueil\n", **files})
    assert {n.docname for n in built.handbook.notes.values()} <= built.reachable()


@pytest.mark.slow
def test_a_page_costs_the_same_in_a_large_vault(build: Build) -> None:
    small = build({f"N{i:03}.md": "x\n" for i in range(40)}, out="small")
    size = len(small.html("n020"))
    large = build({f"N{i:03}.md": "x\n" for i in range(400)}, out="large", parallel=2)
    assert abs(len(large.html("n020")) - size) < 200


def test_no_toctree_is_needed(build: Build) -> None:
    assert build({"index.md": "x\n", "a/b/c/Perdue.md": "x\n"}).codes == []


def test_the_page_of_a_domain_with_many_skills_stays_light(build: Build) -> None:
    """Up to fifty have their cards, more a line each: a page weighs 400 kB at most."""
    skill = "- Faire {0} ^cur-{0:02}\n" + "".join(
        f"\t- niveau {n}:: Je fais cela {'assez bien ' * 20}.\n" for n in range(1, 5)
    )
    for count in (50, 51):
        listed = "".join(skill.format(n) for n in range(1, count + 1))
        built = build({"L.md": f"---\ncompetences: true\n---\n# L\n\n## Curation\n\n{listed}"})
        page = built.outdir / "domaines" / "curation.html"
        assert page.stat().st_size < 400_000
        assert {f"CUR-{n:02}" for n in range(1, count + 1)} <= set(
            built.soup("domaines/curation").get_text(" ").split()
        )
        assert bool(built.soup("domaines/curation").select(".skill-lines")) == (count > 50)


def test_menu_of_very_many_domains(build: Build) -> None:
    """The menu stands on every page: what it lists does not grow with the number of domains."""
    headings = "".join(f"## Domaine {i}\n\n- Faire {i}\n\n" for i in range(MOST_IN_MENU + 1))
    built = build({"S.md": f"---\ncompetences: true\n---\n{headings}"})
    menu = built.soup("s").select_one(".site-domains")
    assert menu is not None
    links = [str(a["href"]) for a in menu.select("a")]
    assert len(links) == MOST_IN_MENU + 1
    assert links[-1] == "catalogue.html"
    assert "Tous les domaines" in menu.get_text()
