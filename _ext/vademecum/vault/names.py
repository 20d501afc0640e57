"""Names: how paths, note names and addresses are compared, printed and derived."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NewType

from vademecum.languages import words

NotePath = NewType("NotePath", str)
"""A file of the vault: POSIX path from the vault's root, spelled exactly as on disk (maybe NFD)."""

DocName = NewType("DocName", str)
"""The address of a page: lower-case ASCII, ``/`` between folders, no suffix."""

SLUG_LIMIT = 80
ADDRESS_LIMIT = 400
"""Characters of a path, and of an address: systems take a thousand or four, folders included."""
HOME = DocName("index")
HOME_NAMES = ("index.md", *(f"{name}.md" for name in words("words", "home")), "readme.md")
"""Names of a home note at the root of the vault, in any case."""

# Every kind of blank that is not a line break: a no-break space is what French typography puts
# before a colon, and nobody sees which of them a file name carries.
_BLANKS = dict.fromkeys(
    (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000),
    " ",
)
# Letters that Unicode does not decompose, as French and its neighbours spell them in ASCII.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_NAME = 200
"""Characters of what may be a name, and is worth keeping; a line of text is not."""
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def printed(text: str) -> str:
    """Return *text* as it is shown: composed (NFC), because fonts draw decomposed accents badly."""
    return unicodedata.normalize("NFC", text)


def plain_blanks(text: str) -> str:
    """Return *text* with every no-break, thin or wide space turned into a plain one."""
    return text if text.isascii() else text.translate(_BLANKS)


def fold(text: str) -> str:
    """Return the key under which two spellings of a name are the same name.

    Case, Unicode form and kind of blank do not count (Obsidian ignores case, macOS decomposes).
    Folding decomposed text, then composing, is Unicode's canonical caseless matching.
    """
    if text.isascii():
        return text.lower()
    return _folded(text) if len(text) <= _NAME else _folded.__wrapped__(text)


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    """Return the key of a text that is not plain: a handbook asks for the same names again."""
    decomposed = unicodedata.normalize("NFD", plain_blanks(text))
    return unicodedata.normalize("NFC", decomposed.casefold())


def without_marks(text: str) -> str:
    """Return *text* folded and without accents: « Éducation » and « education » become the same."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return _unmarked(folded) if len(folded) <= _NAME else _unmarked.__wrapped__(folded)


@lru_cache(maxsize=50_000)
def _unmarked(folded: str) -> str:
    """Return a folded text that is not plain without its accents."""
    decomposed = unicodedata.normalize("NFKD", folded)
    # A long text has few different letters; `str.translate` would look at each place of each.
    for letter in set(decomposed):
        if letter in _LETTERS or unicodedata.combining(letter):
            decomposed = decomposed.replace(letter, _LETTERS.get(letter, ""))
    return decomposed.casefold()


def note_name(path: str) -> str:
    """Return the name of the note at *path*: its file name without ``.md``, composed (NFC)."""
    name = path.rsplit("/", 1)[-1]
    return printed(name[:-3] if name[-3:].lower() == ".md" else name)


def folder_of(path: str) -> str:
    """Return the folder of *path*, without a final slash; empty at the root of the vault."""
    return path.rpartition("/")[0]


def digest(text: str, length: int) -> str:
    """Return *length* hexadecimal digits that stand for *text*, whatever its Unicode form."""
    data = printed(text).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:length]


@lru_cache(maxsize=20_000)
def slug(text: str) -> str:
    """Return the part of an address that stands for *text*: ``[a-z0-9]``, single hyphens between.

    A text without letters or digits in ASCII (emoji, Chinese) becomes ``n-`` and a digest; a long
    one is cut at a hyphen and ends in a digest, so that two that differ late stay apart.
    """
    plain = _NOT_SLUG.sub("-", without_marks(text)).strip("-")
    if not plain:
        return "n-" + digest(text, 8)
    if len(plain) <= SLUG_LIMIT:
        return plain
    room = SLUG_LIMIT - 7
    kept = plain[:room].rpartition("-")[0] if plain[room] != "-" else plain[:room]
    return f"{kept or plain[:room]}-{digest(text, 6)}"


def docnames(
    paths: Iterable[NotePath], reserved: Collection[str] = (), *, home: bool = True
) -> dict[NotePath, DocName]:
    """Give every note its address, the same whatever the order of *paths*; no two are equal.

    *reserved* holds addresses (``search``) and, ending in ``/``, folders (``competences/``) that
    no note may take. Of several notes that want one address, the first by path keeps it; the
    others get a digest. ``index`` belongs to the home note alone (``named_home``), or to no note
    (``home`` False).
    """
    ordered = sorted(set(paths), key=lambda path: (printed(path), path))
    folders = {name for name in reserved if name.endswith("/")}
    taken = {HOME, *reserved}
    given: dict[NotePath, DocName] = {}
    crowded: list[tuple[NotePath, str]] = []
    first = named_home(ordered) if home else None
    if first is not None:
        given[first] = HOME
    for path in ordered:
        if path == first:
            continue
        wanted = _address(path, folders)
        if wanted in taken:
            crowded.append((path, wanted))
        else:
            taken.add(wanted)
            given[path] = DocName(wanted)
    # At last, so that a note whose own name looks like « a-3f9a2c » keeps it.
    for path, wanted in crowded:
        given[path] = _free(path, wanted, taken)
        taken.add(given[path])
    return given


def named_home(paths: Iterable[NotePath]) -> NotePath | None:
    """Return the note at the root that is the home page by its name, None if none is.

    The first of ``HOME_NAMES`` that is there wins; of two that differ by case, the plain one.
    """
    ordered = sorted(paths, key=lambda path: (printed(path), path))
    for name in HOME_NAMES:
        alike = [path for path in ordered if path.lower() == name]
        if alike:
            return NotePath(name) if NotePath(name) in alike else alike[0]
    return None


def _address(path: str, reserved_folders: Collection[str]) -> str:
    """Slug each folder and the name; step aside from a reserved folder, with all it holds."""
    source = ""
    address = ""
    for part in folder_of(path).split("/"):
        if not part:
            continue
        source += part + "/"
        address += slug(part) + "/"
        if address in reserved_folders:
            address = f"{address[:-1]}-{digest(source, 6)}/"
    name = slug(note_name(path))
    if len(address) + len(name) > ADDRESS_LIMIT:
        return f"{address[:SLUG_LIMIT].rpartition('/')[0]}/{digest(folder_of(path), 12)}/{name}"
    return address + name


def _free(path: str, wanted: str, taken: Collection[str]) -> DocName:
    candidate = f"{wanted}-{digest(path, 6)}"
    turn = 0
    # A second turn needs two paths that differ by Unicode form alone, or a digest that is taken.
    while candidate in taken:
        turn += 1
        candidate = f"{wanted}-{digest(f'{path}/{turn}', 6)}"
    return DocName(candidate)
