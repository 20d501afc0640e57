"""Formulas as Typst's code, from the MathML of a note: what it says is only ever a string."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import Final

from docutils import nodes

from vademecum import nodes as vn
from vademecum.formulas.mathml import BRACES, OVER
from vademecum.formulas.reader import FormulaReader, UndrawableError
from vademecum.pdf.problems import Problem
from vademecum.pdf.syntax import NOTHING, array, boolean, call, joined, string
from vademecum.pdf.translator import TypstTranslator

_NEGATED: Final = "\u0338"
_UNSEEN: Final = dict.fromkeys((0x2061, 0x2062, 0x2063, 0xFE00, 0xFE01))
"""Applied to, times, and what ``\\left.`` leaves; which of two shapes a letter has."""

_FENCES: Final = frozenset("()[]{}|‖⌈⌉⌊⌋⟨⟩⟦⟧⎰⎱⟮⟯⌜⌝⌞⌟/\\↑↓↕⇑⇓⇕\u2223\u2225\u2063")
_UNDER: Final = frozenset("\u23df\u23b5\u23dd\u23e1")
_STROKES: Final = {
    "updiagonalstrike": {},
    "downdiagonalstrike": {"inverted": "true"},
    "updiagonalstrike downdiagonalstrike": {"cross": "true"},
}
_LIMITED: Final = frozenset("∑∏∐⋂⋃⋀⋁⨀⨁⨂⨄⨆")
"""Signs that take what stands under and over them to their side within a line."""


def formula(node: vn.formula | vn.formula_block, translator: TypstTranslator) -> str:
    """Return a formula, its LaTeX source as the words for those who cannot see it."""
    return _equation(node["mathml"], node, translator)


def host_formula(node: nodes.math | nodes.math_block, translator: TypstTranslator) -> str:
    """Return a formula of a page of the host's, or its source."""
    block = isinstance(node, nodes.math_block)
    try:
        mathml = FormulaReader().mathml(node.astext(), block=block)
    except UndrawableError:
        translator.warn(Problem.MATH, node, source=node.astext()[:60])
        return call("mono", translator.exact(node.astext()))
    return _equation(mathml, node, translator)


def _equation(mathml: str, node: nodes.Element, translator: TypstTranslator) -> str:
    tree = ET.fromstring(mathml)
    body = _Writer(translator).row(list(tree))
    block = tree.get("display") == "block"
    within = block and isinstance(node.parent, nodes.TextElement)
    if within:  # a paragraph of Typst's drops the blocks in it
        block, body = False, call("math.display", body)
    spoken = string(translator.glyphs.shown(" ".join(node.astext().split())))
    equation = call("math.equation", body, block=boolean(block), alt=spoken)
    return _on_its_line(equation, node) if within else equation


def _on_its_line(equation: str, node: nodes.Element) -> str:
    """Return a displayed formula in the middle of a line of its paragraph."""
    siblings = node.parent.children
    place = siblings.index(node)
    before, after = siblings[:place][-1:], siblings[place + 1 : place + 2]
    breaks = [
        ["linebreak()"] if near and not isinstance(near[0], vn.line_break) else []
        for near in (before, after)
    ]
    return joined([*breaks[0], "h(1fr)", equation, "h(1fr)", *breaks[1]])


