"""Data in scripts, which a page may load from a folder, where it may fetch nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def quoted(text: str) -> str:
    """Return JSON as it stands between the quotation marks of a script's string."""
    return text.replace("\\", "\\\\").replace("'", "\\'")


def replace_files(folder: Path, files: Mapping[str, str]) -> None:
    """Have a folder hold these files, by name, and no other; those alike are left as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        path, data = folder / name, text.encode("utf-8", "replace")
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)
