"""What nothing that is made of notes may hold, whatever the notes say."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pikepdf
import rdflib
from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree

ACTIVE = {"iframe", "frame", "embed", "applet", "base", "portal", "template", "textarea", "object"}
COUNTED = {"script", "form", "input", "button", "select", "style", "dialog"}
"""Elements that the theme has, and notes must not have."""
SCHEMES = {"", "http", "https", "mailto", "tel", "obsidian"}
FETCHING = {"src", "srcset", "poster", "data", "background", "ping", "formaction", "xlink:href"}
OWN_TEMPLATES = {"v-skill-template", "v-result-template", "v-gap-template"}
"""Pieces of the plan that its script copies; a browser shows and runs nothing of them."""
OWN_IDS = ("v-look", "v-text", "v-found", "search")
_ORDER = re.compile(r"::(error|warning|notice) file=[^:,]*,line=\d+(,col=\d+)?,title=[\w-]+::")
_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_OWN_REFRESH = re.compile(r"0; url=(\.\./)*[\w./-]+\.html")
"""The page of a former name leads to the page of the note, by a relative address."""
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


def log_problems(said: str, build: Path, command: str) -> Iterator[str]:
    """Yield what in a log could be an order to GitHub, or to a terminal."""
    orders = 0
    for line in said.splitlines():
        if line.strip().startswith("::") and command == "github":
            orders += 1
            if not _ORDER.match(line):
                yield f"an order of no known form: {line[:80]!r}"
        elif line.strip().startswith("::") or "##[" in line:
            yield f"an order in the log: {line[:80]!r}"
        if _RAW.search(line):
            yield f"control characters in the log: {line[:120]!r}"
    findings = build / "check" / "findings.jsonl"
    if command == "github" and findings.is_file():
        count = sum(1 for _line in findings.open(encoding="utf-8"))
        if count != orders:
            yield f"{orders} orders for {count} findings"


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
    yield from _script_problems(site)


def _tag_problems(tag: Tag) -> Iterator[str]:
    if tag.name in ACTIVE:
        yield "active"
    own = "search-form" in tag.get_attribute_list("class")  # the theme's, on the home page
    own = own or (tag.get("type") == "radio" and str(tag.get("id")).startswith("sd-tab-item-"))
    if tag.name in COUNTED and not own and _in_note(tag):
        yield "active in a note"
    if tag.name == "link" and "//" in str(tag.get("href", "")) and tag.get("rel") != ["canonical"]:
        yield "a request elsewhere"
    refresh = tag.name == "meta" and str(tag.get("http-equiv", "")).lower() == "refresh"
    if refresh and not _OWN_REFRESH.fullmatch(str(tag.get("content"))):
        yield "a page that goes elsewhere"
    if tag.name == "script" and not tag.get("src"):
        yield from _data_block_problems(tag)
    for name, value in tag.attrs.items():
        yield from _attribute_problems(tag, name.lower(), value)


def _in_note(tag: Tag) -> bool:
    """Say whether a tag is of a note: of a section; the home page's search form is the theme's."""
    if tag.get("data-print") is not None or tag.get("data-copy") is not None:
        return False  # the theme's buttons on the page of a role, in a section of its own
    forms = [parent for parent in tag.parents if parent.name == "form"]
    if any("search-form" in form.get_attribute_list("class") for form in forms):
        return False
    return tag.find_parent("section", id=True) is not None


def _data_block_problems(script: Tag) -> Iterator[str]:
    if script.get("type") not in {"application/ld+json", "application/json"}:
        yield "a script in the page"
    elif "<" in script.get_text():
        yield "a way out of a block of data"
    else:
        json.loads(script.get_text())


def _attribute_problems(tag: Tag, name: str, value: object) -> Iterator[str]:
    text = " ".join(value) if isinstance(value, list) else str(value)
    if name.startswith("on") or name in {"srcdoc", "style"}:
        yield "a handler or a style"
    if name in FETCHING and re.match(r"\s*(?!data:image/)([a-z][a-z0-9+.-]*:|//)", text):
        yield "a request elsewhere"
    if name in {"href", "action", "cite"} and tag.name != "link" and _scheme(text) not in SCHEMES:
        yield "a scheme"
    if name == "class" and "stretched-link" in text:
        yield "an overlay"


def _scheme(address: str) -> str:
    found = re.match(r"[\s\x00-\x20]*([^/?#:]*):", re.sub(r"[\t\n\r]", "", address))
    return found[1].lower() if found else ""


def _ids_twice(soup: BeautifulSoup) -> list[str]:
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    return [name for name in (*OWN_IDS, *sorted(OWN_TEMPLATES)) if ids.count(name) > 1]


def _script_problems(site: Path) -> Iterator[str]:
    """Yield which files that scripts or feeds are made of could break out, or cannot be read."""
    for path in site.rglob("*.js"):
        text = path.read_text(encoding="utf-8", errors="replace")
        if "index" in path.parts and re.search("</script|<!--|[\u2028\u2029]", text, re.IGNORECASE):
            yield f"{path.name}: a way out of a script"
    for path in site.rglob("*.xml"):
        etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
    for path in site.rglob("*.json"):
        json.loads(path.read_bytes())


def data_problems(site: Path) -> Iterator[str]:
    """Yield what in the open data a spreadsheet would run, or nobody could read."""
    for path in site.rglob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
            yield from (f"{path.name}: {c[:60]!r}" for c in row if _FORMULA.match(c))
    for path in site.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for cells in sheet.iter_rows():
                yield from (f"{path.name}: {c.value!r}" for c in cells if c.data_type == "f")
    for path in site.rglob("*.ttl"):
        graph = rdflib.Graph().parse(path)
        yield from (f"{path.name}: {term}" for term in map(str, graph.all_nodes()) if _acts(term))
    for path in site.rglob("*.json*"):
        json.loads(path.read_bytes())


def _acts(term: str) -> bool:
    return term.lower().startswith(("javascript:", "data:text", "vbscript:"))


def pdf_problems(folder: Path) -> Iterator[str]:
    """Yield what in a PDF acts, and whether there is one that opens."""
    paths = sorted(folder.glob("*.pdf"))
    if not paths:
        yield "no PDF"
    for path in paths:
        with pikepdf.open(path) as document:
            for thing in document.objects:
                if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                    yield from _object_problems(thing)


def _object_problems(thing: pikepdf.Object) -> Iterator[str]:
    for key in ("/JS", "/JavaScript", "/Launch", "/EmbeddedFiles", "/AA", "/SubmitForm"):
        if key in thing:
            yield f"{key} in the PDF"
    action = thing.get("/A")
    if isinstance(action, pikepdf.Dictionary) and "/URI" in action:
        address = str(action["/URI"])
        if _scheme(address) not in SCHEMES - {""}:
            yield f"a scheme in the PDF: {address[:60]}"
