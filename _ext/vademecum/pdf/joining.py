"""Volumes joined to one document: pages, tags, bookmarks, links, numbers of pages.

Each volume is a whole PDF/UA document. What counts over a document (keys of the structure, names of
table heads) is counted on; everything else is moved as it is.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from re import sub
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

SCHEME = b"place:"
"""What the address of a link inside the PDF begins with; the number of its place follows."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: the name of the place, its page (from 0), points from left and top."""

    name: str
    page: int
    x: float
    y: float


class Joining:
    """Joins volumes; ``words(name, page)`` says where a link leads to whoever cannot see it."""

    def __init__(self, targets: Sequence[Target], words: Callable[[str, int], str]) -> None:
        self.targets = targets
        self.words = words
        self.keys = 0
        self.bookmarks: list[tuple[int, Any]] = []
        self.parents: list[Any] = []
        self.heads: list[tuple[bytes, Any]] = []

    def join(self, files: Sequence[tuple[Path, int]], result: Path) -> None:
        """Write one document of files, each with the number of first headings that nobody sees."""
        with Pdf.open(files[0][0]) as whole:
            self._list(whole.Root.get("/Outlines"))
            if len(files) > 1:
                self._unite(whole, files[1:])
            self._lead(whole)
            self._finish(whole)
            whole.save(
                result, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
            )

    def _unite(self, whole: Pdf, files: Sequence[tuple[Path, int]]) -> None:
        """Add volumes to the first; count over all of them what each counts for itself."""
        root = whole.Root.StructTreeRoot
        _name_pages(whole)
        self._take_up(whole, root)
        for file, unseen in files:
            self._add(whole, Pdf.open(file), unseen)  # not closed: its streams are still read
        root.ParentTree = whole.make_indirect(Dictionary(Kids=Array(self.parents)))
        root.ParentTreeNextKey = self.keys
        if self.heads:
            names = sorted(self.heads, key=lambda pair: pair[0])
            pairs = [part for name, head in names for part in (String(name), head)]
            root.IDTree = whole.make_indirect(Dictionary(Names=Array(pairs)))

    def _add(self, whole: Pdf, other: Pdf, unseen: int) -> None:
        """Move a volume's pages and tags to the end of the document."""
        first = len(whole.pages)
        _name_pages(other, first)
        with warnings.catch_warnings():  # of names: every link is led anew
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            whole.pages.extend(other.pages)
        tree = whole.copy_foreign(other.Root.StructTreeRoot)
        document = whole.Root.StructTreeRoot.K[0]
        for element in list(tree.K[0].K)[unseen:]:
            element.P = document
            document.K.append(element)
        for page in whole.pages[first:]:
            _shift(page.obj, "/StructParents", self.keys)
            for annotation in page.obj.get("/Annots", ()):
                _shift(annotation, "/StructParent", self.keys)
        outlines = other.Root.get("/Outlines")
        self._list(outlines and whole.copy_foreign(outlines), unseen)
        self._take_up(whole, tree, first)

    def _list(self, outlines: Any, unseen: int = 0) -> None:
        """Take up a volume's bookmarks."""
        bookmarks = _bookmarks(outlines.get("/First") if outlines else None, 0)
        self.bookmarks += list(bookmarks)[unseen:]

    def _take_up(self, whole: Pdf, tree: Any, first: int = 0) -> None:
        """Take up what a volume counts for itself."""
        entries = pikepdf.NumberTree(tree.ParentTree).items()
        flat = [part for key, value in entries for part in (key + self.keys, value)]
        if flat:
            limits = Array([flat[0], flat[-2]])
            self.parents.append(whole.make_indirect(Dictionary(Nums=Array(flat), Limits=limits)))
        self.keys += int(tree.get("/ParentTreeNextKey", 0))
        prefix = f"{first}-".encode() if first else b""
        heads = list(_named(tree))
        for name, element in heads:
            element.ID = String(prefix + name)
            self.heads.append((prefix + name, element))
        if prefix:
            _name_heads(heads, prefix)

    # --- links --------------------------------------------------------------------

    def _lead(self, whole: Pdf) -> None:
        """Have every link lead to its place."""
        pages = [page.obj for page in whole.pages]
        height = float(pages[0].MediaBox[3])
        places = [
            Array([pages[t.page], Name.XYZ, _points(t.x), _points(height - t.y), 0])
            for t in self.targets
        ]
        words = [String(self.words(t.name, t.page + 1)) for t in self.targets]
        for annotation in (link for page in pages for link in page.get("/Annots", ())):
            if "/Dest" in annotation:
                if isinstance(annotation.Dest[0], int):
                    annotation.Dest[0] = pages[annotation.Dest[0]]
                continue
            address = bytes(annotation.A.URI)
            if address.startswith(SCHEME):
                number = int(address.removeprefix(SCHEME))
                del annotation["/A"]
                annotation.Dest, annotation.Contents = places[number], words[number]

    # --- the whole ----------------------------------------------------------------

    def _finish(self, whole: Pdf) -> None:
        whole.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=1)]))
        if "/Names" in whole.Root:
            del whole.Root["/Names"]
        with whole.open_outline(max_depth=9) as outline:
            outline.root.clear()
            outline.root.extend(_nested(self.bookmarks))
        metadata = whole.Root.Metadata
        pages = f">{len(whole.pages)}</xmpTPg:NPages>".encode()
        metadata.write(sub(rb">\d+</xmpTPg:NPages>", pages, metadata.read_bytes()))


