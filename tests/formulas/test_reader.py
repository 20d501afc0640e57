"""Formulas: what LaTeX becomes MathML, what is refused, and that nothing else comes through."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from vademecum.formulas.latex import MAX_COMMANDS, NOTE_TOKENS
from vademecum.formulas.mathml import checked
from vademecum.formulas.reader import FormulaReader, UndrawableError

ELEMENTS = {
    *"math mrow mstyle mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup".split(),
    *"munder mover munderover mmultiscripts mprescripts mtable mtr mtd".split(),
    *"mphantom mpadded menclose b i em code u".split(),
}
ATTRIBUTES = {
    *"class display displaystyle scriptlevel mathcolor mathvariant width height depth".split(),
    *"stretchy symmetric form lspace rspace minsize maxsize movablelimits".split(),
    *"linethickness accent accentunder notation".split(),
}


def drawn(latex: str, *, block: bool = True) -> ET.Element:
    return ET.fromstring(FormulaReader().mathml(latex, block=block))


def written(latex: str, *, block: bool = True) -> str:
    """The MathML within the root, without the invisible signs and the room between."""
    text = FormulaReader().mathml(latex, block=block)
    return text.partition(">")[2].removesuffix("</math>")


@pytest.mark.parametrize(
    ("latex", "mathml"),
    [
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\frac1{2}", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\frac{a}b", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
        ("x^12", "<msup><mi>x</mi><mn>1</mn></msup><mn>2</mn>"),
        ("a_12", "<msub><mi>a</mi><mn>1</mn></msub><mn>2</mn>"),
        (r"\sqrt2", "<msqrt><mn>2</mn></msqrt>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\newcommand{\v}{x}\v^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"\newcommand{\p}[2][a]{#1#2}\p{b}\p[c]x", "<mi>a</mi><mi>b</mi><mi>c</mi><mi>x</mi>"),
        (r"\def\p#1{#1}\p x", "<mi>x</mi>"),
        (r"\newcommand{\R}{r}\R", "<mi>r</mi>"),
        ("x % a comment", "<mi>x</mi>"),
        (r"\mbox{a}\hbox{b}", "<mtext>a</mtext><mtext>b</mtext>"),
        (r"\text{a_b & #c}", "<mtext>a_b\u00a0&amp;\u00a0#c</mtext>"),
        (r"\text{5\% de 3}", "<mtext>5%\u00a0de\u00a03</mtext>"),
        (r"\textrm{a}\textup{b}", "<mtext>a</mtext><mtext>b</mtext>"),
        (r"\Large x", "<mi>x</mi>"),
        (r"\mathop{a}_b", "<munder><mi>a</mi><mi>b</mi></munder>"),
        (r"\mathop{a}\limits^c", "<mover><mi>a</mi><mi>c</mi></mover>"),
        (r"\mathop{a}\nolimits_b", "<msub><mi>a</mi><mi>b</mi></msub>"),
        (r"\label{eq:a}x", "<mi>x</mi>"),
    ],
)
def test_latex_is_read_as_latex_is(latex: str, mathml: str) -> None:
    assert written(latex) == mathml


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{equation} a \end{equation}",
        r"\begin{gather} a \\ b \end{gather}",
        r"\begin{multline} a \\ b \end{multline}",
        r"\begin{alignat}{1} a &= b \end{alignat}",
    ],
)
def test_no_number_is_given_by_itself(latex: str) -> None:
    assert "(1)" not in "".join(drawn(latex).itertext())


@pytest.mark.parametrize(
    ("latex", "numbers"),
    [
        (r"E \tag{7}", ["(7)"]),
        (r"E \tag*{Nom}", ["Nom"]),
        (r"\begin{align} a &= b \tag{1} \\ c &= d \\ e &= f \tag{3} \end{align}", ["(1)", "(3)"]),
        (r"\begin{equation} \begin{split} a &= b \end{split} \tag{2} \end{equation}", ["(2)"]),
        (r"\begin{multline} a \\ b \tag{4} \end{multline}", ["(4)"]),
    ],
)
def test_numbers_come_from_the_note(latex: str, numbers: list[str]) -> None:
    assert [text.text for text in drawn(latex).iter("mtext")] == numbers


def cells(latex: str) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in drawn(latex).iter("mtr")]


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{align*} a &= b \\ c &= d \end{align*}",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\begin{split} a &= b \\ c &= d \end{split}",
        r"\begin{alignat}{2} a &= b \\ c &= d \end{alignat}",
        r"\begin{flalign} a &= b \\[1ex] c &= d \end{flalign}",
    ],
)
def test_lines_are_aligned_at_their_sign(latex: str) -> None:
    assert cells(latex) == [["a", "=b"], ["c", "=d"]]
    sides = [cell.get("class", "").split()[0] for cell in drawn(latex).iter("mtd")]
    assert sides == ["math-right", "math-left"] * 2


def test_rows_are_the_notes_even_with_rules_at_the_end() -> None:
    latex = r"\begin{array}{|l|r|} \hline a & b \\ \hline c & d \\ \hline \end{array}"
    assert cells(latex) == [["a", "b"], ["c", "d"]]
    (table,) = drawn(latex).iter("mtable")
    assert table.get("class") == "math-solid-left math-solid-top math-solid-bottom"


def test_a_column_of_an_array_may_say_more_than_its_side() -> None:
    assert cells(r"\begin{array}[t]{@{}c@{}r} a & b \end{array}") == [["a", "b"]]


def test_small_tables_and_stacks() -> None:
    assert cells(r"\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}") == [
        ["a", "b"],
        ["c", "d"],
    ]
    assert cells(r"\sum_{\substack{i<n \\ j<m}} a") == [["i<n"], ["j<m"]]
    assert cells(r"\begin{eqnarray} a &=& b \end{eqnarray}") == [["a", "=", "b"]]


@pytest.mark.parametrize(
    ("latex", "colour", "coloured"),
    [
        (r"\color{red} x + y", "#FF0000", "x+y"),
        (r"\textcolor{red}{x} + y", "#FF0000", "x"),
        (r"\textcolor{#0a0}{x} + y", "#00AA00", "x"),
        (r"\color{#1234ab} x", "#1234AB", "x"),
    ],
)
def test_colours_are_attributes(latex: str, colour: str, coloured: str) -> None:
    tree = drawn(latex)
    (element,) = tree.iterfind(".//*[@mathcolor]")
    assert (element.get("mathcolor"), "".join(element.itertext())) == (colour, coloured)
    assert tree.get("class") == "formula coloured"


def test_boxes_and_strokes_are_told_apart() -> None:
    tree = drawn(r"\boxed{a} \cancel{b} \bcancel{c} \xcancel{d}")
    assert [(e.get("notation"), "".join(e.itertext())) for e in tree.iter("menclose")] == [
        ("box", "a"),
        ("updiagonalstrike", "b"),
        ("downdiagonalstrike", "c"),
        ("updiagonalstrike downdiagonalstrike", "d"),
    ]


def test_a_formula_within_a_text() -> None:
    tree = drawn(r"\text{si $x^2$ va}")
    assert [text.text for text in tree.iter("mtext")] == ["si\u00a0", "\u00a0va"]
    assert len(list(tree.iter("msup"))) == 1


def test_what_a_formula_defines_the_next_ones_of_the_note_know() -> None:
    note = FormulaReader()
    assert note.mathml(r"\newcommand{\Mus}{M} \DeclareMathOperator{\Val}{Val}", block=True) == ""
    assert ">M<" in note.mathml(r"\Mus", block=False)
    assert ">Val<" in note.mathml(r"\Val x", block=False)
    with pytest.raises(UndrawableError):
        FormulaReader().mathml(r"\Mus", block=False)


UNDRAWABLE = [
    r"\ce{H2O}",
    r"\href{javascript:alert(1)}{x}",
    r"\text{\href{https://exemple.org}{x}}",
    r"\htmlStyle{color:red}{x}",
    r"\style{color:red}{x}",
    r"\class{a}{x}",
    r"\includegraphics{a.png}",
    r"\colorbox{yellow}{x}",
    r"\unknown{x}",
    r"\eqref{a}",
    r"\begin{CD} A @>>> B \end{CD}",
    r"\frac{1}",
    r"\left( x",
    "x^",
    "{x",
    "x}",
    "a & b",
    r"\textcolor{nocolour}{x}",
    r"\hspace{-5cm} x",
    r"\raisebox{9cm}{x}",
    r"\underrightarrow{x}",
    r"\newcommand{\begin}{x}",
    r"\newcommand{\a}[1]{#2}\a x",
]


@pytest.mark.parametrize("latex", UNDRAWABLE)
def test_what_cannot_be_drawn_is_refused_whole(latex: str) -> None:
    with pytest.raises(UndrawableError):
        FormulaReader().mathml(latex, block=True)


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 20_000,
        r"\hat " * 4_000 + "x",
        r"\sqrt{" * 900 + "x" + "}" * 900,
        r"\displaystyle x " * 1_500,
        r"\frac x" * 1_500,
        r"\def\a{\a\a}\a",
        r"\def\a{\hat\b}\def\b{\hat\a}\a x",
        r"\newcommand{\a}[1]{#1#1#1#1#1#1#1#1#1}" + r"\a{" * 30 + "x" + "}" * 30,
        "x+" * 20_000,
        r"\mathbf{" * 2_000 + "x" + "}" * 2_000,
    ],
    ids=lambda latex: latex[:12],
)
def test_what_has_no_end_or_is_too_deep_is_refused(latex: str) -> None:
    """In a process of its own: the reader's native code would take this one down."""
    code = (
        "import sys; from vademecum.formulas.reader import *\n"
        "try: FormulaReader().mathml(sys.stdin.read(), block=True)\n"
        "except UndrawableError: print('refused')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=latex,
        capture_output=True,
        text=True,
        timeout=20,
        cwd=ROOT / "_ext",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "refused\n")


