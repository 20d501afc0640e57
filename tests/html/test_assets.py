"""What the project itself adds to pages stays, and links do not stand in links."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Built

Build = Callable[..., Built]

FILES = {
    "index.md": "# Accueil\n\n[[Compétences]]\n",
    "Compétences.md": "---\ncompetences: true\n---\n# C\n\n## Curation\n\n- Écrire ^cur-01\n",
}


@pytest.mark.parametrize("page", ["index", "competences", "competences/cur-01", "a-ecrire"])
def test_style_sheets_and_scripts_of_the_project_stay(build: Build, page: str) -> None:
    built = build(
        FILES,
        html_css_files=["own.css", "https://elsewhere.example/far.css"],
        html_js_files=[("own.js", {"defer": "defer"})],
    )
    soup = built.soup(page)
    sheets = [str(link["href"]).partition("?")[0] for link in soup.select("link[rel=stylesheet]")]
    up = "../" * page.count("/")
    assert f"{up}_static/own.css" in sheets
    assert "https://elsewhere.example/far.css" in sheets
    scripts = [str(script.get("src", "")).partition("?")[0] for script in soup.find_all("script")]
    assert f"{up}_static/own.js" in scripts


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.example">un [[Note]] deux</a>',
        '<a href="https://a.example">un <a href="https://b.example">deux</a> trois</a>',
        '<a href="https://a.example">\n\n[un](https://b.example)\n\n</a>',
        "[un [[Note]] deux](https://a.example)",
        "[un <https://b.example> deux](https://a.example)",
        '[un <a href="https://b.example">deux</a>](https://a.example)',
    ],
)
def test_no_link_stands_in_a_link(build: Build, text: str) -> None:
    built = build({"index.md": f"# I\n\n{text}\n", "Note.md": "# N\n"})
    html = built.html("index")
    open_links = 0
    for piece in html.split("<")[1:]:
        if piece[:2] in {"a ", "a>"}:
            open_links += 1
            assert open_links == 1, piece[:60]
        elif piece.startswith("/a>"):
            open_links -= 1
    assert open_links == 0
