"""The register: every skill number ever given, one a line, in a plain file of the vault.

``CUR-06 = active : Communication en ligne`` or ``CUR-09 = retirée → CUR-12 : Ancien titre``. Git
merges it line by line (``merge=union`` in ``.gitattributes``); a number that two branches gave then
stands twice, until ``make ids`` orders it. What a person has written (comments, order, line ends)
stays.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from vademecum.languages import FALLBACK, languages, word_in, words
from vademecum.skills.notation import skill_id
from vademecum.vault.names import NotePath, fold, without_marks
from vademecum.vault.records import Note

_Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """What a register is called and says in one language: its file, and the two states."""

    file: str
    active: str
    retired: str


REGISTERS: Final = {
    language: RegisterWords(
        word_in("files", "register", language),
        word_in("register", "active", language),
        word_in("register", "retired", language),
    )
    for language in languages()
}
"""By language; each is read in any vault, a new one is written in the vault's own."""

REGISTER_FILES: Final = frozenset(words.file for words in REGISTERS.values())
_USUAL: Final = NotePath(REGISTERS[FALLBACK].file)

_ENTRY: Final = re.compile(
    r"(?P<id>[A-Z0-9]+(?:-[A-Z0-9]+)*)\s*=\s*(?P<state>\w+)"
    r"(?:\s*(?:→|->|=>)\s*(?P<successors>[A-Z0-9-]+(?:\s*,\s*[A-Z0-9-]+)*))?"
    r"\s*(?::\s*(?P<title>.*))?",
    re.IGNORECASE,
)
_LONGEST: Final = 60  # an id is the name of a file
_STATES: Final = {
    **dict.fromkeys(map(without_marks, words("register", "active")), False),
    **dict.fromkeys(map(without_marks, words("register", "retired")), True),
}
_ACTIVE: Final = re.compile(
    rf"(=\s*)(?:{'|'.join(word for word, retired in _STATES.items() if not retired)})\b",
    re.IGNORECASE,
)
_CONFLICT: Final = re.compile(r"(<{7}|={7}|>{7}|\|{7})(\s|$)")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A number once given: in use, or retired and perhaps replaced by others."""

    id: str
    retired: bool = False
    successors: tuple[str, ...] = ()
    title: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RegisterProblem:
    """What is wrong with a line: ``conflict``, ``unreadable`` or ``twice`` (``detail``: where).

    ``too-long`` is about the whole file, which was not read: ``text`` is its size, ``detail`` how
    many bytes are. ``second``: the vault has another register, ``text``, beside this one.
    """

    kind: str
    line: int
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The entries by id, and what cannot be read; ``exists``: whether the vault has the file.

    ``path``: where it is, or would be written, as paths of notes count.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    problems: tuple[RegisterProblem, ...] = ()
    exists: bool = False
    path: NotePath = _USUAL

    @property
    def words(self) -> RegisterWords:
        """The words that the register is written with: its name says the language."""
        name = self.path.rpartition("/")[2]
        return next(words for words in REGISTERS.values() if words.file == name)


def register_paths(files: Container[str], language: str, folder: str = "") -> tuple[NotePath, ...]:
    """Return where registers are, that of the language first; if none is, where it would be.

    ``files``: the paths of the vault's files; ``folder``: the vault's, from where they count.
    """
    own = REGISTERS.get(language.partition("_")[0], REGISTERS[FALLBACK])
    names = dict.fromkeys(words.file for words in (own, *REGISTERS.values()))
    paths = [NotePath(posixpath.join(folder, name)) for name in names]
    return tuple(path for path in paths if path in files) or (paths[0],)


def beside_others(register: Register, others: Iterable[NotePath]) -> Register:
    """Return a register that tells of *others*: what stands in them it does not know."""
    seconds = (RegisterProblem("second", 1, other, register.path) for other in others)
    return replace(register, problems=(*register.problems, *seconds))


def unread_register(path: NotePath, size: int, limit: int) -> Register:
    """Return the register of a file that is too long to be read (both in bytes)."""
    problem = RegisterProblem("too-long", 1, str(size), str(limit))
    return Register(problems=(problem,), path=path)


def read_register(text: str, path: NotePath = _USUAL) -> Register:
    """Read the text of a register; nothing is raised, and what can be read is kept."""
    entries: dict[str, Entry] = {}
    problems: list[RegisterProblem] = []
    for number, line in enumerate(register_lines(text.removeprefix("\ufeff")), 1):
        content = unicodedata.normalize("NFC", line).strip()
        if not content or content.startswith("#"):
            continue
        entry = _entry(content, number)
        if _CONFLICT.match(content):
            problems.append(RegisterProblem("conflict", number, content))
        elif entry is None:
            problems.append(RegisterProblem("unreadable", number, content))
        elif entry.id in entries:
            first = entries[entry.id].line
            problems.append(RegisterProblem("twice", number, entry.id, str(first)))
        else:
            entries[entry.id] = entry
    return Register(entries, tuple(_first_conflict(problems)), exists=True, path=path)


def _first_conflict(problems: Iterable[RegisterProblem]) -> Iterable[RegisterProblem]:
    """Keep one finding for the three lines that git leaves around a conflict."""
    opened = False
    for problem in problems:
        if problem.kind != "conflict" or not opened:
            yield problem
        if problem.kind == "conflict":
            opened = not problem.text.startswith(">")


def _entry(content: str, number: int) -> Entry | None:
    match = _ENTRY.fullmatch(content)
    state = _STATES.get(without_marks(match["state"])) if match else None
    if match is None or state is None or len(match["id"]) > _LONGEST:
        return None
    successors = _listed(match["successors"].upper()) if match["successors"] else ()
    return Entry(
        match["id"].upper(), state, tuple(successors), (match["title"] or "").strip(), number
    )


def _listed(ids: str) -> list[str]:
    return [name.strip() for name in ids.split(",")]


def updated_register(
    text: str,
    given: Mapping[str, str],
    retired: Iterable[str],
    head: str,
    words: RegisterWords,
) -> str:
    """Return ``text`` with the ids ``given`` (and their titles) and those now ``retired``.

    A new line stands where the order of ids wants it; every other line stays as it is. ``head``
    is the comment of a new file, ``words`` the language's. ``text`` must have no problems.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    lines = register_lines(text) or [f"# {line}".rstrip() + end for line in head.split("\n")]
    ids = [_id_of(line) for line in lines]
    places = {identifier: place for place, identifier in reversed(list(enumerate(ids)))}
    for gone in retired:
        lines[places[gone]] = _retire(lines[places[gone]], words.retired)
    keys = [order_key(known) if known else None for known in ids]
    for identifier in sorted(set(given) - set(ids), key=order_key):
        place = _place(keys, order_key(identifier))
        if place and not lines[place - 1].endswith(("\r", "\n")):
            lines[place - 1] += end
        lines.insert(
            place, f"{identifier} = {words.active} : {given[identifier]}".rstrip(" :") + end
        )
        keys.insert(place, order_key(identifier))
    return "".join(lines)