class _Writer:
    """Writes elements of checked MathML."""

    def __init__(self, translator: TypstTranslator) -> None:
        self.translator = translator
        self._shapes: dict[str, Callable[[ET.Element], str]] = {
            "mi": self._identifier,
            "mo": self._operator,
            "mn": lambda element: string(self._shown(element)),
            "mtext": self._text,
            "mspace": _space,
            "mstyle": self._style,
            "mfrac": self._fraction,
            "msqrt": lambda element: call("math.sqrt", self.row(list(element))),
            "mroot": lambda element: call("math.root", *reversed(self._each(element))),
            "msub": self._attached("br"),
            "msup": self._attached("tr"),
            "msubsup": self._attached("br", "tr"),
            "munder": self._limits("b"),
            "mover": self._limits("t"),
            "munderover": self._limits("b", "t"),
            "mmultiscripts": self._scripts,
            "mtable": self._table,
            "mphantom": lambda element: call("hide", self.row(list(element))),
            "mpadded": self._padded,
            "menclose": self._enclosed,
        }

    def row(self, elements: list[ET.Element]) -> str:
        """Return elements side by side; brackets around them are as high as what is between."""
        ends = elements[:1] + elements[-1:] if len(elements) > 1 else []
        parts = [self._element(element) for element in elements]
        body = joined([_CONTENT, *parts]) if len(parts) > 1 else joined(parts)
        return call("math.lr", body) if ends and all(map(_stretches, ends)) else body

    def _element(self, element: ET.Element) -> str:
        return self._shapes.get(element.tag, self._row_of)(element)

    def _row_of(self, element: ET.Element) -> str:
        return self.row(list(element))

    def _each(self, element: ET.Element) -> list[str]:
        """Return the children one by one; an empty one is an argument too."""
        return [self._element(child) for child in element]

    def _shown(self, element: ET.Element) -> str:
        text = (element.text or "").strip().translate(_UNSEEN)
        return self.translator.glyphs.shown(text)

    def _identifier(self, element: ET.Element) -> str:
        text = self._shown(element)
        if len(text) != 1:
            return call("math.op", string(text)) if text else NOTHING
        shown = call("symbol", string(text))
        return call("math.upright", shown) if element.get("mathvariant") == "normal" else shown

    def _operator(self, element: ET.Element) -> str:
        text = self._shown(element)
        if not text:
            return NOTHING
        shown = call("symbol", string(text)) if len(text) == 1 else string(text)
        if (size := element.get("minsize")) is not None:
            return call("math.lr", shown, size=size)
        if text in _FENCES and element.get("stretchy") == "true":
            return call("math.mid", shown)
        return shown

    def _text(self, element: ET.Element) -> str:
        letters = {"b": "strong", "i": "emph", "em": "emph", "u": "underline", "code": "mono"}
        parts = [self.translator.exact(element.text)] if element.text else []
        for child in element:
            parts.append(call(letters[child.tag], self._text(child)))
            parts += [self.translator.exact(child.tail)] if child.tail else []
        return joined(parts)

    def _style(self, element: ET.Element) -> str:
        children = list(element)
        if len(children) == 1 and children[0].tag == "mtable":
            return self._table(children[0], element.get("scriptlevel", "0"))
        body = self.row(children)
        if (colour := element.get("mathcolor")) is not None:
            body = call("text", body, fill=call("rgb", string(colour)))
        size = _size(element.attrib)
        return call(size, body) if size else body

    def _fraction(self, element: ET.Element) -> str:
        above, below = self._each(element)
        if element.get("linethickness") == "0":
            return call("math.mat", array([above]), array([below]), delim="none", row_gap="0.3em")
        return call("math.frac", above, below)

    def _attached(self, *sides: str) -> Callable[[ET.Element], str]:
        def shape(element: ET.Element) -> str:
            base, *rest = self._each(element)
            return call("math.attach", base, **dict(zip(sides, rest, strict=True)))

        return shape

    def _limits(self, *sides: str) -> Callable[[ET.Element], str]:
        def shape(element: ET.Element) -> str:
            if (accent := self._accent(element)) is not None:
                return accent
            base, *rest = self._each(element)
            movable = element[0].tag == "mo" and element[0].get("movablelimits") != "false"
            if not (movable and (element[0].text or "") in _LIMITED):
                base = call("math.limits", _stretched(element[0], base))
            return call("math.attach", base, **dict(zip(sides, rest, strict=True)))

        return shape

    def _accent(self, element: ET.Element) -> str | None:
        sign = element[1].text or ""
        if not element.get("accent") and not element.get("accentunder"):
            return None
        body = self._element(element[0])
        if sign in BRACES:
            place = "under" if element.tag == "munder" else "over"
            return call(f"math.{place}{BRACES[sign]}", body)
        return call("math.accent", body, string(OVER[sign]))

    def _scripts(self, element: ET.Element) -> str:
        """Return a base with scripts on both sides, first those behind it."""
        children = list(element)
        middle = next(i for i, child in enumerate(children) if child.tag == "mprescripts")
        behind, before = children[1:middle], children[middle + 1 :]
        sides = dict(zip(("br", "tr"), behind, strict=False))
        sides |= zip(("bl", "tl"), before, strict=False)
        given = {side: self._element(child) for side, child in sides.items()}
        return call("math.attach", self._element(children[0]), **given)

    def _table(self, table: ET.Element, level: str = "0") -> str:
        """Return a table; of one with rules, what Typst has for tables outside formulas."""
        size = _size({**table.attrib, "scriptlevel": level})
        if any(_edges(element) for element in table.iter()):
            return self._ruled(table, size)
        if any("math-edge" in _classes(cell) for cell in table.iter("mtd")):
            rows = [array(self._step(row, size)) for row in table]
        else:
            rows = [array(self._cell(cell, size) for cell in row) for row in table]
        close = any("math-close-left" in _classes(cell) for row in table for cell in row)
        small = size == "math.script"
        gap = "0em" if close or "math-wide" in _classes(table) else "0.4em" if small else "1em"
        below = "0.2em" if small else "0.5em"
        drawn = call("math.mat", *rows, delim="none", column_gap=gap, row_gap=below)
        return call("math.display", drawn)  # else its cells would be smaller than they ask for

    def _cell(self, cell: ET.Element, size: str) -> str:
        """Return a cell, at the side of its column that it asks for."""
        names = _classes(cell)
        body = call(size, self.row(list(cell)))
        if "math-side" in names or "math-edge" in names:  # of a number
            return joined(["h(2em)", body]) if len(cell) else NOTHING
        if "math-right" in names:
            before = ["h(2em)"] if "math-close-right" in names else []
            return joined([*before, body, _POINT])
        if "math-left" in names:
            return joined([_POINT, *_room(cell), body])
        return body

    def _step(self, row: ET.Element, size: str) -> list[str]:
        """Return a line of a formula of several, each further to the right, and its number."""
        middle, number = row[1], row[2]
        steps = {"math-left": "0em", "math-right": "4em"}.get(_side(middle), "2em")
        body = call(size, self.row(list(middle)))
        return [joined([_POINT, f"h({steps})", body]), self._cell(number, size)]

    def _ruled(self, table: ET.Element, size: str) -> str:
        width = max((len(row) for row in table), default=1)
        cells: list[str] = []
        lines = _lines(table)
        for row in table:
            cells += [self._boxed(call(size, self.row(list(cell)))) for cell in row]
        first = list(table[0]) if len(table) else []
        sides = array(_SIDES.get(_side(cell), "center") for cell in first)
        grid = call(
            "grid",
            *lines,
            *cells,
            columns=str(width),
            inset="(x: 0.4em, y: 0.3em)",
            align=sides,
            stroke="none",
        )
        return call("box", grid, baseline="50% - 0.25em")

    def _boxed(self, body: str) -> str:
        """Return a formula within a formula, all of its height counted."""
        return joined(["set par(leading: 0em)", call("math.equation", body)])

    def _padded(self, element: ET.Element) -> str:
        """Return what takes no room to one side: a phantom's height, or its width."""
        body = call("math.equation", self.row(list(element)))
        side = {"width": "0pt"} if element.get("width") else {"height": "0pt"}
        return call("box", body, **side)

    def _enclosed(self, element: ET.Element) -> str:
        body = self.row(list(element))
        notation = element.get("notation", "")
        if notation == "box":
            return call("box", self._boxed(call("math.display", body)), stroke=_LINE, inset="3pt")
        return call("math.cancel", body, **_STROKES[notation])


