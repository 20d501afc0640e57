"""The contract: no word of one language on a page of another."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from conftest import Vault

from catalogs import LOCALE
from vademecum.commands.cli import main

SHOWN = {"title", "alt", "placeholder", "aria-label", "label"}
CODES = {"light", "dark", "later", "question"}
"""Values of form fields and kinds of notes, the same in every language."""
ROLE = """---
tags: [{tag}]
---
# {name}

[[{missing}]]

> [!warning]
> …

| 1 | 2 |
|---|---|
| 3 | 4 |

- {code}-01 [{level}:: 2]
- {code}-02 [{level}:: 0]
"""
WORDS = {
    "de": ("Profil", "Kuratorin", "Ungeschrieben", "VER", "Stufe"),
    "it": ("profilo", "Curatrice", "Inesistente", "MED", "livello"),
    "en": ("role", "Curator", "Unwritten", "LEA", "level"),
}


class Texts(HTMLParser):
    """What a page shows or reads out, and the words that its scripts say later."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hidden = 0
        self.record = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.record = ("id", "v-page") in attrs
        self.hidden += tag in {"script", "style"}
        self.texts += [v for k, v in attrs if v and (k in SHOWN or k.startswith("data-"))]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}
        self.record = False

    def handle_data(self, data: str) -> None:
        if self.record:
            self.texts += json.loads(data)["words"].values()
        elif not self.hidden:
            self.texts.append(data)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def catalogue(language: str) -> set[str]:
    """Return the words of a language that its pages may show."""
    source = LOCALE / ("fr" if language == "en" else language) / "LC_MESSAGES" / "vademecum.po"
    with source.open("rb") as file:
        messages = [m for m in read_po(file) if m.id]
    return {plain(str(m.id if language == "en" else m.string)) for m in messages}


@pytest.mark.parametrize("language", sorted(WORDS))
def test_no_word_of_another_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    tag, name, missing, code, level = WORDS[language]
    assert main(["init", str(tmp_path / "x"), "--language", language]) == 0
    role = ROLE.format(tag=tag, name=name, missing=missing, code=code, level=level)
    (tmp_path / "x" / f"{name}.md").write_text(role, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "x")
    assert main(["html"]) == 0
    pages = [p for p in Path("_build/html").rglob("*.html") if "_static" not in p.parts]
    assert len(pages) > 15
    own = catalogue(language)
    others = set().union(*(catalogue(one) for one in ("fr", "de", "it", "en") if one != language))
    foreign = {text for text in others - own - CODES if len(text) > 2}
    for page in pages:
        parser = Texts()
        parser.feed(page.read_text(encoding="utf-8"))
        shown = {plain(text) for text in parser.texts}
        assert shown & foreign == set(), page
        assert shown & own, page


DOMAINS = "---\ncompetences: true\n---\n# L\n\n## {heading}\n\n- Schreiben ^mar-01\n"


@pytest.mark.parametrize(
    ("settings", "heading", "shown"),
    [
        ('language = "de"\n', "Marketing", "Marketing"),
        ('language = "fr"\n', "Marketing", "Marketing et communication"),
        ("", "Marketing", "Marketing et communication"),
        ('language = "en"\n', "Marketing et communication", "Marketing et communication"),
        (
            'language = "de"\n[[domains]]\nslug = "marketing"\ncode = "MAR"\nname = "Werbung"\n',
            "Marketing",
            "Werbung",
        ),
    ],
)
def test_domains_named_in_another_language_are_shown_as_written(
    vault: Vault, settings: str, heading: str, shown: str
) -> None:
    """The names in this project's ``conf.py`` are French; slugs, codes and filters stay."""
    files = {"index.md": "# A\n", "L.md": DOMAINS.format(heading=heading)}
    vault.write(files | ({"vademecum.toml": settings} if settings else {}))
    built = vault.build()
    needs = built.needs()
    domain = next(need for need in needs.values() if need["type"] == "domain")
    assert (domain["title"], domain["domain"]) == (shown, "marketing")
    assert needs["MAR-01"]["domain"] == "marketing"
