"""A note's HTML made to keep the rules of HTML: which element may stand in which.

The sanitiser takes out what is dangerous and closes what is open; what it leaves may still put a
division into a word, text straight into a list, or a list item anywhere. A browser would guess;
here the text stays and the tag goes, or the missing one is added.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

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
