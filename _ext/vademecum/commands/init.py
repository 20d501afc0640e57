"""``vademecum init FOLDER``: the start of another handbook, a vault that is also a repository.

The files of ``start/`` are copied: those of ``common`` for every language, those of the language.
``@word@`` in them stands for a word of the language's ``words.toml``, the title or our version;
``dot-`` before a name, for the dot that packaging and git would take for their own.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from vademecum import __version__
from vademecum.commands import ids
from vademecum.commands.reader_language import FALLBACK, reader_language
from vademecum.commands.vault import DEFAULTS, read_vault
from vademecum.i18n import _
from vademecum.skills.register import REGISTERS

START = Path(__file__).resolve().parents[1] / "start"
COMMON, WORDS, DOT = "common", "words.toml", "dot-"
LANGUAGES = tuple(sorted(p.name for p in START.iterdir() if (p / WORDS).is_file()))
_WORD = re.compile(r"@([a-z_]+)@")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~^$=%])")


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    system = reader_language(None)
    default = system if system in LANGUAGES else FALLBACK
    line.add_argument("folder", type=Path, metavar=_("FOLDER"), help=_("a new or empty folder"))
    line.add_argument("--language", choices=LANGUAGES, default=default,
                      help=_("language of the handbook (%(default)s)"))  # fmt: skip
    line.add_argument("--title", default="", metavar=_("TITLE"), help=_("title of the handbook"))


def run(options: Namespace) -> int:
    """Write the start, numbers of skills included, or nothing at all."""
    folder = Path(options.folder)
    if not _is_free(folder):
        words = _("“%(folder)s” is not an empty folder: nothing was written. Name a new one.")
        print(words % {"folder": folder}, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="vademecum-") as work:
        vault = Path(work) / "vault"
        for name, text in start_files(options.language, options.title):
            (vault / name).parent.mkdir(parents=True, exist_ok=True)
            (vault / name).write_text(text, encoding="utf-8", newline="\n")
        ids.write(ids.plan(read_vault(vault, DEFAULTS), DEFAULTS), vault)
        shutil.copytree(vault, folder, dirs_exist_ok=True)
    print("\n".join(_advice(folder)))
    return 0


def _is_free(folder: Path) -> bool:
    """Say whether nothing is lost if files are written there; a fresh clone holds ``.git``."""
    if not folder.exists():
        return not folder.is_symlink()
    return folder.is_dir() and {path.name for path in folder.iterdir()} <= {".git"}


def start_files(language: str, title: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path below the new folder and the text of each file."""
    words = tomllib.loads((START / language / WORDS).read_text(encoding="utf-8"))
    plain = "".join(c for c in " ".join(title.split()) if c.isprintable()) or words["title"]
    words |= {
        "title": _MARKUP.sub(r"\\\1", plain),
        "toml_title": json.dumps(plain, ensure_ascii=False),  # a string of JSON is one of TOML
        "version": __version__,
        "register": REGISTERS[language].file,
    }
    for part in (COMMON, language):
        for source in sorted((START / part).rglob("*")):
            if source.is_file() and source.name != WORDS:
                name = source.relative_to(START / part).as_posix()
                yield _dotted(name), _filled(source.read_text(encoding="utf-8"), words)


def _dotted(name: str) -> str:
    parts = (re.sub(f"^{DOT}", ".", part) for part in name.split("/"))
    return "/".join(parts)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda match: words[match[1]], text)


def _advice(folder: Path) -> Iterator[str]:
    yield _("A handbook begins in %(folder)s.") % {"folder": folder}
    yield _("Open this folder as a vault in Obsidian, or there, in a terminal:")
    yield "  vademecum check"
    yield "  vademecum html"
    yield _("What comes next stands in %(file)s.") % {"file": folder / ".github" / "README.md"}
