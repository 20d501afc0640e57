"""The interface speaks one language: each catalogue is complete, no page has words of another.

Every language that has a catalogue is held to it: adding one turns its tests on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from bs4 import BeautifulSoup, Comment
from conftest import Built, Vault

from missing_words import catalog, languages, messages, missing

PAGES = ("en", *languages())
NOTES = {
    "index.md": "# Zarvo\n\nQuilba [[Nuvo]].\n",
    "Nuvo.md": "---\ntags: [question]\nstatut: ébauche\ndate: 2026-01-02\n---\n# Nuvo\n\n"
    "Plim [[Orka]], [[Vrill]].\n\n> [!todo]\n> Splon.\n\n"
    "```mermaid\ngraph\n```\n\n|a|b|\n|-|-|\n|c|d|\n",
    "Orka.md": "---\ntags: [ressource]\nforme: guide\nprix: gratuit\nlangue: fr\n"
    "lien: https://example.org/x\n---\n# Orka\n\nDrell.\n",
    "Wexi.md": "---\ncompetences: true\n---\n# Wexi\n\n## Curation : Zib\n\n- Mirt ^cur-01\n"
    "\t- niveau 1:: Blon.\n\t- digcomp:: 2.2\n\t- Voir [[Orka]]\n\n"
    "## Jaxo\n\n- Fnur\n- Grolt ^jax-02\n",
    "Pelk.md": "---\ntags: [profil]\n---\n# Pelk\n\n- [[Wexi#^cur-01]] [niveau:: 2]\n- JAX-02\n",
    "Contribuer.md": "---\ntags: [contribuer]\n---\n# Hupt\n\nDwim.\n",
}
"""A vault whose own words belong to no language; it has every kind of page."""

SEE = {"en": "See", "fr": "Voir", "de": "Siehe", "it": "Vedi"}

SHOWN = ("aria-label", "title", "placeholder", "alt")
KEYS = ("data-part", "data-kind")
"""Attributes that hold what scripts go by, and nobody sees."""


@pytest.mark.parametrize("language", languages())
def test_catalogue_is_complete(language: str) -> None:
    assert list(missing(language, messages())) == []


def test_what_lacks_is_listed() -> None:
    """A language without a catalogue lacks all; one message more is missed by each."""
    assert len(list(missing("eo", messages()))) == len(messages())
    assert list(missing("fr", {*messages(), "A new message"})) == ["A new message"]


def pattern(text: str) -> re.Pattern[str]:
    """Return what a message becomes on a page: `%(count)s` stands for anything short."""
    plain = re.escape(" ".join(text.split()))
    return re.compile(re.sub(r"%\\\((\w+)\\\)s", r".{0,80}?", plain))


def words_of(language: str) -> dict[str, str]:
    """Return the messages of a language by their English."""
    if language == "en":
        return {message: message for message in messages()}
    known = catalog(language)
    return {m: str(entry.string) for m in messages() if (entry := known.get(m)) is not None}


@cache
def foreign(language: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """Return what other languages say and this one does not: whole texts, and patterns."""
    own = {" ".join(text.split()) for text in words_of(language).values()}
    others = {
        " ".join(text.split())
        for other in PAGES
        if other != language
        for text in words_of(other).values()
    } - own
    spoken = {text for text in others if len(re.findall(r"[^\W\d_]", text)) > 2}
    # Of a message with gaps, only one with enough words of its own says which language it is.
    gaps = {text for text in spoken if "%(" in text}
    long = {t for t in gaps if len(re.sub(r"%\(\w+\)s|\W", "", t)) > 8}
    return spoken - gaps, [pattern(text) for text in sorted(long)]


def spoken(soup: BeautifulSoup) -> Iterator[str]:
    """Yield each piece of text that a reader sees or hears, what scripts will show included."""
    for text in soup.find_all(string=True):
        if not isinstance(text, Comment) and text.parent.name not in {"script", "style"}:
            yield " ".join(text.split())
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            told = name.startswith("data-") and name not in KEYS and isinstance(value, str)
            if name in SHOWN or told:
                yield " ".join(str(value).split())


def notes(language: str) -> dict[str, str]:
    """Return the vault, its one word of a language in the language asked for."""
    return {name: text.replace("Voir", SEE[language]) for name, text in NOTES.items()}


def strangers(built: Built, language: str) -> list[tuple[str, str]]:
    """Return the words that another language would say, each with a page that says them."""
    whole, patterns = foreign(language)
    pages = [name for name in built.files() if name.endswith(".html")]
    texts = (
        (name, text)
        for name in pages
        if not name.startswith("_static")
        for text in spoken(built.soup(name.removesuffix(".html")))
    )
    pages_of: dict[str, str] = {}
    for name, text in texts:
        pages_of.setdefault(text, name)  # every page says the same in its head and foot
    return [
        (name, text)
        for text, name in pages_of.items()
        if text in whole or any(p.fullmatch(text) for p in patterns)
    ]


@pytest.mark.parametrize("language", PAGES)
def test_no_page_has_words_of_another_language(build: Callable[..., Built], language: str) -> None:
    built = build(notes(language), language=language)
    pages = [name for name in built.files() if name.endswith(".html")]
    assert len(pages) > 14
    assert f'lang="{language}"' in built.html("index")
    assert strangers(built, language) == []


def test_a_stranger_is_noticed(vault: Vault) -> None:
    """The test above can fail: French pages held to English are full of strangers."""
    vault.write(notes("fr"))
    built = vault.build(language="fr")
    assert "Aller au texte" in {text for _page, text in strangers(built, "en")}


@pytest.mark.parametrize(("language", "first"), [("fr", "Loi"), ("en", "Law")])
def test_resources_in_the_handbooks_own_language_go_first(
    vault: Vault, language: str, first: str
) -> None:
    resource = "---\ntags: [ressource]\nlangue: {}\nforme: loi\n---\n# {}\n"
    vault.write(
        {
            "index.md": "# Zarvo\n",
            "vademecum.toml": f'language = "{language}"\n',
            "Loi.md": resource.format("fr", "Loi"),
            "Law.md": resource.format("en", "Law"),
            "Wexi.md": "---\ncompetences: true\n---\n# Wexi\n\n## Curation\n\n- Mirt ^cur-01\n"
            + "".join(f"\t- Voir [[{name}]]\n" for name in ("Loi", "Law") if name != first)
            + f"\t- Voir [[{first}]]\n",
        }
    )
    built = vault.build()
    folder = {"fr": "competences", "en": "skills"}[language]
    links = built.soup(f"{folder}/cur-01").select('main a[href$="/loi.html"], a[href$="/law.html"]')
    assert links[0].get_text() == first
