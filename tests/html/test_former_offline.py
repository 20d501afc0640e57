"""A site that a service worker kept on devices: what is left at its addresses, for a version."""

from __future__ import annotations

from conftest import Build

FILES = {"index.md": "# Accueil\n\n[[Une]]\n", "Une.md": "# Une\n\nUne phrase.\n"}


def test_the_page_for_want_of_a_network_leads_home(build: Build) -> None:
    built = build(FILES, html_baseurl="https://musee.example/")
    soup = built.soup("hors-ligne")
    assert soup.select_one('meta[name=robots][content="noindex"]') is not None
    assert [str(a["href"]) for a in soup.select("main a")] == ["index.html"]
    assert "hors-ligne" not in built.files()["sitemap.xml"].decode()


def test_no_page_keeps_anything(build: Build) -> None:
    files = build(FILES).files()
    scripts = [
        n for n, text in files.items() if n.endswith((".js", ".html")) and b"serviceWorker" in text
    ]
    assert scripts == []
    assert b"unregister" in files["sw.js"]


def test_a_host_has_no_worker(build: Build) -> None:
    assert "sw.js" not in build(FILES, html_theme="basic").files()
