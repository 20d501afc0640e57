"""``vademecum data``: the handbook as open data, where the site would have it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from vademecum.commands.vault import application, conf_folder, vault_arguments
from vademecum.i18n import _


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)


def run(options: Namespace) -> int:
    """Write the files and say where they are."""
    build = Path(options.build)
    folder = build / "html" / "data"
    doctrees = build / "data-doctrees"
    with application("data", options.vault, conf_folder(options), folder, doctrees) as app:
        app.build()
    print(_("Open data: %(folder)s") % {"folder": folder})
    return app.statuscode
