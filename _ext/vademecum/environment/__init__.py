"""What Sphinx keeps of the vault from build to build, and how its links are resolved."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.environment import domain, one_build, outdated, resolve_links, vault_findings

PARTS = (domain, one_build, outdated, resolve_links, vault_findings)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    for part in PARTS:
        part.setup(app)
