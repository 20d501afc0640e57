"""Libraries of outputs that not everybody makes: what is missing is asked for in one line.

``pip install vademecum`` brings what a site needs. Nothing here imports a library of an extra: to
load one takes up to a second, which only the output that uses it pays for.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import Final

from sphinx.errors import SphinxError

from vademecum.i18n import _

EXTRAS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "pdf": ("typst", "emoji"),
        "data": ("rdflib", "xlsxwriter"),
        "live": ("watchfiles", "starlette", "uvicorn"),
        "diagrams": ("mermaidx",),
    }
)
"""The extras of ``pyproject.toml``, and the modules that each brings."""


class MissingExtraError(SphinxError):
    """What was asked for needs libraries that are not installed."""

    category = "Vade-mecum"


def has(extra: str) -> bool:
    """Say whether the libraries of an extra are installed."""
    try:
        return all(find_spec(module) is not None for module in EXTRAS[extra])
    except (ImportError, ValueError):  # something stands in the way of a search
        return False


def require(extra: str) -> None:
    """Stop what needs an extra.

    :raises MissingExtraError: if it is not installed; it says what to install.
    """
    if not has(extra):
        words = _("This needs libraries that are not installed: %(command)s")
        raise MissingExtraError(words % {"command": command(extra)})


def command(extra: str) -> str:
    """Return the command that installs an extra."""
    return f'pip install "vademecum[{extra}]"'
