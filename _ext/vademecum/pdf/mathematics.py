"""LaTeX formulas: docutils reads them into MathML, as for the site; this writes that as Typst."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml

from vademecum.pdf.problems import Problem
from vademecum.pdf.syntax import array, boolean, call, joined, string
from vademecum.pdf.translator import TypstTranslator

_UNREADABLE = (
    MathError,
    ValueError,
    IndexError,
    KeyError,
    AttributeError,
    TypeError,
    RecursionError,
    ET.ParseError,
)


def formula(node: nodes.Element, translator: TypstTranslator, *, block: bool) -> str:
    """Return a formula, its LaTeX source as the words for those who cannot see it."""
    source = node.astext()
    try:
        tree = ET.fromstring(latex2mathml.tex2mathml(source, as_block=block))
        body = _element(tree, translator)
    except _UNREADABLE:
        translator.warn(Problem.MATH, node, source=source[:60])
        return call("mono", translator.exact(source))
    spoken = string(translator.glyphs.shown(" ".join(source.split())))
    return call("math.equation", body, block=boolean(block), alt=spoken)


def _element(element: ET.Element, translator: TypstTranslator) -> str:
    name = element.tag.rpartition("}")[2]
    if name in {"mi", "mo", "mn"}:
        return _signs(name, element, translator)
    if name in {"mtext", "ms"}:
        return translator.exact(element.text or "")
    if name == "mspace":
        return "h(0.3em)"
    parts = [_element(child, translator) for child in element]
    shape = _SHAPES.get(name)
    return shape(parts) if shape is not None else joined(parts)


def _signs(name: str, element: ET.Element, translator: TypstTranslator) -> str:
    text = translator.glyphs.shown((element.text or "").strip())
    if not text:
        return '""'
    if len(text) == 1 and name != "mn":
        shown = call("symbol", string(text))
        upright = element.get("mathvariant") == "normal"
        return call("math.upright", shown) if upright else shown
    return call("math.op", string(text)) if name == "mi" else string(text)


def _two(function: str) -> Callable[[list[str]], str]:
    return lambda parts: call(function, parts[0], parts[1])


def _attached(*sides: str) -> Callable[[list[str]], str]:
    def shape(parts: list[str]) -> str:
        return call("math.attach", parts[0], **dict(zip(sides, parts[1:], strict=True)))

    return shape


def _matrix(rows: list[str]) -> str:
    return call("math.mat", *rows, delim="none")


_SHAPES: dict[str, Callable[[list[str]], str]] = {
    "mfrac": _two("math.frac"),
    "msqrt": lambda parts: call("math.sqrt", joined(parts)),
    "mroot": lambda parts: call("math.root", parts[1], parts[0]),
    "msup": _attached("tr"),
    "msub": _attached("br"),
    "msubsup": _attached("br", "tr"),
    "munder": _attached("b"),
    "mover": _attached("t"),
    "munderover": _attached("b", "t"),
    "mtable": _matrix,
    "mtr": array,
    "mtd": joined,
    "mphantom": lambda parts: call("hide", joined(parts)),
    "menclose": lambda parts: call("math.overline", joined(parts)),
}
