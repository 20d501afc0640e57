"""The catalogue of thousands of skills in a browser whose processor is slowed four times."""

from __future__ import annotations

import importlib.util
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from lines import Line, left_out
from measure import run
from vault import make_skills

ROOT = Path(__file__).resolve().parent.parent
SLOWED = 4
TYPED = ("musée", "image son", "réseau", "collection publique", "zzz", "")
"""What a reader types, one after the other; nothing has the last word but one."""
_TYPE = """async (words) => {
  const field = document.getElementById("v-q");
  field.value = words;
  const started = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.getBoundingClientRect();
  return performance.now() - started;
}"""
_READY = """() => {
  const form = document.getElementById("v-filters");
  return form && !form.hidden && document.querySelector(".skill-lines a, .skill");
}"""


def lines(work: Path, count: int) -> Iterator[Line]:
    """Yield the size of the pages, when one can begin, and how long a filter takes."""
    sys.path.insert(0, str(ROOT / "_ext"))
    notes, out = work / f"skills-{count}", work / f"skills-{count}-site"
    make_skills(notes, count, seed=1)
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-b", "html", "-c", str(ROOT)]
    built = run(*command, "-d", str(out / "doctrees"), str(notes), str(out / "html"))
    site = out / "html"
    name = f"{count:,} skills"
    size = (site / "catalogue.html").stat().st_size / 1000
    yield Line("catalogue-size", f"catalogue of {name}, page", size, "kB", 400, note=str(built))
    largest = max(file.stat().st_size for file in site.glob("domaines/*.html")) / 1000
    yield Line("domain-size", f"largest page of a domain, {name}", largest, "kB", 400)
    if importlib.util.find_spec("playwright") is None:
        yield left_out("catalogue-filter", f"filter of {name}", "Playwright is not installed")
        return
    try:
        ready, filters = in_browser(site)
    except Exception as error:  # no browser here
        yield left_out("catalogue-filter", f"filter of {name}", str(error).splitlines()[0])
        return
    note = f"the processor slowed {SLOWED} times"
    yield Line("catalogue-ready", f"catalogue of {name}, usable", ready, "s", 1, note=note)
    slowest = max(filters)
    note = f"slowest of {len(filters)}, median {statistics.median(filters):.0f} ms; {note}"
    yield Line("catalogue-filter", f"catalogue of {name}, filter", slowest, "ms", 100, note=note)


def in_browser(site: Path) -> tuple[float, list[float]]:
    """Return the seconds until the page can be used, and the milliseconds of each filter."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (may be missing)

    sys.path.insert(0, str(ROOT / "tests"))
    from browser_here import installed_browser  # noqa: PLC0415 (needs Playwright)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.goto(f"{(site / 'catalogue.html').as_uri()}", wait_until="commit")
        page.wait_for_function(_READY, timeout=60_000)
        ready = float(page.evaluate("performance.now()")) / 1000
        filters = [float(page.evaluate(_TYPE, words)) for words in TYPED]
        browser.close()
    return ready, filters
