"""What an author is told after the site is brought up to date, though nothing is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.environment.domain import VaultDomain
from vademecum.i18n import _


def say(app: Sphinx, env: BuildEnvironment) -> None:
    """Print the summary, if any page has changed; under -q as well: it is for authors."""
    vault = VaultDomain.of(env)
    if vault.whole and vault.stale_pages and app.builder.format == "html":
        for line in _summary(vault):
            print(_sayable(line))


def _sayable(line: str) -> str:
    """Return a line with what the terminal's encoding has as it is, and the rest spelt out."""
    encoding = sys.stdout.encoding or "utf-8"
    return line.encode(encoding, "backslashreplace").decode(encoding)


def _summary(vault: VaultDomain) -> Iterator[str]:
    provisional = [s for s in vault.handbook.catalogue.skills.values() if not s.permanent]
    if provisional:
        yield _("Skills without a permanent id: %(count)s. “make check” says which.") % {
            "count": len(provisional)
        }
    if vault.handbook.ghosts:
        yield _("Notes to write: %(count)s. “make check” says which.") % {
            "count": len(vault.handbook.ghosts)
        }


def setup(app: Sphinx) -> None:
    """Listen after the pages to write are known."""
    app.connect("env-updated", say, priority=600)
