"""Data in scripts, which a page may load from a folder, where it may fetch nothing."""

from __future__ import annotations


def quoted(text: str) -> str:
    """Return JSON as it stands between the quotation marks of a script's string."""
    return text.replace("\\", "\\\\").replace("'", "\\'")
