"""``vademecum.toml``: what a vault says of itself, checked key by key, put on Sphinx's settings.

The file comes with the notes and is as untrusted as they are. It is read while the extension is set
up, before all others. Sphinx has loaded its translations by then, so another language has them
loaded again; themes, builders and sphinx-needs read their settings later.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import sphinx
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.compat import written_settings
from vademecum.settings.checks import Problem, Wanted, WantedError
from vademecum.settings.options import KEYS, OF_SPHINX, PREFIX, ParsedSettings, Settings
from vademecum.skills.notation import DomainSpec
from vademecum.vault.front_matter import read_front_matter
from vademecum.vault.names import NotePath
from vademecum.vault.nearest import suggest
from vademecum.vault.publication import home_note, source_title
from vademecum.vault.text import decode

FILE_NAME: Final = "vademecum.toml"
SIZE_LIMIT: Final = 100_000
"""Characters beyond which the file is not read."""


@dataclass(frozen=True, slots=True)
class VaultFile:
    """What a vault says of itself: the values of the keys that hold, and what is wrong."""

    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_vault_file(text: str, reserved: Collection[str] = ()) -> VaultFile:
    """Read the text of ``vademecum.toml``; whatever it holds, nothing is raised.

    Keys in *reserved* are refused: ``conf.py`` keeps them for itself.
    """
    if len(text) > SIZE_LIMIT:
        return VaultFile(problems=(Problem(FILE_NAME, Wanted.SIZE, 1, str(SIZE_LIMIT)),))
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return VaultFile(problems=(_broken(text, error),))
    values: dict[str, Any] = {}
    problems = []
    for key, value in table.items():
        try:
            values[key] = _checked(key, value, reserved)
        except WantedError as error:
            detail = _nearest(key) if error.wanted is Wanted.KNOWN else ""
            line_number = line_of(text, key, error.entry or 0)
            problems.append(Problem(key, error.wanted, line_number, detail))
    problems.sort(key=lambda problem: problem.line)
    return VaultFile(values, tuple(problems))


def _checked(key: str, value: object, reserved: Collection[str]) -> Any:
    if key not in KEYS:
        raise WantedError(Wanted.KNOWN)
    if key in reserved:
        raise WantedError(Wanted.RESERVED)
    return KEYS[key](value)


def _broken(text: str, error: Exception) -> Problem:
    place = re.search(r"at line (\d+)", str(error))  # else it is at the end of the document
    line = int(place[1]) if place else text.rstrip().count("\n") + 1
    return Problem(FILE_NAME, Wanted.TOML, line, str(error)[:120])


def _nearest(key: str) -> str:
    return suggest(key, KEYS) or ""


def line_of(text: str, key: str, entry: int = 0) -> int:
    """Return the line where *key* stands, or the table of that place in a list of tables."""
    name = rf"""(?:{re.escape(key)}|"{re.escape(key)}"|'{re.escape(key)}')"""
    tables = list(re.finditer(rf"^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", text, re.MULTILINE))
    if entry < len(tables):
        return text.count("\n", 0, tables[entry].start()) + 1
    plain = re.search(rf"^[ \t]*\[?[ \t]*{name}[ \t]*[=.\]]", text, re.MULTILINE)
    return text.count("\n", 0, plain.start()) + 1 if plain else 1


WHOLE: Final = "."
"""The value of ``vademecum_vault`` that says that all of the source folder is one vault."""


def vault_folder(config: Config, source: Path) -> Path | None:
    """Return the folder of the vault, None if the project has none."""
    folder = Settings.of(config).vault
    return source / folder if folder else None


def vault_file(config: Config) -> VaultFile:
    """Return what the vault says of itself in this build."""
    known = config.__dict__.get("_vademecum_vault_file")
    return known if isinstance(known, VaultFile) else VaultFile()


def domains(config: Config) -> tuple[DomainSpec, ...]:
    """Return the domains known by name.

    Those of ``conf.py`` are named in its language: in a vault of another they are as written.
    """
    specs, said = Settings.of(config).domains, vault_file(config).values
    language = str(said.get("language", ""))[:2]
    if "domains" in said or not language or _language_of_conf(config) == language:
        return specs
    return tuple(replace(spec, as_written=True) for spec in specs)


def _language_of_conf(config: Config) -> str:
    return str(written_settings(config).get("language") or "en")[:2]


def is_set(config: Config, name: str) -> bool:
    """Say whether ``conf.py`` or the command line sets an option of Sphinx."""
    return name in written_settings(config) or name in config.overrides


def read_vault(app: Sphinx) -> None:
    """Put what the vault says of itself on the settings; what the command line says stays.

    The settings are read again by whoever asks next: words of ours are not known yet.
    """
    config = app.config
    folder = vault_folder(config, Path(app.srcdir))
    if folder is not None:
        _apply(app, config, folder)
    ParsedSettings.forget(config)


def _apply(app: Sphinx, config: Config, folder: Path) -> None:
    read = read_vault_file(small_text(folder, FILE_NAME), Settings.of(config).reserved_keys)
    config.__dict__["_vademecum_vault_file"] = read
    whole = Settings.of(config).vault == WHOLE
    for key, value in read.values.items():
        names = OF_SPHINX[key].names if key in OF_SPHINX else (PREFIX + key,)
        if key in OF_SPHINX and not whole:
            continue
        for name in names:
            if name not in config.overrides:
                setattr(config, name, value)
    if whole:
        _name_project(config, folder, read.values)
        load_translations(app)


def small_text(folder: Path, name: str) -> str:
    """Return the text of a small file of a vault; empty if there is none.

    A link that leads out of the vault is no file of it.
    """
    path = folder / name
    try:
        if not path.is_file() or path.resolve() != folder.resolve() / name:
            return ""
        with path.open("rb") as file:
            data = file.read(4 * SIZE_LIMIT + 1)  # a character has four bytes at most
    except OSError:
        return ""
    return decode(data).text


def _name_project(config: Config, folder: Path, values: Any) -> None:
    """Give the project a title, and no author that nobody named."""
    if "title" not in values and not is_set(config, "project"):
        config.project = _title(folder)
    if not is_set(config, "html_title"):
        config.html_title = html.escape(config.project, quote=False)
    for name in ("author", "copyright"):
        if "author" not in values and not is_set(config, name):
            setattr(config, name, "")


def _beginning(path: Path) -> str:
    """Return the first of a note's text, where its properties and its title stand."""
    try:
        with path.open("rb") as file:
            return decode(file.read(SIZE_LIMIT)).text
    except OSError:
        return ""


def _title(folder: Path) -> str:
    """Return the title of the home note, else the folder's name."""
    root = folder.resolve()
    paths = [
        NotePath(path.name)
        for path in root.iterdir()
        if path.suffix.lower() == ".md" and path.is_file() and not path.is_symlink()
    ]
    home = home_note(paths, lambda path: read_front_matter(_beginning(root / path)))
    return source_title(home, _beginning(root / home)) if home is not None else root.name


def load_translations(app: Sphinx) -> None:
    """Load Sphinx's words again, in the language that the settings have now.

    They are kept by the process: an earlier build may have left another language's.
    """
    package = Path(sphinx.__file__).parent / "locale"
    own = [str(Path(app.srcdir) / folder) for folder in app.config.locale_dirs]
    locale.translators.pop(("general", "sphinx"), None)
    app.translator, _known = locale.init([*own, None, str(package)], app.config.language)
