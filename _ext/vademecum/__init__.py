"""Vade-mecum: an Obsidian vault becomes a handbook of skills, as a site and as a PDF."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.2.0"

ROOMS = (
    "settings",
    "i18n",
    "environment",
    "lint",
    "markdown",
    "needs",
    "reading",
    "presentation",
    "html",
    "data",
    "pdf",
    "shortcuts",
)
"""The settings come first: they may change the language."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Have every room register what is its own."""
    from vademecum.extras import has  # noqa: PLC0415  it imports Sphinx

    for room in ROOMS:
        import_module(f"vademecum.{room}").setup(app)
    return {
        "version": __version__,
        # Another version reads all notes again, and so does one that draws diagrams.
        "env_version": crc32(f"{__version__} {has('diagrams')}".encode()),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
