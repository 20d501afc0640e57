"""The PDF draws the formulas that the site draws, and no text of them is ever code."""

from __future__ import annotations

from formula_cases import DRAWN, PAGE, TOLD
from pdf_vault import MakePdf, make_pdf  # noqa: F401


def test_the_pdf_draws_the_same(make_pdf: MakePdf) -> None:  # noqa: F811
    result = make_pdf({"Formules.md": PAGE})
    said = [" ".join(str(tag.alt).split()) for tag in result.pdf.tagged("Formula")]
    assert said == [" ".join(latex.split()) for latex in DRAWN]
    for latex in TOLD:
        assert latex in result.pdf.text
    assert result.problems == []
    assert len(result.built.warned("math-not-drawn")) == len(TOLD)
    assert "#read(”/etc/passwd”) é" in result.pdf.text
