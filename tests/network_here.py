"""The commands that ask the network, each in a process and with a ``conf.py`` of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from conftest import ROOT


def write_conf(folder: Path, **settings: Any) -> Path:
    """Write the settings of our own handbook with some others; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "import runpy",
        f"globals().update(runpy.run_path({str(ROOT / 'conf.py')!r}))",
        *(f"{name} = {value!r}" for name, value in settings.items()),
    ]
    (folder / "conf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def command(
    *arguments: Any, code: str | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run ``vademecum`` with ``arguments``, or ``code`` with them, and say how it ended."""
    start = ["-m", "vademecum"] if code is None else ["-c", code]
    return subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext"), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
