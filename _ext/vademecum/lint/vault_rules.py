"""What is wrong with the vault's folder, its settings, and the addresses that ``links`` asks."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from sphinx.config import Config

from vademecum.environment.domain import VaultDomain, today
from vademecum.environment.social_picture import KEY, social_picture_problem
from vademecum.i18n import _
from vademecum.lint.rules import NOTICE, Rule
from vademecum.settings import REMOVED, WHOLE, Settings, small_text, vault_file, vault_folder
from vademecum.settings.checks import WANTED, Problem, Wanted
from vademecum.settings.vault_file import FILE_NAME, line_of
from vademecum.vault.names import ADDRESS_LIMIT, HOME, printed
from vademecum.vault.records import Finding


def vault_findings(vault: VaultDomain) -> Iterator[Finding]:
    """Yield what is wrong with the folder itself, and with what lies in it of other handbooks."""
    yield from _of_vault_file(vault.env.config)
    yield from _picture(vault)
    for path in vault.project.escaped:
        yield Finding.of("outside-vault", path, 1, file=printed(path))
    for name in sorted(vault.project.unreadable):
        yield Finding.of("name-encoding", name, 1, file=name)
    for name in sorted(vault.project.closed):
        yield Finding.of("not-readable", name, 1, file=printed(name))
    for path in sorted(vault.handbook.notes):
        if len(path) > ADDRESS_LIMIT:
            yield Finding.of("path-long", path, 1, length=len(path))
    # A host has pages of its own, and a home: neither is asked of a guest's vault.
    if vault.whole and not vault.handbook.notes:
        yield Finding.of("vault-empty", "", 1, folder=vault.project.srcdir)
    elif vault.whole and vault.project.note_path(HOME) is None:
        yield Finding.of("home-missing", "", 1)
    addresses = Settings.of(vault.env.config).handbooks
    for key, stored in vault.stored.items():
        if stored.handbook.known and stored.is_old(addresses[key], today()):
            args = {"handbook": key, "day": stored.day or "?", "address": stored.source}
            yield Finding.of("handbook-old", "", 1, **args)


_CODES: Final = {
    Wanted.KNOWN: "vault-file-key",
    Wanted.RESERVED: "vault-file-reserved",
    Wanted.TOML: "vault-file-broken",
    Wanted.SIZE: "vault-file-broken",
}


def _of_vault_file(config: Config) -> Iterator[Finding]:
    """Yield what is wrong with the file in which the vault speaks of itself."""
    path = _path(config)
    for problem in vault_file(config).problems:
        code, args = _CODES.get(problem.wanted, "vault-file-value"), _arguments(problem)
        if (instead := REMOVED.get(problem.key)) is not None:
            code, args = "setting-removed", {"key": problem.key, "instead": _(instead)}
        yield Finding.of(code, path, problem.line, **args)


def _path(config: Config) -> str:
    """Return the path of the vault's file among the sources."""
    folder = Settings.of(config).vault
    return FILE_NAME if folder == WHOLE else f"{folder}/{FILE_NAME}"


def _picture(vault: VaultDomain) -> Iterator[Finding]:
    """Yield why the picture that the settings name is not shown: only the files can tell.

    Of a key that ``conf.py`` sets the line is not known.
    """
    problem, config = social_picture_problem(vault), vault.env.config
    if problem is None:
        return
    folder = vault_folder(config, Path(vault.env.srcdir))
    path, line = "", 1
    if folder is not None and KEY in vault_file(config).values:
        path, line = _path(config), line_of(small_text(folder, FILE_NAME), KEY)
    yield Finding.of("vault-file-value", path, line, key=KEY, wanted=problem.value)


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


def _in_words(args: Mapping[str, str]) -> Mapping[str, str]:
    return {"wanted": _(WANTED[Wanted(args["wanted"])])}


def option_line(conf: Path, name: str) -> int:
    """Return the line in which ``conf.py`` sets an option, 0 if that cannot be said."""
    try:
        tree = ast.parse(conf.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return 0
    lines = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
    ]
    return lines[-1] if lines else 0


RULES: Final = (
    Rule(
        "rule-failed",
        "The rule %(rule)s of the check has failed (%(cause)s): what it looks for is not told. "
        "Tell those who wrote it.",
    ),
    Rule("config", "conf.py: %(name)s must be %(wanted)s; its default is used.", fill=_in_words),
    Rule(
        "vault-file-broken",
        "vademecum.toml cannot be read (%(detail)s): all of it is ignored. Correct this line; "
        "a text stands between quotation marks.",
    ),
    Rule(
        "vault-file-key", "vademecum.toml has no key “%(key)s”: it is ignored. Delete it. %(hint)s"
    ),
    Rule(
        "vault-file-reserved",
        "“%(key)s” is set by the maintainers in conf.py: it is ignored here. Delete it.",
    ),
    Rule("setting-removed", "The setting “%(key)s” is gone; in its place: %(instead)s. Delete it."),
    Rule(
        "vault-file-value",
        "“%(key)s” must be %(wanted)s. It is ignored as it stands.",
        fill=_in_words,
    ),
    Rule(
        "vault-empty",
        "The vault %(folder)s holds no note. Add a Markdown file (.md), or check the path "
        "given after VAULT=.",
        whole_file=True,
    ),
    Rule(
        "home-missing",
        "There is no index.md at the root of the vault: a home page has been made. Write "
        "index.md to choose its words.",
        severity=NOTICE,
        whole_file=True,
    ),
    Rule(
        "outside-vault",
        "“%(file)s” is a link that leads out of the vault, or to what is not published: it is "
        "left out. Put a copy of the file into the vault.",
        whole_file=True,
    ),
    Rule(
        "name-encoding",
        "The name “%(file)s” is not written in UTF-8: this file or folder is left out. Rename it.",
    ),
    Rule(
        "not-readable",
        "The system does not let “%(file)s” be read: this file or folder is left out. Give "
        "yourself the right to read it.",
    ),
    Rule(
        "path-long",
        "The path of this note has %(length)s characters: its address is shortened, and other "
        "computers may not open it. Put it into fewer folders.",
    ),
    Rule(
        "handbook-old",
        "What is kept of the handbook “%(handbook)s” is of %(day)s, from %(address)s. Run "
        "“make refresh”, and see what has changed.",
        severity=NOTICE,
    ),
    Rule(
        "address-dead",
        "“%(address)s” does not answer any more (%(reason)s). Look for the page's new address, "
        "or take the link away.",
    ),
    Rule(
        "address-moved",
        "“%(address)s” has moved for good. Write %(suggestion)s if that is still the page you "
        "meant.",
        severity=NOTICE,
    ),
    Rule(
        "address-silent",
        "“%(address)s” gave no answer in time (%(reason)s). It is asked again next time; "
        "nothing is to be mended yet.",
        severity=NOTICE,
    ),
    Rule(
        "address-certificate",
        "The certificate of “%(address)s” is not valid (%(reason)s): browsers warn their "
        "readers. Tell the site, or take the link away until it is mended.",
    ),
    Rule(
        "address-private",
        "“%(address)s” is an address of a private network: readers elsewhere cannot open it, "
        "and it is not asked. Write the public address.",
    ),
)
