# ruff: noqa: E402  (the extension is found below _ext)
"""Small vaults, built in this process the way ``make html`` and ``make check`` build them."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import logging
import os
import posixpath
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "_ext"))
sys.path.insert(0, str(ROOT / "tools"))

from browser_here import chromium, has_browser
from jinja2.bccache import Bucket, BytecodeCache
from playwright.sync_api import Browser
from sphinx import jinja2glue
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import docutils_namespace, patch_docutils

from catalogs import compile_catalogs
from vademecum.environment.domain import VaultDomain
from vademecum.handbook import Handbook
from vademecum.lint.rulebook import BUILT_IN
from vademecum.lint.rules import On
from vademecum.lint.run import all_findings, findings_of
from vademecum.vault.records import Finding

compile_catalogs()  # whoever comes first does it; a checkout without them speaks English

NO_BROWSER = (
    "No Chrome, Chromium or Edge here, nor Playwright's own (`playwright install chromium`): "
    "the tests of tests/browser are left out."
)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what needs a browser where there is none, but never in CI."""
    is_one = collection_path == ROOT / "tests" / "browser"
    return True if is_one and not os.environ.get("CI") and not has_browser() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of large tables leave as many cases as CI asks for, others with each commit."""
    seed, part = os.environ.get("SEED", ""), int(os.environ.get("SAMPLE", "1"))
    items[:] = [item for item in items if "table" not in item.keywords or drawn(item, seed, part)]


def drawn(item: pytest.Item, seed: str, part: int) -> bool:
    """Say whether a case is in the sample: one of ``part``, by a digest of its name."""
    return zlib.crc32(f"{seed} {item.nodeid}".encode()) % part == 0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so, in one line."""
    if not has_browser():
        terminalreporter.write_line(NO_BROWSER)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of this process: Playwright takes no second."""
    with chromium() as browser:
        yield browser


class CompiledTemplates(BytecodeCache):
    """What Jinja compiles, by name and source, in memory."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if what it is for is known."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what is in the bucket."""
        self._known[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def light_builds() -> None:
    """Take from each small build what costs it most: debug lines, and looking at all modules.

    Sphinx logs a thousand lines a build that nobody sees; whatever stands in memory when the tests
    begin stays until they end, and need not be looked through for garbage.
    """
    logging.disable(logging.DEBUG)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Let all builds of a process share what Jinja compiles: it is most of a small build."""
    environment = partial(jinja2glue.SandboxedEnvironment, bytecode_cache=CompiledTemplates())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2glue, "SandboxedEnvironment", environment)
        yield


Files = Mapping[str, str | bytes | None]
"""Path in the vault and content; None takes a file away."""

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_WARNING = re.compile(
    r"^(?:(?P<place>.*?): )?(?P<level>WARNING|ERROR|CRITICAL): "
    r"(?P<text>.*?)(?: \[(?P<code>[\w.-]+)\])?$"
)


ADVICE = {rule.code for rule in BUILT_IN.values() if rule.on is On.CHECK} | {
    "image-no-alt",
    "link-not-https",
}
"""What only the check teaches."""


@dataclass(frozen=True)
class Warned:
    """A line of the warning stream: code, file in the vault, line (0: none), the words."""

    code: str
    path: str
    line: int
    text: str


