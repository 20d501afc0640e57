"""What MathML may come to a page: a tree built again from an allow-list, styles copy classes.

A page's policy refuses styles in attributes, and browsers do not draw all that they know. What is
not on the lists is no error of the page's but of the formula: it is not drawn at all.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Final

from vademecum.formulas.latex import UndrawableError

MAX_DEPTH: Final = 40
"""Elements in one another. Beyond some 70 the compiler of the PDF gives up."""

_LENGTHS: Final = frozenset({"width", "lspace", "rspace", "minsize", "maxsize"})
_LENGTH: Final = re.compile(r"(\d++(?:\.\d++)?+|\.\d++)r?em|0")
_PLAIN: Final = re.compile(r"[A-Za-z0-9.]+")
_ROOM: Final = re.compile(r"(?:padding-(?:left|right):0(?:\.[12]\d*em)?;)+")
"""A thin space beside a group, as beside an operator: it is left to the browser."""
_COLOUR: Final = re.compile(r"color:(#[0-9A-F]{6});")

_SIGN: Final = frozenset(
    {"stretchy", "symmetric", "form", "lspace", "rspace", "minsize", "maxsize", "movablelimits"}
)
_LEVEL: Final = frozenset({"displaystyle", "scriptlevel"})
_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "math": frozenset({"display"}),
    "mrow": _LEVEL,
    "mi": frozenset({"mathvariant"}),
    "mn": frozenset(),
    "mo": _SIGN,
    "mtext": frozenset(),
    "mspace": frozenset({"width"}),
    "mfrac": _LEVEL | {"linethickness"},
    "msqrt": frozenset(),
    "mroot": frozenset(),
    "msub": frozenset(),
    "msup": frozenset(),
    "msubsup": frozenset(),
    "munder": frozenset({"accentunder"}),
    "mover": frozenset({"accent"}),
    "munderover": frozenset(),
    "mmultiscripts": frozenset(),
    "mprescripts": frozenset(),
    "mtable": _LEVEL,
    "mtr": frozenset(),
    "mtd": frozenset(),
    "mphantom": frozenset(),
    "mpadded": frozenset({"width", "height", "depth"}),
    "menclose": frozenset({"notation"}),
}
"""The elements that are drawn, by site and PDF alike, and their attributes."""

_CHILDREN: Final[Mapping[str, int]] = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
_IN_TEXT: Final = frozenset({"b", "i", "em", "code", "u"})
_NOTATIONS: Final = frozenset(
    {"box", "updiagonalstrike", "downdiagonalstrike", "updiagonalstrike downdiagonalstrike"}
)
_STYLES: Final[Mapping[str, str]] = {
    "text-align: left": "left",
    "text-align: right": "right",
    "justify-items: start": "",
    "justify-items: end": "",
    "padding-left: 0": "close-left",
    "padding-right: 0": "close-right",
    "padding-left:1em": "apart",
    "padding-left: 0.1em": "",
    "padding-right: 0.1em": "",
    "padding-top: 0": "close",
    "padding-bottom: 0": "",
    "padding-top: 0.1667em": "",
    "width: 100%": "wide",
    "width: 50%": "side",
    "width: 7.5%": "edge",
    "margin-left:-0.16666667em": "back",
    **{
        f"border-{side}: 0.05em {kind} currentcolor": f"{kind}-{side}"
        for side in ("top", "right", "left")
        for kind in ("solid", "dashed")
    },
}
"""Styles that math-core writes, and the class that each becomes, after ``math-``; empty: none."""

OVER: Final = {
    "\u20d7": "\u2192", "\u02c6": "\u0302", "\u00af": "\u0304", "\u02d9": "\u0307",
    "\u00a8": "\u0308", "\u20db": "\u20db", "\u20dc": "\u20dc", "\u02dc": "\u0303",
    "\u02c7": "\u030c", "\u02d8": "\u0306", "\u00b4": "\u0301", "`": "\u0300",
    "\u02da": "\u030a", "\u0302": "\u0302", "~": "\u0303", "\u2192": "\u2192",
    "\u2190": "\u2190", "\u2194": "\u2194",
}  # fmt: skip
"""Signs that stand over letters, and the accent of which a compiler makes each."""

BRACES: Final = {
    "\u0332": "line", "\u23de": "brace", "\u23df": "brace", "\u23b4": "bracket",
    "\u23b5": "bracket", "\u23dc": "paren", "\u23dd": "paren", "\u23e0": "shell", "\u23e1": "shell",
}  # fmt: skip
"""Signs as wide as what stands below or above them."""


def checked(mathml: str, *, block: bool) -> ET.Element:
    """Return what ``mathml`` draws as a tree of our own.

    :raises UndrawableError: it holds what is on no list.
    """
    try:
        root = ET.fromstring(mathml.replace("&ApplyFunction;", "\u2061"))
    except ET.ParseError as error:
        raise UndrawableError(str(error)) from error
    tree = _built(root, 0)
    tree.set(
        "class", "formula coloured" if tree.find(".//*[@mathcolor]") is not None else "formula"
    )
    if block:
        tree.set("display", "block")
    return tree


def _built(element: ET.Element, depth: int) -> ET.Element:
    name = element.tag
    if depth > MAX_DEPTH or name not in _ATTRIBUTES:
        raise UndrawableError(name)
    copy = ET.Element(name)
    copy.text = element.text
    _take_attributes(element, copy)
    for child in element:
        copy.append(_text(child) if name == "mtext" else _built(child, depth + 1))
        if (child.tail or "").strip() and name != "mtext":
            raise UndrawableError(name)
        copy[-1].tail = child.tail
    if len(copy) != _CHILDREN.get(name, len(copy)):
        raise UndrawableError(name)
    if name == "menclose":
        _take_strokes(copy)
    elif name == "mmultiscripts":
        _check_scripts(copy)
    elif name == "mtable":
        _settle_table(copy)
    elif name in {"mover", "munder"}:
        _check_accent(copy)
    return _levelled(copy)


def _take_attributes(element: ET.Element, copy: ET.Element) -> None:
    name = element.tag
    for key, value in element.attrib.items():
        if key == "style":
            _take_style(copy, value)
        elif name == "mpadded" and value != "0":
            raise UndrawableError(name)
        elif key in _LENGTHS and key in _ATTRIBUTES[name]:
            copy.set(key, _length(value))
        elif name == "menclose" and key == "notation" and value in _NOTATIONS:
            copy.set(key, value)
        elif key == "class" and name == "mrow" and value.startswith("menclose-"):
            copy.set("class", value)
        elif key == "id" and name == "mtd":  # of a \label
            continue
        elif key in _ATTRIBUTES[name] and _PLAIN.fullmatch(value):
            copy.set(key, value)
        else:
            raise UndrawableError(f"{name} {key}")


def _length(value: str) -> str:
    match = _LENGTH.fullmatch(value)
    if match is None:
        raise UndrawableError(value)
    return f"{match[1]}em" if match[1] else "0"


def _take_style(copy: ET.Element, style: str) -> None:
    """Make a colour an attribute, and of the rest classes."""
    colour = _COLOUR.fullmatch(style)
    if colour is not None and copy.tag == "mrow":
        copy.tag = "mstyle"
        copy.set("mathcolor", colour[1])
        return
    if copy.tag in {"mpadded", "mrow"} and _ROOM.fullmatch(style):
        copy.tag = "mrow"
        return
    if copy.tag == "mspace" and style.startswith("width:"):  # says the attribute again
        return
    classes: list[str] = []
    for part in filter(None, style.split(";")):
        if part not in _STYLES:
            raise UndrawableError(part)
        classes += [f"math-{_STYLES[part]}"] if _STYLES[part] else []
    if classes:
        copy.set("class", " ".join(classes))


def _text(element: ET.Element) -> ET.Element:
    """Return a part of a text in other letters."""
    if element.tag not in _IN_TEXT or element.attrib:
        raise UndrawableError(element.tag)
    copy = ET.Element(element.tag)
    copy.text = element.text
    for child in element:
        copy.append(_text(child))
        copy[-1].tail = child.tail
    return copy


def _take_strokes(copy: ET.Element) -> None:
    """Take out the rows by which math-core draws strokes: our style sheet draws them."""
    for child in list(copy):
        if child.get("class", "").startswith("menclose-"):
            copy.remove(child)


def _check_accent(copy: ET.Element) -> None:
    """Refuse an accent that the PDF has not."""
    if copy.get("accent") or copy.get("accentunder"):
        signs = {**OVER, **BRACES} if copy.tag == "mover" else BRACES
        if (copy[1].text or "") not in signs:
            raise UndrawableError(copy[1].text or copy.tag)


def _check_scripts(copy: ET.Element) -> None:
    """Refuse other than one script below and one above, on each side or on one."""
    names = [child.tag for child in copy]
    behind = names.index("mprescripts") - 1 if names.count("mprescripts") == 1 else -1
    if behind not in {0, 2} or len(names) - behind - 2 not in {0, 2}:
        raise UndrawableError(copy.tag)


def _settle_table(table: ET.Element) -> None:
    """Give each row as many cells; drop columns for numbers that no row has; close the last rule.

    math-core writes a rule below the last row as a row of one empty cell with a rule above.
    """
    rows = list(table)
    if any(row.tag != "mtr" or any(cell.tag != "mtd" for cell in row) for row in rows):
        raise UndrawableError("mtable")
    if len(rows) > 1 and len(rows[-1]) == 1 and not len(rows[-1][0]):
        _close(table, rows)
    if not any(_holds(row[-1]) for row in rows if len(row)) and _has(rows, "math-side"):
        for row in rows:
            row.remove(row[-1])
            row.remove(row[0])
        table.attrib.pop("class", None)
    widest = max((len(row) for row in table), default=0)
    for row in table:
        row.extend(ET.Element("mtd") for _ in range(widest - len(row)))


def _close(table: ET.Element, rows: list[ET.Element]) -> None:
    kind = re.search(r"math-(solid|dashed)-top", rows[-1][0].get("class", ""))
    if kind is not None:
        table.set("class", f"{table.get('class', '')} math-{kind[1]}-bottom".strip())
        table.remove(rows.pop())


def _holds(cell: ET.Element) -> bool:
    return len(cell) > 0


def _has(rows: list[ET.Element], name: str) -> bool:
    return all(len(row) > 2 and name in row[0].get("class", "").split() for row in rows)


def _levelled(copy: ET.Element) -> ET.Element:
    """Say the size of a part in an element around it, the one place where HTML allows it."""
    levels = {key: copy.attrib.pop(key) for key in _LEVEL if key in copy.attrib}
    if not levels:
        return copy
    if copy.tag == "mtable":  # which takes no style from around it
        copy.set("displaystyle", levels.pop("displaystyle", "false"))
        if "math-wide" in copy.get("class", ""):  # nothing may stand around it
            return copy
    if copy.tag in {"mrow", "mstyle"}:
        copy.tag = "mstyle"
        copy.attrib.update(levels)
        return copy
    around = ET.Element("mstyle", dict(sorted(levels.items())))
    around.append(copy)
    return around
