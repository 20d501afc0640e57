"""``vademecum data``: the handbook as open data, where the site would have it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from vademecum.commands.vault import build, vault_arguments
from vademecum.i18n import _


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)


def run(options: Namespace) -> int:
    """Write the files and say where they are."""
    status = build("data", options, doctrees="data-doctrees", out="html/data")
    print(_("Open data: %(folder)s") % {"folder": options.build / "html" / "data"})
    return status