@dataclass
class Built:
    """What a build left behind."""

    vault: Path
    outdir: Path
    app: Sphinx
    stderr: str
    stdout: str

    @property
    def env(self) -> BuildEnvironment:
        """Sphinx's environment."""
        return self.app.env

    @property
    def domain(self) -> VaultDomain:
        """The records of the notes."""
        return VaultDomain.of(self.env)

    @property
    def handbook(self) -> Handbook:
        """What follows from the notes."""
        return self.domain.handbook

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the notes."""
        return findings_of(self.domain)

    @property
    def status(self) -> int:
        """What the command would end with."""
        return self.app.statuscode

    @property
    def warnings(self) -> list[Warned]:
        """The warning stream, line by line; every line of it must be a located warning."""
        found: list[Warned] = []
        for line in self.stderr.splitlines():
            match = _WARNING.match(line)
            if match is None and found and found[-1].code in {"docutils", "ERROR"}:
                continue  # docutils quotes what it can't read below its message
            assert match, f"not a warning: {line!r}"
            path, number = self._place(match["place"] or "")
            code = match["code"] or match["level"]
            found.append(Warned(code, path, number, match["text"]))
        return found

    def _place(self, place: str) -> tuple[str, int]:
        path, _, number = place.rpartition(":")
        if not number.isdigit():
            path, number = place, "0"
        return path.removeprefix(f"{self.vault}{os.sep}"), int(number)

    @property
    def reported(self) -> list[Warned]:
        """The findings that the check builder has written, its advice left out."""
        lines = (self.outdir / "findings.jsonl").read_text(encoding="utf-8").splitlines()
        return [
            Warned(row["code"], row["filename"], row["lineno"], row["message"])
            for row in map(json.loads, lines)
            if row["code"] not in ADVICE
        ]

    def warned(self, code: str) -> list[tuple[str, int]]:
        """Where a code of the handbook was warned of."""
        return [(w.path, w.line) for w in self.warnings if w.code == f"vademecum.{code}"]

    @property
    def codes(self) -> list[str]:
        """The codes of all warnings, in order, without the handbook's prefix."""
        return [w.code.removeprefix("vademecum.") for w in self.warnings]

    def found(self, code: str) -> list[tuple[str, int]]:
        """Where the handbook's findings have a code."""
        return [(f.path, f.line) for f in all_findings(self.domain) if f.code == code]

    def arguments(self, code: str) -> list[dict[str, str]]:
        """What the findings of a code say."""
        return [dict(f.args) for f in all_findings(self.domain) if f.code == code]

    def html(self, page: str) -> str:
        """The source of a page."""
        return (self.outdir / f"{page}.html").read_text(encoding="utf-8")

    def soup(self, page: str) -> BeautifulSoup:
        """A page, parsed."""
        return parsed(self.html(page))

    def body(self, page: str) -> Tag:
        """What the note itself says on its page: its outermost section."""
        section = self.soup(page).find("section")
        assert isinstance(section, Tag), page
        return section

    def text(self, page: str) -> str:
        """The words of a page, blanks collapsed."""
        return flat(self.soup(page).get_text(" "))

    def headings(self, page: str) -> list[tuple[str, str]]:
        """Tag and text of each heading of the page, in order."""
        return [
            (h.name, flat(h.get_text().removesuffix("¶")))
            for h in self.soup(page).find_all(re.compile("^h[1-6]$"))
        ]

    def title(self, page: str) -> str:
        """The text of the page's one H1."""
        (title,) = [text for tag, text in self.headings(page) if tag == "h1"]
        return title

    def reachable(self) -> set[str]:
        """The pages that a reader can walk to from the home page."""
        seen, queue = set(), ["index.html"]
        while queue:
            page = queue.pop()
            if page in seen or not (self.outdir / page).is_file():
                continue
            seen.add(page)
            for anchor in self.soup(page.removesuffix(".html")).find_all("a", href=True):
                address = str(anchor["href"]).partition("#")[0].partition("?")[0]
                if address.endswith(".html") and "://" not in address:
                    queue.append(
                        posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
                    )
        return {page.removesuffix(".html") for page in seen}

    def dead_links(self) -> list[tuple[str, str]]:
        """Page and address of each link that leads to no page, or to no place on its page."""
        pages = {n.removesuffix(".html") for n in self.files() if n.endswith(".html")}
        soups = {page: self.soup(page) for page in pages}
        places = {p: {str(t["id"]) for t in s.find_all(id=True)} for p, s in soups.items()}
        return [
            (page, str(anchor["href"]))
            for page, soup in sorted(soups.items())
            for anchor in soup.find_all("a", href=True)
            if not self._leads_somewhere(page, str(anchor["href"]), places)
        ]

    def _leads_somewhere(self, page: str, address: str, places: Mapping[str, set[str]]) -> bool:
        path, _, place = unquote(address).partition("#")
        if re.match(r"[a-z]+:", path):
            return True
        path = path.partition("?")[0]
        folder = posixpath.dirname(page)
        target = posixpath.normpath(posixpath.join(folder, path)) if path else f"{page}.html"
        if not target.endswith(".html"):
            return (self.outdir / target).is_file()
        name = target.removesuffix(".html")
        return name in places and (not place or place in places[name])

    def link(self, page: str, text: str) -> str:
        """Where the link that shows ``text`` in the note's own text leads."""
        found = [a for a in self.body(page).find_all("a") if flat(a.get_text()) == text]
        assert found, f"no link {text!r} on {page}: {self.body(page)}"
        return str(found[0]["href"])

    def linked(self, page: str) -> dict[str, str]:
        """Every link in the note's own text: shown text and address."""
        anchors = self.body(page).find_all("a")
        return {
            flat(a.get_text()): str(a["href"]) for a in anchors if a.get("class") != ["headerlink"]
        }

    def ghosts(self, page: str) -> list[str]:
        """The texts that stand for notes to write."""
        return [flat(g.get_text()) for g in self.body(page).select(".ghost")]

    def needs(self) -> dict[str, dict[str, Any]]:
        """The needs of ``needs.json`` by id, whether reduced to what is not default or not."""
        data = json.loads((self.outdir / "needs.json").read_text(encoding="utf-8"))
        version = data["versions"][data["current_version"]]
        defaults = {
            name: schema["default"]
            for name, schema in version.get("needs_schema", {}).get("properties", {}).items()
            if "default" in schema
        }
        return {i: {**defaults, **need} for i, need in version["needs"].items()}

    def output(self) -> list[dict[str, Any]]:
        """The rows of the report for contributors."""
        lines = (self.outdir / "output.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def files(self) -> dict[str, bytes]:
        """Every file of the output, byte for byte."""
        return {
            p.relative_to(self.outdir).as_posix(): p.read_bytes()
            for p in sorted(self.outdir.rglob("*"))
            if p.is_file()
        }


@dataclass
class Vault:
    """A vault in a folder of its own, built as often as a test likes."""

    folder: Path
    work: Path
    built: list[Built] = field(default_factory=list)
    conf: Path = ROOT

    def write(self, files: Files) -> None:
        """Write, replace and remove files."""
        for name, content in files.items():
            path = self.folder / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content.encode() if isinstance(content, str) else content
            if path.exists():
                _later(path, data)
            else:
                path.write_bytes(data)

    def build(
        self,
        builder: str = "html",
        *,
        out: str = "",
        parallel: int = 1,
        fresh: bool = False,
        seen: list[str] | None = None,
        **settings: Any,
    ) -> Built:
        """Build; what has been built before under the name ``out`` is brought up to date.

        ``seen`` takes the addresses of the notes that are read.
        """
        outdir = self.work / (out or builder)
        stdout, stderr = io.StringIO(), io.StringIO()
        with docutils_namespace(), patch_docutils(ROOT):
            app = Sphinx(
                self.folder,
                self.conf,
                outdir,
                self.work / f"{out or builder}.doctrees",
                builder,
                confoverrides=dict(settings),
                status=stdout,
                warning=stderr,
                freshenv=fresh,
                parallel=parallel,
            )
            if seen is not None:
                app.connect("source-read", lambda _app, docname, _text: seen.append(docname))
            with contextlib.redirect_stdout(stdout):
                app.build()
        said = _ESCAPES.sub("", stderr.getvalue())
        built = Built(self.folder, outdir, app, said, _ESCAPES.sub("", stdout.getvalue()))
        self.built.append(built)
        return built


def _later(path: Path, data: bytes) -> None:
    """Write with a time stamp that no clock's coarseness can hide."""
    before = path.stat().st_mtime_ns
    path.write_bytes(data)
    if path.stat().st_mtime_ns - before < 10_000_000:
        os.utime(path, ns=(before + 10_000_000, before + 10_000_000))


@lru_cache(maxsize=200)
def parsed(html: str) -> BeautifulSoup:
    """Parse a page, once for all that only look at it."""
    return BeautifulSoup(html, "html.parser")


def flat(text: str) -> str:
    """Collapse blanks."""
    return " ".join(text.split())


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """An empty vault."""
    folder = tmp_path / "vault"
    folder.mkdir()
    return Vault(folder, tmp_path / "work")


Build = Callable[..., Built]


@pytest.fixture
def build(vault: Vault) -> Build:
    """Write a vault and build it: ``build({path: content}, builder="html")``."""

    def run(files: Files, builder: str = "html", **options: Any) -> Built:
        vault.write(files)
        return vault.build(builder, **options)

    return run


@pytest.fixture(scope="module")
def module_vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """An empty vault for all tests of a module, to be built once."""
    base = tmp_path_factory.mktemp("module")
    (base / "vault").mkdir()
    yield Vault(base / "vault", base / "work")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped handbook, built once for all that only look at it."""
    return Vault(ROOT / "docs", tmp_path_factory.mktemp("shipped")).build()
