"""Sitemap, feed, the page for addresses that are none, and what other sites show of a page."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from conftest import Build, Vault, flat

SITE = "https://musee.example/manuel"
FILES = {
    "index.md": "# Accueil\n\n[[A]]\n",
    "A.md": "---\nmaj: 2024-05-06\nanciens noms: Z\n---\n# L’âme & <co>\n\nUne phrase.\n",
    "B.md": "---\nmaj: 2024-05-07\n---\n# B\n",
}
ATOM = "{http://www.w3.org/2005/Atom}"


def test_sitemap_names_pages_that_are_there(build: Build) -> None:
    built = build(FILES, html_baseurl=SITE)
    root = ET.fromstring(built.files()["sitemap.xml"])
    found = {e[0].text: e[1].text if len(e) > 1 else None for e in root}
    pages = {f"{SITE}/{n}" for n in built.files() if n.endswith(".html")}
    aside = {f"{SITE}/{n}.html" for n in ("404", "hors-ligne", "search", "z")}
    assert pages - found.keys() == aside
    assert found.keys() <= pages
    assert found[f"{SITE}/a.html"] == "2024-05-06"
    assert found[f"{SITE}/index.html"] is None


def test_feed_of_changed_notes(build: Build) -> None:
    built = build(FILES, html_baseurl=SITE + "/")
    root = ET.fromstring(built.files()["feed.xml"])
    entries = root.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}title") for e in entries] == ["B", "L’âme & <co>"]
    assert entries[1].findtext(f"{ATOM}id") == f"{SITE}/a.html"
    assert entries[1].findtext(f"{ATOM}summary") == "Une phrase."
    assert root.findtext(f"{ATOM}updated") == "2024-05-07T00:00:00Z"
    link = built.soup("a").select_one('link[type="application/atom+xml"]')
    assert link is not None
    assert link["href"] == "feed.xml"


def test_neither_without_an_address(vault: Vault) -> None:
    vault.write(FILES)
    assert {"sitemap.xml", "feed.xml"} <= vault.build(html_baseurl=SITE).files().keys()
    built = vault.build()
    assert not {"sitemap.xml", "feed.xml"} & built.files().keys()
    assert built.soup("a").select('[rel="canonical"], [type="application/atom+xml"]') == []


def test_no_feed_without_a_date(build: Build) -> None:
    assert "feed.xml" not in build({"index.md": "x\n"}, html_baseurl=SITE).files()


def test_404_names_all_from_the_root(build: Build) -> None:
    built = build({**FILES, "404.md": "# Une note\n"}, html_baseurl=SITE)
    soup = built.soup("404")
    assert flat(soup.select_one("h1").get_text()) == "Page introuvable"  # type: ignore[union-attr]
    addresses = [str(t.get("href") or t.get("src")) for t in soup.select("[href], script[src]")]
    own = [a for a in addresses if "://" not in a and not a.startswith("#")]
    assert own
    assert [a for a in own if not a.startswith("/manuel/")] == []
    assert [
        a for a in own if a.partition("?")[0].removeprefix("/manuel/") not in built.files()
    ] == []
    assert soup.select('[rel="canonical"]') == []


def test_what_other_sites_show(build: Build) -> None:
    soup = build(FILES, html_baseurl=SITE).soup("a")
    shown = {str(m["property"]): str(m["content"]) for m in soup.select("meta[property]")}
    assert shown == {
        "og:title": "L’âme & <co>",
        "og:site_name": "Accueil",
        "og:type": "article",
        "og:description": "Une phrase.",
        "og:url": f"{SITE}/a.html",
        "og:locale": "fr_FR",
    }
