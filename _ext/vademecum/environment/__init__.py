"""What Sphinx keeps of the vault from build to build, and how its links are resolved."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum.environment import (
    build_folder,
    disk,
    domain,
    extending,
    guard,
    outdated,
    pictures,
    resolve_links,
    vault_findings,
)
from vademecum.lint import log_lines

PARTS = (
    build_folder,
    disk,
    domain,
    extending,
    guard,
    pictures,
    outdated,
    resolve_links,
    vault_findings,
)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    log_lines.setup(app)
    for part in PARTS:
        part.setup(app)
