"""Which attachments are published: by suffix, by size, pictures by pixels, drawings by content."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final

from vademecum.environment.picture_size import picture_size
from vademecum.markdown.allow_list import FILES, IMAGES, suffix
from vademecum.markdown.svg_paint import is_painted_too_often
from vademecum.settings import Settings

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
