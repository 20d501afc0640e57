"""Films of other sites, documents, and pages that lead on, as a reader meets them."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from .conftest import Site, Visit, served

Open = Callable[..., Visit]


@dataclass
class Films:
    """A handbook that may load films of one host, which notes who calls it."""

    site: Site
    host: str
    called: list[str]


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Films]:
    base = tmp_path_factory.mktemp("films")
    called: list[str] = []

    class Host(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            called.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>Film</title><p>Le film</p><button>Lire</button>")

        def log_message(self, *_args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        vault = base / "vault"
        vault.mkdir()
        (vault / "Film.md").write_text(
            f'# Film\n\n<iframe src="http://{host}/f" title="Visite guidée"></iframe>\n\n'
            '<iframe src="https://www.youtube.com/embed/rn5qm0gNQe0"></iframe>\n',
            encoding="utf-8",
        )
        (vault / "Document.md").write_text("# Document\n\n![[x.pdf]]\n", encoding="utf-8")
        (vault / "x.pdf").write_bytes(b"%PDF-1.4 broken")
        (vault / "Neuf.md").write_text(
            "---\nanciens noms: Vieux\n---\n# Neuf\n\n## Une partie\n\nTexte.\n", encoding="utf-8"
        )
        with served(base, vault, "-D", f"vademecum_frame_hosts={host}") as site:
            yield Films(site, host, called)
        server.shutdown()


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_film_is_called_when_a_reader_asks(visit: Open, films: Films, axe: str, way: str) -> None:
    films.called.clear()
    window = visit()
    page = window.page
    page.goto(films.site.address + "film.html")
    page.wait_for_load_state("networkidle")
    assert films.called == []
    expect(page.locator("iframe")).to_have_count(0)
    button = page.get_by_role("button", name=f"Voir ici : cela appelle {films.host}")
    expect(page.locator("main button")).to_have_count(1)  # the other host is not named
    page.evaluate(axe)
    assert page.evaluate("async () => (await axe.run()).violations.map(v => v.id)") == []
    if way == "mouse":
        button.click()
    else:
        button.focus()
        page.keyboard.press("Enter")
    expect(page.frame_locator("iframe").locator("p")).to_have_text("Le film")
    expect(page.locator("iframe")).to_have_attribute("title", "Visite guidée")
    assert films.called == ["/f"]
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert [c for c in window.complaints if "Security" in c] == []


def test_without_script_a_film_is_a_link(visit: Open, films: Films) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(films.site.address + "film.html")
    expect(page.get_by_role("link", name="Visite guidée")).to_be_visible()
    expect(page.locator("main button")).to_be_hidden()


def test_a_frame_of_another_host_is_refused_by_the_policy(visit: Open, films: Films) -> None:
    window = visit()
    window.page.goto(films.site.address + "film.html")
    window.page.evaluate(
        "() => { const f = document.createElement('iframe'); f.src = 'https://example.org/';"
        " document.body.append(f); }"
    )
    window.page.wait_for_timeout(300)
    assert any("frame-src" in c for c in window.complaints)


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_broken_document_leaves_the_focus_where_it_is(
    visit: Open, films: Films, way: str
) -> None:
    window = visit()
    page = window.page
    base = films.site.address if way == "http" else films.site.folder.as_uri() + "/"
    page.goto(base + "document.html")
    page.locator("#v-search").press_sequentially("neuf", delay=60)
    expect(page.get_by_role("option").first).to_be_visible()
    page.wait_for_timeout(800)  # the viewer took the focus within half a second
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.activeElement.outerHTML.slice(0, 60)").startswith("<input")
    page.keyboard.press("Escape")
    page.get_by_text("Voir le document ici").click()
    expect(page.locator("object")).to_be_visible()


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_former_address_keeps_the_place(visit: Open, films: Films, way: str) -> None:
    base = films.site.address if way == "http" else films.site.folder.as_uri() + "/"
    page = visit().page
    page.goto(base + "vieux.html#une-partie")
    page.wait_for_url("**/neuf.html#une-partie")
    expect(page.locator("h1")).to_contain_text("Neuf")
    plain = visit(java_script_enabled=False).page
    plain.goto(base + "vieux.html#une-partie")
    plain.wait_for_url("**/neuf.html")
    # The former address is not in the history: one step back leaves the handbook.
    page.go_back()
    assert "vieux" not in page.url