def test_the_deepest_that_is_let_through_ends_in_a_small_stack() -> None:
    """The most costly forms, at the bound, in a thread of one megabyte."""
    code = (
        "import threading; from vademecum.formulas.latex import *; from math_core import *\n"
        "threading.stack_size(2 ** 20)\n"
        f"n = {MAX_COMMANDS} // 2 - 2\n"
        "def run():\n"
        "    for a in ('{', chr(92) + 'mathbf{', chr(92) + 'frac{x}{', chr(92) + 'sqrt{'):\n"
        "        source = rewritten(a * n + 'x' + '}' * n, NoteFormulas(), block=True)\n"
        "        LatexToMathML().convert_with_local_state(source, displaystyle=True)\n"
        "    print('done')\n"
        "thread = threading.Thread(target=run); thread.start(); thread.join()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT / "_ext", check=False
    )
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


def test_the_formulas_of_a_note_are_bounded_together() -> None:
    note = FormulaReader()
    note.mathml(r"\newcommand{\a}{" + "x" * 4_000 + "}", block=False)
    count = 0
    with pytest.raises(UndrawableError):
        while count < NOTE_TOKENS:
            note.mathml(r"\a", block=False)
            count += 1
    assert count < NOTE_TOKENS // 4_000


PIECES = [
    *r"\frac \sqrt ^ _ { } [ ] & \\ x 1 + \left( \right) \text \color red #1 #f00 $ % < > ".split(),
    *r'" \begin{align} \end{align} \begin{array}{c|c} \end{array} \hline \tag \newcommand'.split(),
    *r"\boxed \cancel \over \hat \mathbb \! \hspace 1cm \def \a \limits \sum \textcolor".split(),
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_is_written_only_what_is_on_the_list_comes_out(latex: str) -> None:
    try:
        mathml = FormulaReader().mathml(latex, block=True)
    except UndrawableError:
        return
    tree = ET.fromstring(mathml or "<math/>")
    assert {element.tag for element in tree.iter()} <= ELEMENTS
    assert {name for element in tree.iter() for name in element.attrib} <= ATTRIBUTES


@pytest.mark.parametrize(
    "mathml",
    [
        "<math><script>x</script></math>",
        "<math><mtext><a href='x'>x</a></mtext></math>",
        "<math><mi style='background: red'>x</mi></math>",
        "<math><mrow style='color:red'><mi>x</mi></mrow></math>",
        "<math><mi onclick='x'>x</mi></math>",
        "<math><mi href='x'>x</mi></math>",
        "<math><mo minsize='1em); read('>(</mo></math>",
        "<math><mspace width='99cm'/></math>",
        "<math><mfrac><mi>x</mi></mfrac></math>",
        "<math><semantics><annotation-xml/></semantics></math>",
        "<math><merror/></math>",
        "<math><mi>&unknown;</mi></math>",
        "<math>",
        "<math>" + "<mrow>" * 60 + "</mrow>" * 60 + "</math>",
    ],
)
def test_a_library_that_writes_something_else_is_not_believed(mathml: str) -> None:
    with pytest.raises(UndrawableError):
        checked(mathml, block=True)
