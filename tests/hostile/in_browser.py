"""The cases in Chromium: their pages and attachments opened, ours looked for, the policy attacked.

Cases that are notes alone are built twenty to a vault, each in a folder of its own.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import forks
from browser_here import chromium, has_browser
from cases import SAFE, Case, write_part
from playwright.sync_api import Browser, Dialog, Error, Page, Route
from slipped_in import SLIPS, Slip

IN_BROWSER = ("script", "filter", "overlay", "option", "reading", "drawing", "leak", "forged")
"""The classes whose harm a browser would show; floods and the like show in times and sizes."""
A_VAULT = 20

_SENTINEL = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...words) => { window.ran.push(name + ": " + words); };
"""

_LOOK = """() => {
  const problems = [...window.ran];
  const text = document.getElementById("v-text");
  const parts = document.querySelectorAll(
    "header.site-head a, header.site-head input, header.site-head summary, .trail a, " +
    "footer.site-foot a, footer.site-foot label");
  for (const part of parts) {
    if (!part.checkVisibility()) continue;
    part.scrollIntoView({ block: "center" });
    const { left, top, width, height } = part.getClientRects()[0];
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    if (there && text?.contains(there)) problems.push("covered: " + part.textContent.slice(0, 40));
  }
  const count = {};
  for (const { id } of document.querySelectorAll("[id^='v-'], [id='search'], [id^='search-']"))
    count[id] = (count[id] ?? 0) + 1;
  for (const id in count) if (count[id] > 1) problems.push("twice: " + id);
  const role = document.querySelector("head link[href*='vademecum.plan.css']");
  const ours = role ? "" : "[id^='v-'], ";  // what a role asks for stands in its note
  const note = document.querySelector("body.note #v-text section[id]");
  for (const part of note?.querySelectorAll(ours + "form:not(.search-form), " +
      "input:not([id^='sd-tab-item-']), textarea, script, style, iframe, [onclick], " +
      "meta, base, link") ?? [])
    if (!part.closest(".search-form") && !part.matches("details"))
      problems.push("of ours, in a note: " + part.outerHTML.slice(0, 80));
  if (note && document.title === "") problems.push("no title");
  return problems;
}"""


