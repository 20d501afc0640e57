"""All figures of speed and size, each against its target, the most important first.

python benchmarks/bench.py                       everything, about 25 minutes on two idle processors
python benchmarks/bench.py --quick               less than a minute: small vaults, once each
python benchmarks/bench.py --only growth pdf     some parts
python benchmarks/bench.py --against REVISION    only this: the site as another revision makes it

Commands run in turn, each from nothing, in a process that measures its children. The file of
figures is written after each part, so that a run which is stopped has said what it knew. What
another program is wanted for (furo, WeasyPrint, a browser, other generators) is left out without
it, and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

import catalogue
import pdf
import peers
import revision
from bare import theme, write_bare
from lines import HEAD, Line, against, left_out, share
from links import links_a_second
from measure import Run, least, run
from plot import growth
from vault import make

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("sphinx", "docutils", "myst-parser", "sphinx-needs", "markdown-it-py", "typst")
KINDS = ("bare", "full", "edited")
MOST_OF_BARE, MEMORY_OF_BARE = 0.8, 1.2
EDIT = {1000: 0.08, 10000: 0.03}
"""By number of notes: the share of a full build that one edit may take."""
LIVE = {200: 1.0, 1000: 3.0}


@dataclass
class Bench:
    """A run of the benchmark: how often, where, and what was measured."""

    work: Path
    runs: int = 1
    quick: bool = False
    quartz: Path | None = None
    lines: list[Line] = field(default_factory=list)
    sites: dict[int, dict[str, Run]] = field(default_factory=dict)

    # --- builds ------------------------------------------------------------

    def notes(self, size: int) -> Path:
        """Return a vault of so many notes, made when it is first asked for."""
        folder = self.work / f"notes-{size}"
        if not folder.exists():
            make(folder, size, seed=1)
        return folder

    def command(self, name: str, notes: Path, out: Path) -> Run:
        """Run one of the handbook's commands."""
        line = [sys.executable, "-m", "vademecum", name, "--vault", str(notes)]
        os.environ["PYTHONPATH"] = str(ROOT / "_ext")
        return run(*line, "--build", str(out), "--conf", str(ROOT))

    def bare(self, notes: Path, out: Path) -> Run:
        """Build the same notes with bare Sphinx."""
        conf = write_bare(self.work / "bare", theme())
        command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-b", "html", "-c", str(conf)]
        return run(*command, "-d", str(out / "doctrees"), str(notes), str(out / "html"))

    def site(self, size: int) -> dict[str, Run]:
        """Return what full builds of a vault took, ours and bare, in turn."""
        if size not in self.sites:
            notes = self.notes(size)
            full: list[Run] = []
            bare: list[Run] = []
            for number in range(self.runs):
                bare.append(self.bare(notes, self.work / f"bare-{size}-{number}"))
                full.append(self.command("html", notes, self.work / f"ours-{size}-{number}"))
            self.sites[size] = {"bare": least(bare), "full": least(full)}
        return self.sites[size]

    def ours(self, size: int) -> Run:
        """Return what a full build of ours took, without the bare one."""
        known = self.sites.setdefault(size, {})
        if "full" not in known:
            known["full"] = self.command("html", self.notes(size), self.work / f"ours-{size}-0")
        return known["full"]

    # --- parts ------------------------------------------------------------

    def shipped(self) -> Iterator[Line]:
        """Yield the lines of the handbook that is shipped."""
        docs, out = ROOT / "docs", self.work / "docs"
        runs = range(self.runs)
        bare = least([self.bare(docs, out / f"bare-{n}") for n in runs])
        ours = least([self.command("html", docs, out / f"ours-{n}") for n in runs])
        yield from against("docs", "docs/ of bare", ours, bare, MOST_OF_BARE, MEMORY_OF_BARE)

    def full(self, size: int) -> Iterator[Line]:
        """Yield the lines of full builds of a made vault."""
        runs = self.site(size)
        what = f"{size:,} notes of bare"
        yield from against(
            f"full-{size}", what, runs["full"], runs["bare"], MOST_OF_BARE, MEMORY_OF_BARE
        )

    def edits(self, size: int) -> Iterator[Line]:
        """Yield the lines of a build with one note edited."""
        whole, notes, out = self.ours(size), self.notes(size), self.work / f"ours-{size}-0"
        runs = self.sites[size]
        self.command("html", notes, out)
        note = sorted(notes.glob("*.md"))[20]
        several = []
        for number in range(self.runs):
            with note.open("a", encoding="utf-8") as file:
                file.write(f"\nUne phrase de plus, la {number + 1}.\n")
            several.append(self.command("html", notes, out))
        runs["edited"] = least(several)
        most = EDIT.get(size, EDIT[1000])
        what = f"one note edited, {size:,} notes"
        yield share(f"edited-{size}", what, runs["edited"], whole, most)

    def growth(self) -> Iterator[Line]:
        """Yield how the full build grows."""
        small, large = self.ours(1000), self.ours(6600)
        ratio = large.processor / small.processor
        yield Line("growth", "time(6,600) / time(1,000)", ratio, "×", 6.8, note="of the processor")

    def check(self) -> Iterator[Line]:
        """Yield what the report takes of the full build."""
        size = 150 if self.quick else 6600
        taken = self.command("check", self.notes(size), self.work / f"check-{size}")
        yield share(
            "check", f"check of the full build, {size:,} notes", taken, self.ours(size), 0.6
        )

    def links(self) -> Iterator[Line]:
        """Yield how many links a second are looked up."""
        size = 1000 if self.quick else 10000
        rate, count = links_a_second(self.notes(size))
        note = f"{count:,} links by their names"
        what = f"links a second, {size:,} notes"
        yield Line("links", what, rate, "", 200_000, at_least=True, note=note)

    def ten_thousand(self) -> Iterator[Line]:
        """Yield the memory of 10,000 notes, straight."""
        whole = self.ours(10000)
        yield Line("10000", "10,000 notes, memory", whole.memory, "MB", 2000, note=str(whole))

    def printed(self) -> Iterator[Line]:
        """Yield the lines of the PDF."""
        ours = least([pdf.ours(self.notes(150), self.work / f"pdf-{n}") for n in range(self.runs)])
        if cause := ("in a quick run" if self.quick else pdf.missing()):
            yield left_out("pdf-150", "PDF of 150 notes of WeasyPrint", cause)
        else:
            make(self.work / "plain", 150, seed=1)
            theirs = pdf.theirs(self.work / "plain", self.work / "weasyprint")
            yield from against("pdf-150", "PDF, 150 notes, of WeasyPrint", ours, theirs, 0.3, 1)
        yield Line("pdf-150-memory", "PDF, 150 notes", ours.memory, "MB", note=str(ours))

    def printed_many(self, size: int, memory: int) -> Iterator[Line]:
        """Yield what a large PDF takes; one of 1,000 notes is too large."""
        taken = pdf.ours(self.notes(size), self.work / f"pdf-{size}")
        what = f"PDF, {size:,} notes, memory"
        yield Line(f"pdf-{size}", what, taken.memory, "MB", memory, note=str(taken))

    def live(self) -> Iterator[Line]:
        """Yield what ``live`` takes from a save to the page."""
        sizes = [200] if self.quick else list(LIVE)
        script = ROOT / "benchmarks" / "live.py"
        if not script.exists():
            yield left_out("live", "save to page, live", "no benchmarks/live.py")
            return
        for size in sizes:
            file = self.work / f"live-{size}.json"
            run(
                *(sys.executable, str(script), "--notes", str(size)),
                *("--edits", "3", "--json", str(file)),
            )
            seconds = json.loads(file.read_text(encoding="utf-8"))[str(size)]["seconds"]
            yield Line(f"live-{size}", f"save to page, {size:,} notes", seconds, "s", LIVE[size])

    def peers(self) -> Iterator[Line]:
        """Yield what other generators take."""
        return peers.lines(self.notes(1000), self.work, self.ours(1000), self.quartz)

    def parts(self) -> Iterator[tuple[str, Callable[[], Iterator[Line]]]]:
        """Yield the parts in order: what matters most first, what takes long last."""
        yield "docs", self.shipped
        if self.quick:
            yield "150", lambda: self.full(150)
            yield "edit", lambda: self.edits(150)
        else:
            yield "1000", lambda: self.full(1000)
            yield "edit", lambda: self.edits(1000)
            yield "150", lambda: self.full(150)
        yield "pdf", self.printed
        yield "live", self.live
        yield "catalogue", lambda: catalogue.lines(self.work, 600 if self.quick else 5000)
        if self.quick:
            yield "links", self.links
            yield "check", self.check
            return
        yield "pdf-500", lambda: self.printed_many(500, 2000)
        yield "6600", lambda: self.full(6600)
        yield "growth", self.growth
        yield "check", self.check
        yield "links", self.links
        yield "10000", self.ten_thousand
        yield "edit-10000", lambda: self.edits(10000)
        yield (
            "peers",
            lambda: peers.lines(self.notes(1000), self.work, self.ours(1000), self.quartz),
        )

    def run(self, only: list[str], file: Path | None, picture: Path | None) -> None:
        """Measure, print and write."""
        print(HEAD, flush=True)
        begun = time.monotonic()
        for name, part in self.parts():
            if only and name not in only:
                continue
            try:
                found = list(part())
            except SystemExit as error:  # a command that failed costs its own lines
                found = [left_out(name, name, " ".join(str(error).split())[-200:])]
            self.lines += found
            print("\n".join(map(str, found)), flush=True)
            if file:
                write(file, self)
            if picture and len(self.sites) > 1:
                picture.write_text(growth(points(self.sites)), encoding="utf-8")
        print(f"\n{time.monotonic() - begun:.0f} s in all")


