"""What a site could have and has not, for want of libraries: told once a build."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.environment.domain import VaultDomain
from vademecum.extras import command, has
from vademecum.i18n import _


def tell(app: Sphinx, error: Exception | None) -> None:
    """Print a line for each; it is no warning, since nothing is wrong."""
    if error is None and isinstance(app.builder, StandaloneHTMLBuilder):
        for line in _left_out(VaultDomain.of(app.env)):
            print(line)


def _left_out(vault: VaultDomain) -> Iterator[str]:
    if not has("data"):
        words = _("The site has no open data: %(command)s")
        yield words % {"command": command("data")}
    findings = (finding for note in vault.notes.values() for finding in note.findings)
    if any(finding.code == "extra-missing" for finding in findings):
        words = _("Diagrams are shown as text: %(command)s")
        yield words % {"command": command("diagrams")}


def setup(app: Sphinx) -> None:
    """Tell when the site is there."""
    app.connect("build-finished", tell)
