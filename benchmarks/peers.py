"""Other generators of sites on the same notes, as far as they are installed."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from lines import Line, left_out
from measure import Run, run


def lines(notes: Path, work: Path, ours: Run, quartz: Path | None) -> Iterator[Line]:
    """Yield what each takes, in seconds by the clock; ours for comparison stands in the note."""
    count = sum(1 for _ in notes.glob("*.md"))
    for name, found in (
        ("Zensical", _zensical(notes, work / "zensical")),
        ("MkDocs-Material", _mkdocs(notes, work / "mkdocs")),
        ("Quartz", _quartz(notes, work / "quartz", quartz)),
    ):
        what = f"{name}, {count:,} notes"
        if isinstance(found, str):
            yield left_out(f"peer-{name}", what, found)
        else:
            note = f"{found}; ours {ours}"
            yield Line(f"peer-{name}", what, found.seconds, "s", note=note)


def _zensical(notes: Path, out: Path) -> Run | str:
    if importlib.util.find_spec("zensical") is None:
        return "not installed (pip install zensical)"
    return _built("zensical", notes, out, "theme: {name: material}\n")


def _mkdocs(notes: Path, out: Path) -> Run | str:
    if importlib.util.find_spec("material") is None:
        return "not installed (pip install mkdocs-material mkdocs-obsidian-bridge)"
    bridge = importlib.util.find_spec("mkdocs_obsidian_bridge") is not None
    plugins = "plugins: [search, obsidian-bridge]\n" if bridge else "plugins: [search]\n"
    return _built("mkdocs", notes, out, "theme: {name: material}\n" + plugins)


def _built(module: str, notes: Path, out: Path, settings: str) -> Run:
    out.mkdir(parents=True)
    file = out / "mkdocs.yml"
    text = f"site_name: Manuel\ndocs_dir: {notes}\nsite_dir: {out / 'site'}\n{settings}"
    file.write_text(text, encoding="utf-8")
    return run(sys.executable, "-m", module, "build", "-f", str(file))


def _quartz(notes: Path, out: Path, checkout: Path | None) -> Run | str:
    if checkout is None:
        return "no checkout given (--quartz FOLDER)"
    npx = shutil.which("npx")
    if npx is None:
        return "Node is not installed"
    command = [npx, "--prefix", str(checkout), "quartz", "build", "-d", str(notes), "-o", str(out)]
    return run("sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", str(checkout), *command)
