"""Reads a PDF itself: words, links, bookmarks, tags, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

_BREAKS = re.compile(r"(?:\ufffe|[\u00ad\u2010\x02]\r?\n)(?=\w)")


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree: kind, words for those who cannot see, what is below it."""

    kind: str
    alt: str
    below: tuple[Tag, ...]

    def all(self) -> Iterator[Tag]:
        """The element and all below it, in reading order."""
        yield self
        for tag in self.below:
            yield from tag.all()


@dataclass(frozen=True)
class Jump:
    """A link inside the PDF: the page that it stands on and the one it leads to (from 1)."""

    page: int
    target: int
    top: float


class Pdf:
    """One file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = pikepdf.open(path)

    @cached_property
    def pages(self) -> list[str]:
        """The words of each page: blanks collapsed, words cut at a line's end put together."""
        return [flat(page) for page in self.raw_pages]

    @cached_property
    def raw_pages(self) -> list[str]:
        """The signs of each page."""
        reader = pypdfium2.PdfDocument(self.path)
        try:
            return [page.get_textpage().get_text_range() for page in reader]
        finally:
            reader.close()

    @property
    def raw(self) -> str:
        """All signs."""
        return "\n".join(self.raw_pages)

    @cached_property
    def text(self) -> str:
        """All words."""
        return " ".join(self.pages)

    def page_of(self, words: str) -> int:
        """The first page that shows ``words``, counted from 1; contents and cover do not count."""
        return next(i for i, text in enumerate(self.pages, 1) if i > 2 and words in text)

    @cached_property
    def addresses(self) -> list[str]:
        """Where links out of the PDF lead."""
        return [str(a["/A"]["/URI"]) for _, a in self._annotations() if "/URI" in a.get("/A", {})]

    @cached_property
    def jumps(self) -> list[Jump]:
        """The links inside the handbook."""
        numbers = {page.objgen: i for i, page in enumerate((p.obj for p in self.file.pages), 1)}
        found = []
        for number, annotation in self._annotations():
            target = annotation.get("/Dest", annotation.get("/A", {}).get("/D"))
            if target is not None:
                target = self._named(target)
                found.append(Jump(number, numbers[target[0].objgen], float(target[3])))
        return found

    def _named(self, target: Any) -> Any:
        if isinstance(target, pikepdf.Array):
            return target
        tree = pikepdf.NameTree(self.file.Root.Names.Dests)
        found = tree[str(target)]
        return found["/D"] if isinstance(found, pikepdf.Dictionary) else found

    def _annotations(self) -> Iterator[tuple[int, Any]]:
        for number, page in enumerate(self.file.pages, 1):
            for annotation in page.obj.get("/Annots", []):
                yield number, annotation

    @cached_property
    def bookmarks(self) -> list[tuple[int, str]]:
        """Depth and title of each bookmark."""
        with self.file.open_outline() as outline:
            return list(_titles(outline.root, 0))

    @cached_property
    def fonts(self) -> dict[str, bool]:
        """Each font by name, and whether its file is in the document."""
        found: dict[str, bool] = {}
        for page in self.file.pages:
            for font in page.resources.get("/Font", {}).values():
                inner = font.get("/DescendantFonts", [font])[0]
                descriptor = inner.get("/FontDescriptor", {})
                name = str(font.get("/BaseFont", "")).lstrip("/").partition("+")[2]
                found[name] = any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
        return found

    @cached_property
    def tags(self) -> Tag:
        """The structure tree."""
        root = self.file.Root.StructTreeRoot
        roles = {str(k): str(v) for k, v in root.get("/RoleMap", {}).items()}
        return Tag("Root", "", tuple(_below(root.get("/K"), roles)))

    def tagged(self, *kinds: str) -> list[Tag]:
        """The elements of some kinds, in reading order."""
        return [tag for tag in self.tags.all() if tag.kind in kinds]

    @cached_property
    def colours(self) -> set[str]:
        """All colours that lines and letters are drawn in, as ``#rrggbb``."""
        return {
            "#" + "".join(f"{round(float(part) * 255):02x}" for part in instruction.operands)
            for page in self.file.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) in {"rg", "RG", "scn", "SCN"}
            and len(instruction.operands) == 3
        }

    @property
    def information(self) -> dict[str, str]:
        """The document's metadata."""
        return {str(k).lstrip("/"): str(v) for k, v in self.file.docinfo.items()}

    @property
    def is_accessible(self) -> bool:
        """Whether the file says that it is PDF/UA-1, and what a reader of such files looks at."""
        root = self.file.Root
        with self.file.open_metadata() as metadata:
            part = metadata.get("{http://www.aiim.org/pdfua/ns/id/}part")
        marked = bool(root.get("/MarkInfo", {}).get("/Marked"))
        shown = bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"))
        return part == "1" and marked and shown and "/Lang" in root


def flat(text: str) -> str:
    """Collapse blanks; put words together that a line's end has cut."""
    return " ".join(_BREAKS.sub("", text.replace("\u200b", "")).split())


def _titles(items: Any, depth: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, item.title
        yield from _titles(item.children, depth + 1)


def _below(kids: Any, roles: dict[str, str]) -> Iterator[Tag]:
    if kids is None or isinstance(kids, int):
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            kind = roles.get(str(kid["/S"]), str(kid["/S"])).lstrip("/")
            yield Tag(kind, str(kid.get("/Alt", "")), tuple(_below(kid.get("/K"), roles)))
