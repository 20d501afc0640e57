"""What Sphinx keeps of the vault from build to build, and how its links are resolved."""

from __future__ import annotations

from sphinx.application import Sphinx

from vademecum import findings
from vademecum.environment import (
    build_folder,
    disk,
    domain,
    extending,
    guard,
    outdated,
    pictures,
    resolve_links,
)

PARTS = (
    build_folder,
    disk,
    domain,
    extending,
    guard,
    pictures,
    outdated,
    resolve_links,
)


def setup(app: Sphinx) -> None:
    """Register the parts of this room."""
    findings.setup(app)
    for part in PARTS:
        part.setup(app)
