"""Times the handbook's build against bare Sphinx with MyST and the same theme, on the same notes.

The two commands run in turn, each from nothing; what counts is the ratio of their best times.
The bare build shows the text of the notes only: its wikilinks stay text.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from vault import make

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 1.5

BARE = """
project = "Manuel"
language = "fr"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "dollarmath", "gfm_autolink", "strikethrough", "tasklist"]
highlight_language = "none"
suppress_warnings = ["myst", "toc", "misc", "ref"]
html_theme = "vademecum"
html_theme_path = [{theme!r}]
html_context = {{"t": str}}
html_copy_source = False
"""


def build(confdir: Path, notes: Path, out: Path) -> float:
    """Build the site from nothing; return the seconds of the whole process."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(confdir)]
    start = time.perf_counter()
    done = subprocess.run(
        [*command, "-d", str(out / "doctrees"), str(notes), str(out / "html")],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(done.stderr)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        make(work / "notes", args.notes, args.seed)
        (work / "bare").mkdir()
        theme = str(ROOT / "_ext" / "vademecum" / "theme")
        (work / "bare" / "conf.py").write_text(BARE.format(theme=theme), encoding="utf-8")
        ours, bare = [], []
        for run in range(args.runs):
            bare.append(build(work / "bare", work / "notes", work / f"bare-{run}"))
            ours.append(build(ROOT, work / "notes", work / f"ours-{run}"))
    ratio = min(ours) / min(bare)
    print(f"{args.notes} notes, {args.runs} run(s), best of each, one process:")
    print(f"  bare Sphinx + MyST + this theme  {min(bare):6.2f} s")
    print(f"  the handbook, all features on    {min(ours):6.2f} s")
    print(f"  ratio {ratio:.2f} (aim: at most {LIMIT})")


if __name__ == "__main__":
    main()
