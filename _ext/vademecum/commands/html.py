"""``vademecum html``: the site."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sphinx.application import Sphinx

from vademecum.commands import unchanged
from vademecum.commands.kept_output import KeptOutput, Passing
from vademecum.commands.vault import application, conf_folder, places_of, vault_arguments
from vademecum.environment.domain import VaultDomain
from vademecum.i18n import _
from vademecum.settings import Settings


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)


def run(options: Namespace) -> int:
    """Build the site and say where it is."""
    folder = Path(options.build)
    digest, captured = unchanged.begin(places_of(options)), KeptOutput()
    with application(
        "html",
        options.vault,
        conf_folder(options),
        folder / "html",
        folder / "doctrees",
        captured=captured,
        jobs=os.cpu_count() or 1,
    ) as app:
        passing = Passing(app)
        app.build()
    words = _("Site: %(file)s") % {"file": folder / "html" / "index.html"}
    print(words)
    if digest is not None and not passing.any and _repeats(app):
        unchanged.keep(places_of(options), digest, "".join(captured.texts), words, app.statuscode)
    return app.statuscode


def _repeats(app: Sphinx) -> bool:
    """Say whether the same files give the same site: git has answered in time."""
    vault = VaultDomain.of(app.env)
    late = vault.history.late or getattr(vault.project.index.former, "late", False)
    return vault.whole and Settings.of(app.config).shortcuts and not late
