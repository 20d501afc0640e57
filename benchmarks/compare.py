"""Times the handbook's site against bare Sphinx with MyST and sphinx-needs, on the same notes.

python benchmarks/compare.py --notes 150 1000 --runs 3 --json results.json --plot growth.svg

The commands run in turn, each from nothing; what counts is the ratio of what they took of the
processor, least of the runs: other programs disturb the clock more. Then a build with nothing
changed, and one with a note edited. The bare build has the theme furo if it is installed
(pip install furo), else Sphinx's own; its wikilinks stay text.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import platform
import sys
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from bare import write_bare
from measure import Run, least, run
from plot import growth
from vault import make

ROOT = Path(__file__).resolve().parent.parent
AIM = {"full": 0.8, "edited": 0.08, "unchanged": 0.05}
KINDS = ("bare", "full", "edited", "unchanged")
PACKAGES = ("sphinx", "docutils", "myst-parser", "sphinx-needs", "markdown-it-py")


def build(conf: Path, notes: Path, out: Path) -> Run:
    """Bring a site up to date."""
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-b", "html", "-c", str(conf)]
    return run(*command, "-d", str(out / "doctrees"), str(notes), str(out / "html"))


def measured(notes: Path, bare: Path, work: Path, runs: int) -> dict[str, Run]:
    """Return what each kind of build took of a vault."""
    full: dict[str, list[Run]] = {"bare": [], "full": []}
    for number in range(runs):
        full["bare"].append(build(bare, notes, work / f"bare-{number}"))
        full["full"].append(build(ROOT, notes, work / f"ours-{number}"))
    taken = {name: least(several) for name, several in full.items()}
    out = work / "ours-0"
    taken["unchanged"] = least([build(ROOT, notes, out) for _ in range(runs)])
    taken["edited"] = least([_edited(notes, out) for _ in range(runs)])
    return taken


def _edited(notes: Path, out: Path) -> Run:
    note = sorted(notes.glob("*.md"))[20]
    note.write_text(note.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8")
    return build(ROOT, notes, out)


def tell(size: int, taken: dict[str, Run]) -> None:
    """Print a table of one vault."""
    print(f"{size} notes")
    for name, one in taken.items():
        base = taken["bare" if name == "full" else "full"]
        aim = f"  {one.processor / base.processor:5.2f} (aim {AIM[name]})" if name in AIM else ""
        print(f"  {name:10} {one}{aim}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[150, 1000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--plot", type=Path, help="file for the picture of growth (SVG)")
    args = parser.parse_args()
    theme = "furo" if importlib.util.find_spec("furo") else "alabaster"
    results: dict[int, dict[str, Run]] = {}
    for size in args.notes:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            make(work / "notes", size, args.seed)
            bare = write_bare(work / "bare", theme)
            results[size] = measured(work / "notes", bare, work, args.runs)
        tell(size, results[size])
    if args.json:
        about = {name: version(name) for name in PACKAGES} | {"python": platform.python_version()}
        runs = {str(n): {k: asdict(r) for k, r in taken.items()} for n, taken in results.items()}
        text = json.dumps({"theme": theme, "versions": about, "runs": runs}, indent=1)
        args.json.write_text(text + "\n", encoding="utf-8")
    if args.plot:
        lines = {k: [(n, taken[k].processor) for n, taken in results.items()] for k in KINDS}
        args.plot.write_text(growth(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
