"""Says whether a tag may be released: ``python tools/release.py v0.2.0``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def problems(tag: str, version: str, changelog: str) -> list[str]:
    """Return what keeps ``tag`` from being released as ``version``."""
    found = []
    if tag != f"v{version}":
        found.append(f"The tag is {tag}, the version in _ext/vademecum/__init__.py {version}.")
    if not re.search(
        rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE
    ):
        found.append(f"CHANGELOG.md has no “## [{version}] - year-month-day”.")
    return found


def main() -> int:
    """Compare the tag given on the command line with the files; 1 if something is missing."""
    source = (ROOT / "_ext" / "vademecum" / "__init__.py").read_text(encoding="utf-8")
    match = re.search(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    version = match[1] if match else ""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = problems(sys.argv[1], version, changelog)
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