def order_key(identifier: str) -> _Key:
    """Give the order of ids: by code, then by number (``CUR-9`` before ``CUR-10``)."""
    code, _, number = identifier.rpartition("-")
    return (code, int(number), "") if number.isdecimal() else (identifier, -1, "")


def register_lines(text: str) -> list[str]:
    """Return the lines of a register with their ends."""
    return _LINE.findall(text)


def read_entry(line: str) -> Entry | None:
    """Read one line of a register; None if it is a comment, empty or none."""
    return _entry(unicodedata.normalize("NFC", line.removeprefix("\ufeff")).strip(), 0)


def _id_of(line: str) -> str:
    entry = read_entry(line)
    return entry.id if entry is not None else ""


def _place(keys: Sequence[_Key | None], wanted: _Key) -> int:
    """Give the index right after the last entry that comes before ``wanted``."""
    for place in range(len(keys), 0, -1):
        key = keys[place - 1]
        if key is not None and key < wanted:
            return place
    return next((place for place, key in enumerate(keys) if key is not None), len(keys))


def _retire(line: str, word: str) -> str:
    return _ACTIVE.sub(rf"\g<1>{word}", line, count=1)


_MARKER: Final = re.compile(r"(<{7}|={7}|>{7}|\|{7})(\s|$)")


@dataclass(frozen=True, slots=True)
class Doubled:
    """A skill that bears the number of another: its note, the line of its mark, both titles."""

    path: NotePath
    line: int
    block: str
    title: str
    keeper: str


def merged_register(text: str, held: Collection[str]) -> str:
    """Return a register with one line a number and without git's marks; other lines stay.

    ``held``: the numbers that notes hold. Of several lines the first that agrees with them stays.
    """
    lines = list(_without_conflict(register_lines(text)))
    entries = [read_entry(line) for line in lines]
    kept: dict[str, Entry] = {}
    for entry in filter(None, entries):
        first = kept.setdefault(entry.id, entry)
        if first.retired == (entry.id in held) and entry.retired != first.retired:
            kept[entry.id] = entry
    pairs = zip(lines, entries, strict=True)
    return "".join(line for line, entry in pairs if entry is None or entry is kept[entry.id])


def _without_conflict(lines: list[str]) -> Iterator[str]:
    base = False
    for line in lines:
        marker = _MARKER.match(line)
        if marker is not None:
            base = marker[1].startswith("|")
        elif not base:
            yield line


def doubled(notes: Mapping[NotePath, Note], text: str) -> list[Doubled]:
    """Return the skills that bear another's number.

    The one whose title stands first in the register keeps it, else the first in the notes.
    """
    titles: dict[str, str] = {}
    for line in _without_conflict(register_lines(text)):
        entry = read_entry(line)
        if entry is not None:
            titles.setdefault(entry.id, fold(entry.title))
    uses: dict[str, list[Doubled]] = {}
    for note in notes.values():
        marks = [(fold(block.block), block.line) for block in note.blocks]
        for skill in (s for section in note.domain_sections for s in section.skills if s.block):
            block = str(skill.block)
            place = next((n for b, n in marks if b == fold(block) and n >= skill.line), skill.line)
            one = Doubled(note.path, place, block, skill.title, "")
            uses.setdefault(skill_id(block), []).append(one)
    losers: list[Doubled] = []
    for identifier, several in uses.items():
        wanted = titles.get(identifier)
        keeper = next((d for d in several if fold(d.title) == wanted), several[0])
        losers += [
            Doubled(d.path, d.line, d.block, d.title, keeper.title)
            for d in several
            if d is not keeper
        ]
    return losers
