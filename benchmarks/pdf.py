"""Times the handbook's PDF against WeasyPrint's, on the same notes; and 1,000 notes against 150.

WeasyPrint prints the notes as one page made by Sphinx (``singlehtml``), with a plain theme. It
needs Pango from the system (Debian: libpango-1.0-0, libpangoft2-1.0-0) and `pip install
weasyprint`; without them its half is left out and said so.
"""

from __future__ import annotations

import argparse
import ctypes.util
import importlib.util
import sys
import tempfile
from pathlib import Path

from bare import write_bare
from measure import Run, run
from vault import make

ROOT = Path(__file__).resolve().parent.parent
SPHINX = [sys.executable, "-m", "sphinx", "-q", "-j", "auto"]
AIM = 1 / 3
MEMORY = 500


def ours(notes: Path, out: Path) -> Run:
    """Make the book from nothing."""
    command = [*SPHINX, "-b", "pdf", "-c", str(ROOT), "-d", str(out / "doctrees")]
    return run(*command, str(notes), str(out / "pdf"))


def theirs(notes: Path, out: Path) -> Run:
    """Make one page of all notes with bare Sphinx, and print it with WeasyPrint."""
    conf = write_bare(out / "conf", "basic", needs=False)
    index = notes / "index.md"
    if "toctree" not in (text := index.read_text(encoding="utf-8")):
        index.write_text(f"{text}\n```{{toctree}}\n:glob:\n*\n```\n", encoding="utf-8")
    page = run(*SPHINX, "-b", "singlehtml", "-c", str(conf), str(notes), str(out / "html"))
    pdf = run(
        *(sys.executable, "-c"),
        "import sys, weasyprint\n"
        "weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')",
        str(out / "html" / "index.html"),
        str(out / "weasyprint.pdf"),
    )
    return Run(
        page.seconds + pdf.seconds,
        page.processor + pdf.processor,
        max(page.memory, pdf.memory),
    )


def missing() -> str:
    """Say what WeasyPrint wants; empty if nothing."""
    if importlib.util.find_spec("weasyprint") is None:
        return "weasyprint is not installed (pip install weasyprint)"
    if ctypes.util.find_library("pango-1.0") is None:
        return "Pango is not installed (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0)"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--many", type=int, default=0, help="also this many notes, e.g. 1000")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        make(work / "notes", args.notes, args.seed)
        make(work / "plain", args.notes, args.seed)
        runs = [ours(work / "notes", work / f"ours-{i}") for i in range(args.runs)]
        best = min(runs, key=lambda r: r.seconds)
        print(f"PDF of {args.notes} notes, best of {args.runs}, from nothing:")
        print(f"  the handbook (Typst)      {best}")
        print(f"    (aim: under {MEMORY} MB for 150 notes)")
        if cause := missing():
            print(f"  WeasyPrint is left out: {cause}")
        else:
            other = theirs(work / "plain", work / "weasyprint")
            print(f"  singlehtml + WeasyPrint   {other}")
            ratio = best.seconds / other.seconds, best.processor / other.processor
            print(f"  ratio {ratio[0]:.2f}, of the processor {ratio[1]:.2f} (aim: {AIM:.2f})")
        if args.many:
            make(work / "many", args.many, args.seed)
            many = ours(work / "many", work / "ours-many")
            print(f"  {args.many} notes                {many}")
            each = 1000 * many.seconds / args.many, 1000 * best.seconds / args.notes
            print(f"  {each[0]:.0f} ms a note, against {each[1]:.0f} ms")


if __name__ == "__main__":
    main()
