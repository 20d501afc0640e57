"""The handbook's PDF, and WeasyPrint's of the same notes.

WeasyPrint prints the notes as one page made by Sphinx (``singlehtml``), with a plain theme. It
needs Pango from the system (Debian: libpango-1.0-0, libpangoft2-1.0-0) and `pip install
weasyprint`; without them its half is left out and said so.
"""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import sys
from pathlib import Path

from bare import write_bare
from measure import Run, run

ROOT = Path(__file__).resolve().parent.parent
SPHINX = [sys.executable, "-m", "sphinx", "-q", "-j", "2"]


def ours(notes: Path, out: Path) -> Run:
    """Make the book from nothing, by the command that people give."""
    os.environ["PYTHONPATH"] = str(ROOT / "_ext")
    command = [sys.executable, "-m", "vademecum", "pdf", "--vault", str(notes)]
    return run(*command, "--build", str(out), "--conf", str(ROOT))


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
