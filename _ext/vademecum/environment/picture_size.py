"""How large a picture is by its header, before anything unpacks it."""

from __future__ import annotations

from pathlib import Path

import imagesize

UNKNOWN = (-1, -1)


def picture_size(file: Path) -> tuple[int, int]:
    """Return width and height in pixels as the header claims them; ``UNKNOWN`` if it says none.

    A GIF has them unsigned, and imagesize reads them signed: a side of 65,535 would be -1.
    """
    try:
        with file.open("rb") as opened:
            head = opened.read(10)
        if head.startswith(b"GIF8") and len(head) == 10:
            return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
        width, height = imagesize.get(str(file))
    except Exception:  # the library reads what strangers wrote; no picture then, and no harm
        return UNKNOWN
    return int(width), int(height)