@dataclass(slots=True)
class Opened:
    """What was opened for a case, and what went wrong."""

    kind: str
    name: str
    pages: int = 0
    problems: list[str] = field(default_factory=list)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    nosniff = False

    def log_message(self, *_args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        if self.nosniff:
            self.send_header("X-Content-Type-Options", "nosniff")  # as ``_headers`` asks
        super().end_headers()


class _NoSniff(_Quiet):
    nosniff = True


@contextlib.contextmanager
def served(folder: Path, *, nosniff: bool = False) -> Iterator[str]:
    """Serve a folder; give its address."""
    handler = functools.partial(_NoSniff if nosniff else _Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def built(work: Path, cases: Sequence[Case]) -> tuple[Path, list[str]]:
    """Build a vault of some cases; return the site and what the build said."""
    vault = work / "vault"
    for case in cases:
        for path, text in case.parts:
            write_part(vault / f"{case.kind} {case.name}", path, text, root=vault)
    (vault / SAFE[0]).write_text(SAFE[1], encoding="utf-8")
    words = ["html", "--vault", str(vault), "--conf", str(forks.ROOT), "--build", str(work / "b")]
    with forks.apart() as pool:
        ran = pool.submit(forks.command, words, work, 600).result()
    return work / "b" / "html", ran.said.splitlines() if ran.status not in {0, 1} else []


class Watch:
    """A window in which nothing may run, ask or leave."""

    def __init__(self, browser: Browser, own: tuple[str, ...]) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.context.add_init_script(_SENTINEL)
        self.page: Page = self.context.new_page()
        self.heard: list[str] = []
        self.context.on("dialog", self._dialog)
        # What the policy stops never comes to a route.
        self.context.route(lambda url: not url.startswith(own), self._elsewhere)

    def _dialog(self, dialog: Dialog) -> None:
        self.heard.append("a dialog")
        dialog.dismiss()

    def _elsewhere(self, route: Route) -> None:
        self.heard.append(f"asked: {route.request.url[:100]}")
        route.abort()

    def problems(self, address: str) -> list[str]:
        """Open a page or a file; return what is wrong with it."""
        self.heard.clear()
        try:
            self.page.goto(address, wait_until="load")
            found = self.page.evaluate(_LOOK)
        except Error as error:
            found = [] if "Download is starting" in str(error) else [str(error)[:200]]
        return [*map(str, found), *self.heard]


VIEWER = ("chrome://resources/", "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/")
"""Parts of the browser that shows a PDF; no page can ask for them."""
OWN = ("data:image/", "blob:", "about:", *VIEWER)


def open_cases(browser: Browser, cases: Sequence[Case]) -> Iterator[Opened]:
    """Build and open the cases, twenty at a time; yield what became of each."""
    for start in range(0, len(cases), A_VAULT):
        group = cases[start : start + A_VAULT]
        with tempfile.TemporaryDirectory() as name:
            site, failed = built(Path(name), group)
            with served(site) as address:
                yield from _open_group(Watch(browser, (address, *OWN)), group, site, address)
            if failed:
                yield Opened("build", group[0].kind, 0, failed[-3:])


def _open_group(watch: Watch, group: Sequence[Case], site: Path, address: str) -> Iterator[Opened]:
    by_folder = {f"{case.kind}-{case.name}": case for case in group}
    others = Opened("made pages", f"of {group[0].kind}/{group[0].name} and on")
    opened = {folder: Opened(case.kind, case.name) for folder, case in by_folder.items()}
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        where = path.relative_to(site)
        if where.parts[0] in {"_static", "_sources", "data"} or path.suffix in {".js", ".inv"}:
            continue
        if path.suffix == ".html" and b'http-equiv="refresh"' in path.read_bytes():
            continue  # of a former name: ``looks.py`` says where it may lead
        result = opened.get(where.parts[0], others)
        result.pages += 1
        for problem in watch.problems(address + quote(where.as_posix())):
            result.problems.append(f"{where}: {problem}")
    watch.context.close()
    yield from (*opened.values(), others)


def slip_in(browser: Browser, slips: Sequence[Slip], site: Path) -> Iterator[Opened]:
    """Put each slip straight into a built page, past all sanitising, and open it twice.

    From a host and from a file: the policy of the page alone must hold it.
    """
    html = (site / "saine.html").read_text(encoding="utf-8")
    attacked = site / "attacked.html"
    with served(site, nosniff=True) as address:
        watches = {base: Watch(browser, (base, *OWN)) for base in (address, site.as_uri() + "/")}
        for slip in slips:
            attacked.write_text(slip.into(html), encoding="utf-8")
            result = Opened("policy", slip.name)
            for base, watch in watches.items():
                if base == address or not slip.needs_headers:
                    result.problems += _attacked(watch, slip, base + "attacked.html")
                    result.pages += 1
            yield result


def _attacked(watch: Watch, slip: Slip, address: str) -> list[str]:
    watch.heard.clear()
    with contextlib.suppress(Error):
        watch.page.goto(address, wait_until="load")
    if slip.click:
        with contextlib.suppress(Error):
            watch.page.locator("#click").click(timeout=1000, no_wait_after=True)
    watch.page.wait_for_timeout(60)
    ran = watch.page.evaluate("window.ran ?? []")
    coloured = watch.page.evaluate("getComputedStyle(document.body).color") == "rgb(1, 2, 3)"
    return [f"{address[:5]} {p}" for p in (*map(str, ran), *watch.heard, *["styled"] * coloured)]


def small_site(work: Path) -> Path:
    """Return a site to attack, with a text file of the vault that is a script."""
    case = Case(
        "policy", "x", "", "", 20, (("A.md", "[x](x.txt)\n"), ("x.txt", "window.ran.push(1)"))
    )
    site, _failed = built(work, [case])
    for file in list(site.rglob("x.txt")):
        shutil.copy(file, site / "slipped.txt")
    return site


def report(chosen: Sequence[Case]) -> str:
    """Open what a browser would show of some cases, and attack the policy; return the table."""
    if not has_browser():
        return "In no browser: there is none here."
    with tempfile.TemporaryDirectory() as work, chromium() as browser:
        shown = [case for case in chosen if case.kind in IN_BROWSER]
        opened = [*open_cases(browser, shown), *slip_in(browser, SLIPS, small_site(Path(work)))]
    lines = [
        "| class, in the browser | tried | pages and files opened | held |",
        "|---|---|---|---|",
    ]
    for kind in sorted({result.kind for result in opened}):
        same = [result for result in opened if result.kind == kind]
        pages, held = sum(r.pages for r in same), sum(not r.problems for r in same)
        lines.append(f"| {kind} | {len(same)} | {pages} | {held} |")
    wrong = [f"{r.kind}/{r.name}: {problem}" for r in opened for problem in r.problems]
    return "\n".join([*lines, *([""] if wrong else []), *wrong])
