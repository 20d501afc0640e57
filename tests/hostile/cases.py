"""The cases: small files, each an attack and what it must not do.

A file begins with ``must not: …`` and perhaps ``told: code`` and ``seconds: n``, then ``--- path``
and a text for each file of the vault. ``<<9>>line`` is a line nine times (``{i}``, ``{j}``: its
number and the next; ``\\n``: a line break in it), ``<<9 inline>>text`` the same on one line. In a
path ``<<9>>`` makes nine files, ``<<9 path>>d`` nine folders in one another, ``<bytes>`` a name of
any bytes. A text may be ``<sparse size>``, ``<link target>`` or ``<hex digits>``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
SAFE = ("Saine.md", "# Saine\n\nTexte sain.\n")
_TIMES = re.compile(r"<<(\d+)( inline)?>>(.*)$", re.MULTILINE)
_MANY = re.compile(r"<<(\d+)>>(.*)")
_DEEP = re.compile(r"<<(\d+) path>>([^/]*)(.*)")
_SPECIAL = re.compile(r"<(sparse|link|hex) (.*)>")
PROCESSOR_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Case:
    """An attack: its class and name, what it must not do, the code that it gives, its files.

    ``seconds``: of the processor, for one command. A build is over in ten; a case says its own
    time only if what it asks for is as large as that: thousands of skills have a page each.
    """

    kind: str
    name: str
    must_not: str
    told: str
    seconds: int
    parts: tuple[tuple[str, str], ...]

    def write(self, vault: Path) -> None:
        """Write the files below a folder, with a note that has nothing to do with them."""
        for path, text in (SAFE, *self.parts):
            write_part(vault, path, text, root=vault)


def cases() -> Iterator[Case]:
    """Yield every case, by class and name."""
    for file in sorted(FOLDER.glob("*/*.txt")):
        head, *parts = ("\n" + file.read_text(encoding="utf-8")).split("\n--- ")
        about = dict(line.split(": ", 1) for line in head.strip().splitlines())
        texts = tuple((path, text) for path, _, text in (part.partition("\n") for part in parts))
        told, seconds = about.get("told", ""), int(about.get("seconds", PROCESSOR_SECONDS))
        yield Case(file.parent.name, file.stem, about["must not"], told, seconds, texts)


def write_part(folder: Path, path: str, text: str, *, root: Path) -> None:
    """Write the files of a part below a folder; links count from ``root``."""
    for file, content in _files(path, text):
        _put(folder, file, content, root)


def _files(path: str, text: str) -> Iterator[tuple[str, str]]:
    many, deep = _MANY.match(path), _DEEP.match(path)
    if many:
        for i in range(int(many[1])):
            yield _numbered(many[2], i), _expanded(_numbered(text, i) if "<<" not in text else text)
    elif deep:
        yield "/".join([deep[2]] * int(deep[1])) + deep[3], _expanded(text)
    elif path.startswith("<bytes>"):
        raw = path.removeprefix("<bytes>").encode().decode("unicode_escape").encode("latin-1")
        yield os.fsdecode(raw), _expanded(text)
    else:
        yield path, _expanded(text)


def _numbered(text: str, i: int) -> str:
    return text.replace("{i}", str(i)).replace("{j}", str(i + 1))


def _expanded(text: str) -> str:
    def times(match: re.Match[str]) -> str:
        item = match[3].replace("\\n", "\n")
        between = "" if match[2] else "\n"
        return between.join(_numbered(item, i) for i in range(int(match[1])))

    return _TIMES.sub(times, text)


def _put(folder: Path, path: str, content: str, root: Path) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    special = _SPECIAL.fullmatch(content.strip())
    if special is None:
        file.write_text(content, encoding="utf-8")
    elif special[1] == "link":
        file.symlink_to(root / special[2])
    elif special[1] == "hex":
        file.write_bytes(bytes.fromhex(special[2]))
    else:
        with file.open("wb") as sparse:
            sparse.truncate(int(special[2]))
