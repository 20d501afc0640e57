"""``vademecum html``: the site."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from vademecum.commands.vault import build, vault_arguments
from vademecum.i18n import _


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)


def run(options: Namespace) -> int:
    """Build the site and say where it is."""
    status = build("html", options, doctrees="doctrees")
    print(_("Site: %(file)s") % {"file": options.build / "html" / "index.html"})
    return status