def points(sites: dict[int, dict[str, Run]]) -> dict[str, list[tuple[int, float]]]:
    """Return seconds of the processor over notes, a line for each kind of build."""
    lines = {
        kind: [(size, runs[kind].processor) for size, runs in sorted(sites.items()) if kind in runs]
        for kind in KINDS
    }
    return {kind: line for kind, line in lines.items() if line}


def machine() -> dict[str, object]:
    """Return what the figures were measured on."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "system": platform.system(),
        "processors": os.cpu_count(),
        "load": load,
        "python": platform.python_version(),
        "theme": theme(),
        **{name: version(name) for name in PACKAGES},
    }


def write(file: Path, bench: Bench) -> None:
    """Write the figures so far."""
    runs = {str(size): {k: asdict(r) for k, r in s.items()} for size, s in bench.sites.items()}
    about = {"machine": machine(), "lines": [one.record() for one in bench.lines], "runs": runs}
    file.write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small vaults, less than a minute")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=[], help="names of parts")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--plot", type=Path, help="file for the picture of growth (SVG)")
    parser.add_argument("--quartz", type=Path, help="a checkout of Quartz to measure as well")
    parser.add_argument("--against", metavar="REVISION", help="another revision of the repository")
    parser.add_argument("--notes", type=int, default=150, help="with --against: how many notes")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), args.runs, args.quick, args.quartz)
        if args.against:
            notes = bench.notes(args.notes)
            for line in revision.lines(args.against, notes, bench.work, args.runs, bench.command):
                print(line)
            return
        bench.run(args.only, args.json, args.plot)


if __name__ == "__main__":
    main()
