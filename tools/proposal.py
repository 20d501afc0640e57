"""What a proposal is told: annotations on the lines it changed, its message, its lost numbers.

``changed BASE``: copies workflow commands from standard input, those of changed lines only.
``listed -``: these as a list for people. ``lost DIFF.json``: ends 1 if numbers are lost.
``message FILE``: a report as text that GitHub shows but does not obey. Needs nothing but Python:
the workflow that writes runs the last alone.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

MARK: Final = "<!-- vade-mecum: proposition -->"
"""By this first line the message is found again."""

LIMIT: Final = 50_000
"""How many bytes of a report are read; GitHub takes 65536 characters."""

_PLACE = re.compile(r"^::(?:error|notice|warning) file=([^,:]*),line=(\d+)")
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def changed_lines(base: str) -> set[tuple[str, int]]:
    """Return the lines, by file and number, that differ from where this left ``base``."""
    command = ["git", "-c", "core.quotePath=false", "diff", "--unified=0", "--no-ext-diff"]
    command += ["--no-color", "--src-prefix=a/", "--dst-prefix=b/", "--merge-base", base, "--"]
    done = subprocess.run(command, capture_output=True, check=True)
    lines: set[tuple[str, int]] = set()
    name = ""
    for line in done.stdout.decode("utf-8", "replace").split("\n"):
        if line.startswith("+++ b/"):
            name = line[6:].rstrip("\t")
        elif hunk := _HUNK.match(line):
            first = int(hunk[1])
            lines.update((name, first + i) for i in range(int(hunk[2] or 1)))
    return lines


def on_changed_lines(text: str, changed: set[tuple[str, int]]) -> list[str]:
    """Return the workflow commands of ``text`` about lines that changed."""
    return [
        line
        for line in text.split("\n")
        if (place := _PLACE.match(line)) and (_plain(place[1]), int(place[2])) in changed
    ]


def listed(text: str) -> list[str]:
    """Return workflow commands as lines of a list, for people."""
    return [
        f"- `{_plain(place[1])}`, ligne {place[2]} : {_plain(line[2:].partition('::')[2])}"
        for line in text.split("\n")
        if (place := _PLACE.match(line))
    ]


def _plain(name: str) -> str:
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0A", " "), ("%0D", " "), ("%25", "%")):
        name = name.replace(code, sign)
    return name


def message(report: bytes) -> str:
    """Return a report without HTML, mentions, links, images or references that work."""
    text = report[:LIMIT].decode("utf-8", "ignore")
    text = "".join(c for c in text if c == "\n" or c.isprintable())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("@", "@\u200b")
    text = text.replace("](", "]\u200b(").replace("]:", "]\u200b:").replace("][", "]\u200b[")
    live = re.compile(r"#(?=\d)|\bGH-(?=\d)|(?<=www)\.|:(?=//)", re.IGNORECASE)
    text = live.sub(lambda m: m[0] + "\u200b", text)
    return f"{MARK}\n{text}\n"


def main(action: str, value: str) -> int:
    """Do one of the four; return the exit status."""
    if action == "changed":
        print("\n".join(on_changed_lines(sys.stdin.read(), changed_lines(value))))
    elif action == "listed":
        print("\n".join(listed(sys.stdin.read())))
    elif action == "message":
        sys.stdout.write(message(Path(value).read_bytes()))
    else:
        lost = json.loads(Path(value).read_text(encoding="utf-8"))["lost"]
        if lost:
            print(f"**{len(lost)} numéro(s) de compétence perdu(s).**")
        return int(bool(lost))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
