"""What the page of a proposal is told: its lost numbers, and a report that GitHub does not obey.

``lost DIFF.json``: ends 1 if numbers are lost. ``message FILE ADDRESS``: a report as text, with
the one link that is ours. Needs nothing but Python: the job that may write runs no other code.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Final

MARK: Final = "<!-- vade-mecum: proposition -->"
"""By this first line the message is found again."""

LIMIT: Final = 50_000
"""How many bytes of a report are read; GitHub takes 65536 characters."""

SITE: Final = "⟦site⟧"
"""In a report: where the address of the build stands."""


def message(report: bytes, address: str) -> str:
    """Return a report without HTML, mentions, links, images or references that work."""
    text = report[:LIMIT].decode("utf-8", "ignore")
    text = "".join(c for c in text if c == "\n" or c.isprintable())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("@", "@\u200b")
    text = text.replace("](", "]\u200b(").replace("]:", "]\u200b:").replace("][", "]\u200b[")
    live = re.compile(r"#(?=\d)|\bGH-(?=\d)|(?<=www)\.|:(?=//)", re.IGNORECASE)
    text = live.sub(lambda m: m[0] + "\u200b", text)
    return f"{MARK}\n{text.replace(SITE, address)}\n"


def main(action: str, value: str, address: str = "") -> int:
    """Do one of the two; return the exit status."""
    if action == "message":
        sys.stdout.write(message(Path(value).read_bytes(), address))
        return 0
    return int(bool(json.loads(Path(value).read_text(encoding="utf-8"))["lost"]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
