"""Which attachments are published: by suffix, by size, pictures by pixels, drawings by content."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from vademecum.environment.pictures import picture_size
from vademecum.markdown.allow_list import FILES, IMAGES, suffix
from vademecum.settings import Settings

MOST_PAINTED: Final = 1000
"""How many parts of a drawing may go into the painting of one."""
_DEEPEST: Final = 8
_PAINTING: Final = frozenset({"pattern", "mask", "clipPath", "marker"})
_INHERITED: Final = ("fill", "stroke", "marker", "--")
"""What the names of properties begin with whose value holds for all that is inside."""
_PART: Final = re.compile(r"url\(\s*+['\"]?#([^)'\"]++)", re.IGNORECASE)
_LAST: Final = re.compile(r"[^\s>+~]++\s*+$")
_NAMES: Final = re.compile(r"[.#]?+[\w-]++")

Paint = tuple[str, bool]
"""A part that something is painted with, and whether all that is inside is too."""
Rules = dict[str, list[Paint]]
"""By tag, ``.class``, ``#id`` or ``*`` what rules of style paint with."""


def is_painted_too_often(root: ET.Element) -> bool:
    """Say whether a part is painted with more parts than are worth it."""
    inside = _painted_with(root)
    counts = dict.fromkeys(inside, 1)
    for _round in range(_DEEPEST):  # a part that leads back to itself grows at each
        counts = {
            name: 1 + sum(counts.get(part, 0) * times for part, times in parts.items())
            for name, parts in inside.items()
        }
        if max(counts.values(), default=0) > MOST_PAINTED:
            return True
    return False


def _painted_with(root: ET.Element) -> dict[str, Counter[str]]:
    """Return for each part how often it is painted with which."""
    rules, sizes = _rules(root), _sizes(root)
    inside: dict[str, Counter[str]] = {}
    waiting: list[tuple[ET.Element, str, tuple[str, ...]]] = [(root, "", ())]
    while waiting:
        element, holder, around = waiting.pop()
        if _tag(element) in _PAINTING and element.get("id"):
            holder = element.get("id", "")
            inside.setdefault(holder, Counter()).update(dict.fromkeys(around, sizes[element]))
        own = list(_paints(element, rules))
        for part, inherited in own if holder else ():
            inside[holder][part] += sizes[element] if inherited else 1
        inner = (*around, *dict.fromkeys(part for part, inherited in own if inherited))
        waiting += [(child, holder, inner) for child in element]
    return inside


def _paints(element: ET.Element, rules: Rules) -> Iterator[Paint]:
    """Yield what an element is painted with."""
    for attribute, value in element.attrib.items():
        yield from _declared(value if attribute == "style" else f"{attribute}:{value}")
    if rules:
        classes = (f".{name}" for name in element.get("class", "").split())
        for key in ("*", _tag(element), f"#{element.get('id')}", *classes):
            yield from rules.get(key, ())


def _declared(body: str) -> Iterator[Paint]:
    """Yield what declarations (``fill: url(#a); …``) paint with."""
    if "#" in body:
        for declaration in body.split(";"):
            inherited = declaration.strip().lower().startswith(_INHERITED)
            yield from ((part, inherited) for part in _PART.findall(declaration))


def _rules(root: ET.Element) -> Rules:
    rules: Rules = {}
    for element in root.iter():
        if _tag(element).lower() == "style":
            for selectors, body in _each_rule("".join(element.itertext())):
                if paints := list(_declared(body)):
                    for key in _keys(selectors):
                        rules.setdefault(key, []).extend(paints)
    return rules


