"""``vademecum links``: every public address outside the handbook is asked once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from vademecum.commands.vault import build, vault_arguments
from vademecum.i18n import _
from vademecum.settings.options import REPORTS


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)
    line.add_argument("--format", choices=REPORTS[:2], help=_("for people or for machines"))


def run(options: Namespace) -> int:
    """Ask; 1 if an address is dead."""
    settings = {"vademecum_report": options.format} if options.format else {}
    return build("links", options, doctrees="links/doctrees", settings=settings, fresh=True)
