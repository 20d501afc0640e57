"""What is wrong with the settings: of ``conf.py`` as warnings, of the vault as findings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.i18n import _
from vademecum.lint.codes import Code
from vademecum.lint.wanted import WANTED, Wanted
from vademecum.lint.warnings import warn
from vademecum.settings.options import PREFIX, REMOVED, ParsedSettings, Settings
from vademecum.settings.vault_file import WHOLE, is_set, small_text, vault_file, vault_folder
from vademecum.settings.vault_keys import FILE_NAME, Problem, line_of
from vademecum.vault.records import Finding

_CODES = {
    Wanted.KNOWN: Code.VAULT_FILE_KEY,
    Wanted.RESERVED: Code.VAULT_FILE_RESERVED,
    Wanted.TOML: Code.VAULT_FILE_BROKEN,
    Wanted.SIZE: Code.VAULT_FILE_BROKEN,
}


def warn_of_options(app: Sphinx, config: Config) -> None:
    """Warn of each option that ``conf.py`` or the command line sets to what it cannot be."""
    for problem in ParsedSettings.of(config).problems:
        place = None
        if problem.name not in config.overrides:
            place = _line(Path(app.confdir) / "conf.py", problem.name)
        warn(Code.CONFIG, place, name=problem.name, wanted=_(WANTED[problem.wanted]))
    for key, instead in REMOVED.items():
        if is_set(config, PREFIX + key):
            place = _line(Path(app.confdir) / "conf.py", PREFIX + key)
            warn(Code.SETTING_REMOVED, place, key=PREFIX + key, instead=_(instead))


def vault_file_findings(config: Config) -> Iterator[Finding]:
    """Yield what is wrong with the file in which the vault speaks of itself."""
    path = _path(config)
    for problem in vault_file(config).problems:
        code, args = _CODES.get(problem.wanted, Code.VAULT_FILE_VALUE), _arguments(problem)
        instead = REMOVED.get(problem.key)
        if instead is not None:
            code, args = Code.SETTING_REMOVED, {"key": problem.key, "instead": _(instead)}
        yield Finding(code.value, path, problem.line, tuple(args.items()))


def setting_finding(config: Config, source: Path, key: str, wanted: Wanted) -> Finding:
    """Return what is wrong with a setting that only the files of the vault could tell.

    ``source``: the folder of the sources. Of a key that ``conf.py`` sets the line is not known.
    """
    args = (("key", key), ("wanted", wanted.value))
    folder = vault_folder(config, source)
    if folder is None or key not in vault_file(config).values:
        return Finding(Code.VAULT_FILE_VALUE.value, "", 1, args)
    line = line_of(small_text(folder, FILE_NAME), key)
    return Finding(Code.VAULT_FILE_VALUE.value, _path(config), line, args)


def _path(config: Config) -> str:
    """Return the path of the vault's file among the sources."""
    folder = Settings.of(config).vault
    return FILE_NAME if folder == WHOLE else f"{folder}/{FILE_NAME}"


def _arguments(problem: Problem) -> dict[str, str]:
    match problem.wanted:
        case Wanted.KNOWN:
            return {"key": problem.key, "hint": problem.detail}
        case Wanted.RESERVED:
            return {"key": problem.key}
        case Wanted.TOML | Wanted.SIZE:
            return {"detail": problem.detail}
        case _:
            return {"key": problem.key, "wanted": problem.wanted.value}


def _line(conf: Path, name: str) -> str | None:
    """Return the place where ``conf.py`` sets an option, None if that cannot be said."""
    try:
        tree = ast.parse(conf.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    lines = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
    ]
    return f"{conf}:{lines[-1]}" if lines else None
