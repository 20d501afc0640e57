"""What no page of a site may hold, whatever the notes say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Tag

ACTIVE = {"iframe", "frame", "embed", "applet", "base", "portal", "template", "textarea", "object"}
SCHEMES = {"", "http", "https", "mailto", "tel", "obsidian"}
FETCHING = {"src", "srcset", "poster", "data", "background", "ping", "formaction", "xlink:href"}
OWN_TEMPLATES = {"v-skill-template", "v-result-template", "v-gap-template"}
"""Pieces of the plan that its script copies; a browser shows and runs nothing of them."""
OWN_IDS = ("v-look", "v-text", "v-found", "search")


def page_problems(site: Path) -> Iterator[str]:
    """Yield what is wrong with the pages of a site, and whether the safe note is lost."""
    safe = site / "saine.html"
    if not safe.is_file() or "Texte sain." not in safe.read_text(encoding="utf-8"):
        yield "the other note is lost"
    for path in sorted(site.rglob("*.html"))[:40]:
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for tag in soup.find_all(True):
            if not (path.name == "mon-plan.html" and tag.get("id") in OWN_TEMPLATES):
                yield from (f"{path.name}: {p}: {str(tag)[:120]}" for p in _tag_problems(tag))
        yield from (f"{path.name}: the id {i} twice" for i in _ids_twice(soup))


def _tag_problems(tag: Tag) -> Iterator[str]:
    if tag.name in ACTIVE:
        yield "active"
    own = "search-form" in tag.get_attribute_list("class")  # the theme's, on the home page
    if tag.name in {"script", "style", "form"} and not own and tag.find_parent("section", id=True):
        yield "active in a note"
    for name, value in tag.attrs.items():
        text = " ".join(value) if isinstance(value, list) else str(value)
        if name.lower().startswith("on") or name.lower() == "srcdoc":
            yield "a handler"
        if name.lower() in FETCHING and re.match(
            r"\s*(?!data:image/)([a-z][a-z0-9+.-]*:|//)", text
        ):
            yield "a request elsewhere"
        if name.lower() == "href" and tag.name == "a" and _scheme(text) not in SCHEMES:
            yield "a scheme"
        if name == "class" and "sd-stretched-link" in text:
            yield "an overlay"


def _scheme(address: str) -> str:
    found = re.match(r"[\s\x00-\x20]*([^/?#:]*):", re.sub(r"[\t\n\r]", "", address))
    return found[1].lower() if found else ""


def _ids_twice(soup: BeautifulSoup) -> list[str]:
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    return [name for name in (*OWN_IDS, *sorted(OWN_TEMPLATES)) if ids.count(name) > 1]