def _each_rule(text: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of each rule, those inside ``@media`` too."""
    first, *rest = text.split("/*")
    bare = first + "".join(part.partition("*/")[2] for part in rest)
    for rule in bare.split("}"):
        before, _brace, body = rule.rpartition("{")
        yield before.rpartition("{")[2], body


def _keys(selectors: str) -> Iterator[str]:
    """Yield what a rule may hold for; of what is not followed (``[x]``, ``:x``), everything."""
    for selector in selectors.split(","):
        last = _LAST.search(selector)
        names = _NAMES.findall(last[0]) if last else []
        yield from names if names and last and not set(last[0]) & set("[:*") else ("*",)


def _sizes(root: ET.Element) -> dict[ET.Element, int]:
    """Return how many elements each holds, itself among them."""
    order = list(root.iter())
    sizes: dict[ET.Element, int] = {}
    for element in reversed(order):  # children stand behind what holds them
        sizes[element] = 1 + sum(sizes[child] for child in element)
    return sizes


def _tag(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


# What makes a browser fetch; a backslash can spell « url » in another way.
# A font that the file brings with it (Excalidraw's do) is fetched from nowhere.
_CSS_FETCHES = re.compile(
    r"\\|@(?!font-face|media)|image-set|src\("
    r"|url\((?!\s*['\"]?\s*(?:#|data:(?:font/|application/(?:x-)?font-)))",
    re.IGNORECASE,
)
_SVG_ADDRESS = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,])", re.IGNORECASE)
_SVG_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"
_ACTIVE_NAMESPACES: Final = (
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/1998/Math/MathML}",
    "{http://www.w3.org/2001/xml-events}",
)
_SVG_TAGS: Final = frozenset(
    "svg g defs symbol use title desc metadata style path rect circle ellipse line polyline "
    "polygon text tspan textPath a image linearGradient radialGradient stop pattern clipPath "
    "mask marker switch view filter feDropShadow feGaussianBlur feOffset feFlood feComposite "
    "feMerge feMergeNode feBlend feColorMatrix".split()
)
"""What a drawing may be made of: shapes, words, shadows. Other filters cost more than they show."""
MOST_FILTERS: Final = 100
"""How many elements of filters a drawing may have."""
MOST_USES: Final = 500
"""How often a drawing may show a part of itself again; a part that does so, never."""
SVG_LIMIT: Final = 5_000_000
"""Bytes of a drawing: all of it is read."""


def file_problem(root: Path, path: str, settings: Settings) -> str | None:
    """Return why the attachment ``path`` of the vault ``root`` must not be published, else None."""
    kind = suffix(path)
    if kind not in FILES:
        return f".{kind}" if kind else path
    file = root / path
    try:
        size = file.stat().st_size
    except OSError as error:  # it has gone meanwhile
        return error.strerror or type(error).__name__
    limit = min(settings.file_limit, SVG_LIMIT) if kind == "svg" else settings.file_limit
    if size > limit:
        return f"{size} > {limit}"
    if kind == "svg":
        return svg_problem(file)
    return pixels_problem(file, settings.picture_pixels) if kind in IMAGES else None


def pixels_problem(file: Path, limit: int) -> str | None:
    """Return the size of a picture whose header claims more pixels than are wanted, else None."""
    width, height = picture_size(file)
    return f"{width} × {height}" if width * height > limit else None


def svg_problem(path: Path) -> str | None:
    """Return why an SVG file must not be published, None if it may.

    Shown as a picture it is harmless; opened by itself it is a page of the site, so it may hold
    no script, no event handler, no foreign content and no address outside itself.
    """
    try:
        data = path.read_bytes()
        for mark in (b"<!ENTITY", b"<?XML-STYLESHEET", b"\x00"):  # NUL: UTF-16 hides the others
            if mark in data.upper():
                return mark.decode().replace("\x00", "UTF-16")
        root = ET.fromstring(data)
        elements = list(root.iter())
    except (ET.ParseError, OSError, ValueError, RecursionError, LookupError) as error:
        return f"XML: {error}"
    for element in elements:
        if problem := _element_problem(element):
            return problem
    if sum("}fe" in str(element.tag) for element in elements) > MOST_FILTERS:
        return "<filter>"
    return _uses_problem(elements) or ("<pattern>" if is_painted_too_often(root) else None)


def _element_problem(element: ET.Element) -> str | None:
    tag = str(element.tag)
    name = tag.rpartition("}")[2]
    drawn = tag.startswith(_SVG_NAMESPACE) or "}" not in tag
    if (drawn and name not in _SVG_TAGS) or tag.startswith(_ACTIVE_NAMESPACES):
        return f"<{name}>"
    # All that it holds, not only what stands before a first child.
    if name.lower() == "style" and _CSS_FETCHES.search("".join(element.itertext())):
        return "<style>"
    for attribute, value in element.attrib.items():
        if problem := _attribute_problem(attribute, value):
            return problem
    return None


def _attribute_problem(attribute: str, value: str) -> str | None:
    key = attribute.rpartition("}")[2].lower()
    if key.startswith("on") or key == "ping":
        return key
    if key in {"href", "src", "base"} and not _SVG_ADDRESS.match(value):
        return f"{key}={value[:40]}"
    if key == attribute.lower() and _CSS_FETCHES.search(value):
        return f"{key}={value[:40]}"
    return None


def _uses_problem(elements: list[ET.Element]) -> str | None:
    """Parts that show parts that show parts: a few lines can make a drawing that never ends."""
    uses = [e for e in elements if str(e.tag).rpartition("}")[2] == "use"]
    shown = {
        value.strip().removeprefix("#")
        for use in uses
        for name, value in use.attrib.items()
        if name.rpartition("}")[2] == "href"
    }
    inner = [e for e in elements if e.get("id") in shown and _holds_use(e)]
    return "<use>" if inner or len(uses) > MOST_USES else None


def _holds_use(element: ET.Element) -> bool:
    return any(str(e.tag).rpartition("}")[2] == "use" for e in element.iter())