def _points(value: float) -> Any:
    """Return a length that is written the same everywhere."""
    return pikepdf.Object.parse(f"{value:.2f}".encode())


def _shift(dictionary: Any, key: str, keys: int) -> None:
    if key in dictionary:
        dictionary[key] = int(dictionary[key]) + keys


def _name_pages(pdf: Pdf, first: int = 0) -> None:
    """Have links name pages by number: a page that is not yet moved cannot be referred to."""
    numbers = {page.obj.objgen: i for i, page in enumerate(pdf.pages, first)}
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            destination = annotation.get("/Dest")  # one for all lines of a link
            if isinstance(destination, Array) and not isinstance(destination[0], int):
                destination[0] = numbers[destination[0].objgen]


# --- heads of tables ----------------------------------------------------------------


def _named(tree: Any) -> Iterator[tuple[bytes, Any]]:
    """Yield the elements of a structure that have names, heads of tables most of them."""
    if "/IDTree" in tree:
        for name, element in pikepdf.NameTree(tree.IDTree).items():
            yield name.encode() if isinstance(name, str) else bytes(name), element


def _name_heads(heads: Sequence[tuple[bytes, Any]], prefix: bytes) -> None:
    """Have the cells of tables name their heads as they are called now."""
    tables = {}
    for _name, head in heads:
        if str(head.S) != "/TH":  # a footnote has a name too
            continue
        table = head
        while "/S" in table and str(table.S) != "/Table":
            table = table.P
        tables[table.objgen] = table
    for table in tables.values():
        for cell in _cells(table):
            for attributes in cell.get("/A", ()):
                names = attributes.get("/Headers", ())
                if len(names):
                    attributes.Headers = Array([String(prefix + bytes(name)) for name in names])


def _cells(element: Any) -> Iterator[Any]:
    for below in element.get("/K", ()):
        if isinstance(below, Dictionary) and "/S" in below:
            if below.S in {Name.TD, Name.TH}:
                yield below
            else:
                yield from _cells(below)


# --- bookmarks ----------------------------------------------------------------


def _bookmarks(item: Any, depth: int) -> Iterator[tuple[int, Any]]:
    """Yield the bookmarks of a volume in order, each with its depth."""
    while item is not None:
        yield depth, item
        yield from _bookmarks(item.get("/First"), depth + 1)
        item = item.get("/Next")


def _nested(bookmarks: Sequence[tuple[int, Any]]) -> list[OutlineItem]:
    """Return bookmarks inside one another."""
    roots: list[OutlineItem] = []
    path: list[OutlineItem] = []
    for depth, old in bookmarks:
        item = OutlineItem(str(old.Title), old.Dest)
        item.is_closed = True
        del path[depth:]
        (path[-1].children if path else roots).append(item)
        path.append(item)
    return roots
