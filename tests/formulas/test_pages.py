"""A page draws formulas under its policy; the check tells what is not drawn."""

from __future__ import annotations

import re

import pytest
from conftest import Build
from formula_cases import DRAWN, PAGE, TOLD


def test_the_site_draws_them_within_the_policy(build: Build) -> None:
    built = build({"Formules.md": PAGE})
    soup = built.soup("formules")
    assert len(soup.select("div.math-block > math[display=block]")) == len(DRAWN)
    assert [code.get_text().strip() for code in soup.select("pre")] == TOLD
    assert soup.select("[style]") == []
    lines = [line for line, text in enumerate(PAGE.split("\n"), 1) if text.strip("$") in TOLD]
    assert built.warned("math-not-drawn") == [("Formules.md", line) for line in lines]


def test_every_class_of_a_formula_has_its_style(build: Build) -> None:
    built = build({"Formules.md": PAGE})
    classes = {
        name
        for element in built.soup("formules").select("math [class]")
        for name in element["class"]
    }
    sheet = (built.outdir / "_static" / "vademecum.formulas.css").read_text(encoding="utf-8")
    assert "math-dashed-top" in classes
    assert classes <= set(re.findall(r"\.([\w-]+)", sheet))


LISTED = [
    "- puce\n  $$\n  x\n  $$\n- autre\n",
    "1. puce\n\n   $$\n   x\n   $$\n",
    "Texte collé\n$$\nx\n$$\nsuite\n",
    "- puce\n\t$$\n\tx\n\t$$\n",
    "> [!note] t\n> texte\n> $$\n> x\n> $$\n> fin\n",
    "$$x\n+y$$\n\nfin\n",
    "- puce\n$$\nx\n$$\n",
    "- a\n  - b\n    $$x=1$$\n  - c\n",
]


@pytest.mark.parametrize("text", LISTED)
def test_a_formula_needs_no_blank_line_before_it(build: Build, text: str) -> None:
    built = build({"N.md": f"# N\n\n{text}"})
    assert len(built.soup("n").select("div.math-block > math")) == 1
    assert "$" not in built.soup("n").select_one("main").get_text()  # type: ignore[union-attr]
    assert built.warned("fence-open") == []


def test_a_formula_that_nothing_closes_is_still_told(build: Build) -> None:
    built = build({"N.md": "# N\n\nTexte\n$$\nx\n\nfin\n"})
    assert built.warned("fence-open") == [("N.md", 4)]


def test_a_displayed_formula_may_have_an_id(build: Build) -> None:
    built = build({"N.md": "# N\n\n$$x$$ ^m1\n\nVoir [[#^m1]].\n"})
    (place,) = built.soup("n").select("#bloc-m1")
    assert place.select("math[display=block]")
    assert built.codes == []


def test_words_behind_a_formula_are_words(build: Build) -> None:
    built = build({"N.md": "# N\n\n$$x$$ (1)\n\n$a$ coûte 5\n"})
    main = built.soup("n").select_one("main")
    assert main is not None
    assert len(main.select("math")) == 2
    assert "(1)" in main.get_text()


def test_a_formula_that_only_defines_leaves_no_empty_box(build: Build) -> None:
    built = build({"N.md": "# N\n\n$$\n\\newcommand{\\Mus}{M}\n$$\n\nSoit $\\Mus$.\n"})
    assert built.soup("n").select(".math-block") == []
    assert [math.get_text() for math in built.soup("n").select("math")] == ["M"]
