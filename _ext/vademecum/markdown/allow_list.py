"""What of a note's HTML, addresses and files may reach a page.

The allow-lists stand here and nowhere else. HTML goes through nh3 (ammonia); what it takes out
leaves its text behind, and a tag that HTML does not know (``<nom du musée>``) is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import nh3

from vademecum.i18n import _

PHRASING = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span "
    "strong sub sup u var wbr".split()
)
"""Elements that may stand in a line of text."""

_VOID = frozenset("br col hr wbr".split())
_ONLY_TEXT = (PHRASING - {"ruby"}) | frozenset({"p", "pre", "summary"})
_PARENTS = {
    **dict.fromkeys(("dt", "dd"), frozenset({"dl"})),
    **dict.fromkeys(("rt", "rp"), frozenset({"ruby"})),
    "li": frozenset({"ul", "ol"}),
    "summary": frozenset({"details"}),
    "caption": frozenset({"table"}),
    "colgroup": frozenset({"table"}),
    "col": frozenset({"colgroup"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"table"})),
    "tr": frozenset({"thead", "tbody", "tfoot"}),
    **dict.fromkeys(("td", "th"), frozenset({"tr"})),
}
_CHILD = {"ul": "li", "ol": "li", "dl": "dd"}
"""What is put around other things that stand straight in a list."""
_STRUCTURE = frozenset("table thead tbody tfoot tr colgroup".split())
"""Elements in which no text stands."""
_NOT_IN_ITSELF = frozenset({"a", "dfn", "ruby"})


@dataclass(slots=True)
class _Element:
    """An element that is open: ``kept``: its tags are written; ``given``: the note has none."""

    name: str
    kept: bool = True
    given: bool = False
    children: list[str] = field(default_factory=list)


class _Rewriter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open = [_Element("")]

    @property
    def inside(self) -> _Element:
        """The element in which the next thing stands."""
        return next(element for element in reversed(self.open) if element.kept)

    def _beyond(self) -> _Element:
        """Return the element around the one that is open."""
        return [element for element in self.open if element.kept][-2]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self.open[-1].given and _belongs(tag, self._beyond().name):
            self._end(self.open.pop())
        if tag in _CHILD and self.inside.name in _CHILD:
            self._begin(_CHILD[self.inside.name], given=True)
        elif not _belongs(tag, self.inside.name):
            self._around(tag)
        kept = self._may_stand(tag) and (tag != "a" or "href" in attributes)
        if tag in _VOID:
            if kept:
                self._write_start(tag, attributes)
        elif kept:
            self._begin(tag, attributes)
        else:
            self.open.append(_Element(tag, kept=False))

    def handle_endtag(self, tag: str) -> None:
        names = [element.name for element in self.open if not element.given]
        if tag in _VOID or tag not in names:
            return
        while True:
            element = self.open.pop()
            self._end(element)
            if element.name == tag and not element.given:
                return

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._around("")
            if self.inside.name in _STRUCTURE:
                return
        self.parts.append(escape(data, quote=False))

    def finish(self) -> str:
        self.close()
        while len(self.open) > 1:
            self._end(self.open.pop())
        return "".join(self.parts)

    def _around(self, tag: str) -> None:
        """Open what must stand around the next thing here: an item in a list, a first summary."""
        inside = self.inside
        if inside.name == "details" and not inside.children and tag != "summary":
            self._begin("summary", given=True)
            self.parts.append(escape(_("Details")))
            self._end(self.open.pop())
        elif inside.name in _CHILD and tag not in _PARENTS:
            self._begin(_CHILD[inside.name], given=True)

    def _may_stand(self, tag: str) -> bool:
        path = [element.name for element in self.open if element.kept]
        inside = self.inside
        if tag in _PARENTS:
            first = tag != "summary" or not inside.children
            return inside.name in _PARENTS[tag] and first
        if tag in _NOT_IN_ITSELF and tag in path:
            return False
        return inside.name not in _STRUCTURE and (
            tag in PHRASING or not any(name in _ONLY_TEXT or name == "ruby" for name in path)
        )

    def _begin(
        self, tag: str, attributes: dict[str, str] | None = None, *, given: bool = False
    ) -> None:
        if tag == "dd" and not self.inside.children:
            self._begin("dt", given=True)
            self._end(self.open.pop())
        self._write_start(tag, attributes or {})
        self.open.append(_Element(tag, given=given))

    def _write_start(self, tag: str, attributes: dict[str, str]) -> None:
        self.inside.children.append(tag)
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        self.parts.append(f"<{tag}{written}>")

    def _end(self, element: _Element) -> None:
        if not element.kept:
            return
        if element.name == "details" and not element.children:
            self.parts.append(f"<summary>{escape(_('Details'))}</summary>")
        if element.name == "dl" and element.children[-1:] == ["dt"]:
            self.parts.append("<dd></dd>")
        if element.name == "ruby" and "rt" not in element.children:
            self.parts.append("<rt></rt>")
        self.parts.append(f"</{element.name}>")


def _belongs(tag: str, parent: str) -> bool:
    return parent in _PARENTS.get(tag, ())


def valid_content(html: str) -> str:
    """Return well-formed HTML with each element only where HTML lets it stand; no text is lost."""
    rewriter = _Rewriter()
    rewriter.feed(html)
    return rewriter.finish()


# Headings, landmarks and pictures are left out: the page's outline and landmarks are the
# handbook's own, and a picture is looked up in the vault like any other embed; a figure is none
# without it. ``time`` and ``data`` hold values for machines, which would have to be checked.
TAGS = nh3.ALLOWED_TAGS - {
    *("h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "nav", "header", "footer", "aside", "article"),
    *("img", "map", "area", "center", "tt", "acronym", "strike"),
    *("figure", "figcaption", "time", "data", "rtc"),
}
_ATTRIBUTES = {
    tag: names & {"href", "colspan", "scope", "start", "dir"}
    for tag, names in nh3.ALLOWED_ATTRIBUTES.items()
    if tag in TAGS
} | {"details": {"open"}, "abbr": {"title"}, "*": {"lang", "dir"}}
_ACTIVE = frozenset(
    "script style iframe frame frameset object embed applet form input button select textarea "
    "option link meta base svg math template noscript portal dialog canvas audio "
    "video source track".split()
)
_KNOWN = (
    nh3.ALLOWED_TAGS | _ACTIVE | frozenset("html head body title main section font u label".split())
)
_TAG_START = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)(?=[\s/>])")
_HOLE = "\ue000"

IMAGES = frozenset("png jpg jpeg gif svg webp avif bmp".split())
AUDIO = frozenset("mp3 wav ogg oga m4a flac 3gp opus".split())
VIDEO = frozenset("mp4 webm ogv mov mkv m4v".split())
DOCUMENTS = frozenset(
    "pdf csv tsv txt docx odt rtf xlsx ods pptx odp epub zip json bib ris ics geojson".split()
)
"""Attachments that are published, by suffix; any other could be a page with a script of its own."""
FILES = IMAGES | AUDIO | VIDEO | DOCUMENTS

_NO_SCHEME = re.compile(
    r"(?P<user>[\w.+-]+@)?(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?].*)?", re.DOTALL
)


def suffix(path: str) -> str:
    """Return the suffix of a path, lower case, without the dot."""
    return Path(path).suffix.lower().removeprefix(".")


def with_scheme(target: str) -> str | None:
    """Return ``musee.ch/x`` as the whole address that it must mean; None if it may be a file."""
    match = _NO_SCHEME.fullmatch(target)
    if match is None or suffix(target) in FILES | {"md"}:
        return None
    return ("mailto:" if match["user"] else "https://") + target


_VALUES = {
    "colspan": re.compile(r"[1-9]\d?"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "start": re.compile(r"-?\d{1,6}"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2}(-[A-Z]{2})?"),
}


def _value(_tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute if HTML knows such a one, None to drop the attribute."""
    if name == "href":
        return None if re.search(r"[\s\\<>\[\]^`{|}\"]", value) else value
    if name == "open":
        return ""
    known = _VALUES.get(name)
    return value if known is None or known.fullmatch(value) else None