_CONTENT: Final = "[]"
"""Nothing. Signs joined to it are content; joined to one another they would be a word."""
_LINE: Final = "0.5pt"
_SIDES: Final = {"math-left": "left", "math-right": "right"}
_POINT: Final = "$&$.body"
"""The one sign of alignment, which no function of Typst makes."""


def _classes(element: ET.Element) -> list[str]:
    return element.get("class", "").split()


def _stretches(element: ET.Element) -> bool:
    sign = (element.text or "").strip()
    free = element.get("stretchy") in {None, "true"} and element.get("minsize") is None
    return element.tag == "mo" and sign in _FENCES and sign != "" and free


def _stretched(element: ET.Element, code: str) -> str:
    """Return an arrow as wide as what stands over it."""
    arrow = element.tag == "mo" and (element.text or "") in "←→↔↦⇐⇒⇔⇌↩↪↼⇀↽⇁⇋⟵⟶⟷"
    return call("math.stretch", code, size="100% + 1em") if arrow else code


def _space(element: ET.Element) -> str:
    if "math-back" in _classes(element):
        return "h(-0.1667em)"
    width = element.get("width", "0")
    return f"h({width})" if width != "0" else NOTHING


def _size(level: Mapping[str, str]) -> str:
    """Return the function that sets a part in the size that it asks for; empty: none."""
    if level.get("scriptlevel", "0") != "0":
        return "math.script"
    return {"true": "math.display", "false": "math.inline"}.get(level.get("displaystyle", ""), "")


def _room(cell: ET.Element) -> list[str]:
    """Return the room before a sign that begins a cell: it stands between two cells."""
    first = next(iter(cell), None)
    sign = first is not None and first.tag == "mo" and (first.text or "") not in _FENCES
    return ["h(0.2778em)"] if sign and "math-close-left" in _classes(cell) else []


def _side(cell: ET.Element) -> str:
    return next((name for name in _classes(cell) if name in _SIDES), "")


def _edges(element: ET.Element) -> list[tuple[str, str]]:
    """Return the rules of a table or a cell: where, and of which kind."""
    parts = [name.split("-") for name in _classes(element)]
    return [(part[2], part[1]) for part in parts if part[1] in {"solid", "dashed"}]


def _lines(table: ET.Element) -> list[str]:
    """Return the rules of an array, each by how many rows or columns stand before it."""
    lines: dict[tuple[str, int], str] = {}
    for edge, kind in _edges(table):
        place = {"top": ("h", 0), "bottom": ("h", len(table)), "left": ("v", 0)}[edge]
        lines[place] = kind
    for number, row in enumerate(table):
        for column, cell in enumerate(row, 1):
            for edge, kind in _edges(cell):
                lines[("h", number) if edge == "top" else ("v", column)] = kind
    return [
        call(
            f"grid.{way}line",
            stroke=_LINE if kind == "solid" else f"(thickness: {_LINE}, dash: {string(kind)})",
            **{"y" if way == "h" else "x": str(at)},
        )
        for (way, at), kind in lines.items()
    ]
