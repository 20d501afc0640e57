"""How many wikilinks a second are looked up among the files of a vault."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TARGET = re.compile(r"\[\[([^\]|#]+)")
LEAST = 400_000
"""Look-ups that are timed, at least: half a second or more."""


def links_a_second(notes: Path) -> tuple[float, int]:
    """Return the look-ups a second of the processor, and how many links the vault has."""
    sys.path.insert(0, str(ROOT / "_ext"))
    from vademecum.vault.index import NoteEntry, VaultIndex  # noqa: PLC0415
    from vademecum.vault.names import NotePath  # noqa: PLC0415 (the package is not installed)

    texts = {NotePath(f.name): f.read_text(encoding="utf-8") for f in sorted(notes.glob("*.md"))}
    links = [(target, path) for path, text in texts.items() for target in _TARGET.findall(text)]
    entries = [NoteEntry(path) for path in texts]
    rounds, spent = max(1, LEAST // len(links)), 0.0
    for _ in range(rounds):  # an index knows what it was asked before: each round has its own
        index = VaultIndex(entries)
        started = time.process_time()
        for target, source in links:
            index.resolve(target, source)
        spent += time.process_time() - started
    return rounds * len(links) / spent, len(links)