def safe_html(html: str, schemes: frozenset[str]) -> str:
    """Return ``html`` with only what the allow-list holds, each element where it may stand."""
    return valid_content(_clean(html, schemes))


def _clean(html: str, schemes: frozenset[str]) -> str:
    return nh3.clean(
        _TAG_START.sub(_unknown_as_text, html),
        tags=set(TAGS),
        clean_content_tags={"script", "style", "template"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_value,
        url_schemes=set(schemes),
        url_relative="deny",
    )


def safe_pair(start: str, schemes: frozenset[str]) -> tuple[str, str] | None:
    """Return a start tag and its end tag as they may stand on the page, None if not at all."""
    name = tag_name(start)
    if name not in TAGS & PHRASING - {"ruby", "rt", "rp"}:
        return None
    before, hole, after = safe_html(f"{start}{_HOLE}</{name}>", schemes).partition(_HOLE)
    return (before, after) if hole and before else None


def tag_name(tag: str) -> str:
    """Return the name of a tag as written, lower case; empty if it is none."""
    match = _TAG_START.match(tag)
    return match[2].lower() if match else ""


def is_html_tag(tag: str) -> bool:
    """Return whether HTML knows the tag; ``<nom du musée>`` is text in angle brackets."""
    return tag_name(tag) in _KNOWN or tag.startswith(("<!", "<?"))


def _unknown_as_text(match: re.Match[str]) -> str:
    return match[0] if match[2].lower() in _KNOWN else "&lt;" + match[0][1:]


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: its name and attributes."""

    name: str
    attributes: dict[str, str]


_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))


def start_tags(html: str) -> list[Tag]:
    """Return the start tags of ``html`` in order."""
    parser = _Tags()
    parser.feed(_COMMENT.sub("", html))  # the parser looks for the end of each to the end of all
    parser.close()
    return parser.tags


def refused_tags(html: str) -> list[str]:
    """Return the names of active tags and attributes that ``safe_html`` takes out."""
    tags = start_tags(html)
    active = [tag.name for tag in tags if tag.name in _ACTIVE]
    handlers = [name for tag in tags for name in tag.attributes if name.startswith("on")]
    return sorted({*active, *handlers})


def scheme_of(address: str) -> str:
    """Return the scheme of an address, lower case; empty if it is relative.

    Blanks and control characters are dropped first, as browsers drop them.
    """
    cleaned = re.sub(r"[\s\x00-\x20]", "", address)
    try:
        return urlsplit(cleaned).scheme.lower()
    except ValueError:
        return "invalid"


_NUMBERS = re.compile(r"(?:[\d_\s,;:%.+-]|px|r?em|ex|ch|cm|mm|in|pt|pc)+")
_GREAT = re.compile(r"[\d_]{5,}")


def is_too_great(value: object) -> bool:
    """Say whether an option of a directive holds a number, or a range, beyond any page."""
    if isinstance(value, list | tuple):
        return any(map(is_too_great, value))
    text = str(value)
    return bool(_NUMBERS.fullmatch(text[:1000]) and _GREAT.search(text))


LEXERS = frozenset(
    "bash batch bat console css csv diff docker dockerfile html http ini java javascript js json "
    "latex markdown md none php powershell python python3 py rdf sh shell shell-session sparql sql "
    "tex text toml turtle typescript ts typst xml yaml yml default".split()
)
"""Languages that code is coloured in; any other is shown as it is."""

DIRECTIVES = frozenset(
    "note tip warning important caution danger error hint attention admonition seealso topic "
    "sidebar rubric epigraph highlights pull-quote compound container class versionadded "
    "versionchanged deprecated centered hlist glossary math code code-block image figure table "
    "list-table csv-table contents toctree tab-set tab-item tab-set-code grid grid-item "
    "grid-item-card card card-carousel dropdown div button-link button-ref needtable needlist "
    "needpie needflow needextract".split()
)
"""Directives of docutils and the extensions that read no file and run no code."""

ROLES = frozenset(
    "ref doc numref eq term any abbr sub sup subscript superscript kbd guilabel menuselection "
    "command file samp dfn emphasis strong literal code math download "
    "title-reference need need_count bdg bdg-primary bdg-secondary bdg-success bdg-info "
    "bdg-warning bdg-danger bdg-light bdg-dark bdg-black bdg-white bdg-muted".split()
)
"""Roles of the same kind."""

KNOWN_ROLES = frozenset(
    "raw ndf need_part np need_incoming need_outgoing variant octicon fab fas far fa "
    "material-regular material-outlined material-round material-sharp material-twotone "
    "bdg-link bdg-ref".split()
)
"""Roles that exist and are refused; any other word in braces is text."""
