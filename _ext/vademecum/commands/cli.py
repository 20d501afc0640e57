"""``vademecum <command>``, the same on every system and in every project; `make` only calls it."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.util.console import color_terminal, nocolor

from vademecum import __version__
from vademecum.commands.reader_language import argparse_in, reader_language
from vademecum.environment.disk import OutputError, cause
from vademecum.extras import MissingExtraError, require
from vademecum.findings import safe_line
from vademecum.i18n import _, later, load


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the module of this room that does it, what it does in a few words.

    ``extra``: the libraries that it needs beside those of a site.
    """

    name: str
    module: str
    purpose: str
    extra: str = ""


COMMANDS = (
    Command("html", "html", later("build the site")),
    Command("check", "check", later("say what is to be mended in the notes, and how")),
    Command("live", "live", later("rebuild and reload the site while one writes"), "live"),
    Command("pdf", "pdf", later("make the handbook, or a booklet, as an accessible PDF"), "pdf"),
    Command("pdfs", "pdfs", later("make the handbook and a booklet of each domain"), "pdf"),
    Command("data", "data", later("write the handbook as open data"), "data"),
    Command("refresh", "refresh", later("fetch what other handbooks publish")),
    Command("ids", "ids", later("give new skills their permanent numbers")),
    Command("fix", "fix", later("show, then do what can be mended safely")),
    Command("diff", "diff", later("say what a change does to skills, notes and links")),
    Command("links", "links", later("ask every public address of the notes whether it answers")),
    Command("init", "init", later("start a handbook in a new folder")),
)
"""Every command. A module is imported only when its command is asked for."""

_DISK: Final = re.compile(r"\w*Error: \[Errno (\d+)\] [^:]*(?:: '(.*)')?$")


def command_line(arguments: Sequence[str]) -> ArgumentParser:
    """Return the parser; only the commands that ``arguments`` name are imported.

    :raises MissingExtraError: if one of them needs libraries that are not installed.
    """
    line = ArgumentParser(prog="vademecum", description=_("A vault of notes becomes a handbook."))
    version = _("show the version and exit")
    line.add_argument(
        "--version", action="version", version=f"vademecum {__version__}", help=version
    )
    commands = line.add_subparsers(metavar=_("command"), required=True)
    for command in COMMANDS:
        purpose = _(command.purpose)
        part = commands.add_parser(command.name, help=purpose, description=purpose)
        if command.name in arguments:
            if command.extra:
                require(command.extra)
            module = import_module(f"vademecum.commands.{command.module}")
            module.arguments(part)
            part.set_defaults(run=module.run)
    return line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status. A reader who has gone (``| head``) is no error."""
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _run(arguments: Sequence[str]) -> int:
    language = reader_language(_vault(arguments))
    load(language)  # for what is said before a vault is read
    if not color_terminal():
        nocolor()
    try:
        with argparse_in(language):
            options = command_line(arguments).parse_args(arguments)
    except MissingExtraError as error:
        print(error, file=sys.stderr)
        return 2
    vault: Path | None = getattr(options, "vault", None)
    if vault is not None and not vault.is_dir():
        print(_no_folder(vault), file=sys.stderr)
        return 2
    try:
        return int(options.run(options))
    except SphinxError as error:
        if isinstance(error.__cause__, BrokenPipeError):  # an event's handler printed
            raise error.__cause__ from None
        fault = _of_process(error) or error.__cause__
        if isinstance(fault, OSError) and not isinstance(error, OutputError):
            print(_disk(fault), file=sys.stderr)
        else:
            print(f"{error.category}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        raise
    except EOFError:  # a process that reads notes or writes pages has gone without a word
        print(_gone(), file=sys.stderr)
        return 2
    except OSError as error:
        print(_disk(error), file=sys.stderr)
        return 2


def _of_process(error: SphinxError) -> OSError | None:
    """Return the fault of the disk that a process of the build has met: it is handed on as text."""
    parts = _DISK.match(str(error)) if isinstance(error, SphinxParallelError) else None
    return OSError(int(parts[1]), os.strerror(int(parts[1])), parts[2]) if parts else None


def _disk(error: OSError) -> str:
    """Return what to say of a file that could not be read or written."""
    words = _("%(file)s could not be read or written: %(cause)s. Mend this, then try again.")
    name = safe_line(str(error.filename or _("A file")))
    return words % {"file": name, "cause": cause(error)}


def _gone() -> str:
    """Return what to say when a process of the build was killed."""
    return _(
        "A process of the build was stopped from outside, perhaps for want of memory: the build "
        "is not complete. Close other programs, then start it again."
    )


def _no_folder(vault: Path) -> str:
    words = _("The folder of notes “%(vault)s” does not exist. Check the path given after VAULT=.")
    return words % {"vault": vault}


def _vault(arguments: Sequence[str]) -> Path | None:
    """Return the vault that is asked for, before the command line is understood."""
    line = ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    line.add_argument("--vault", type=Path, nargs="?")
    folder: Path | None = line.parse_known_args(arguments)[0].vault
    return folder
