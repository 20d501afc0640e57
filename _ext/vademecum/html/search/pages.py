"""The search: its page, its engine and its index, below ``_static/search``.

Sphinx's own index is not built: nothing reads it. MiniSearch ranks; its file is in the theme's
``static/vendor`` (``make vendor`` fetches it).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import languages

from vademecum.environment.domain import VaultDomain
from vademecum.html.contexts import page_contexts
from vademecum.html.host_layout import has_own_theme
from vademecum.html.script_text import quoted, replace_files
from vademecum.html.search.index import KnownWords, search_pieces
from vademecum.html.search.records import Places, SearchKind, search_records
from vademecum.html.search.words import synonym_table, synonyms
from vademecum.i18n import _, later
from vademecum.languages import table_in, word_in, words_in
from vademecum.settings import Settings
from vademecum.theme import FOLDER as THEME
from vademecum.vault.text import words

FOLDER: Final = "_static/search"
WORDS: Final = "search-words.json"
"""Beside the environment: the words of texts that have been looked at."""
_KINDS: Final = {
    SearchKind.SKILL: (later("Skill"), later("Skills")),
    SearchKind.DOMAIN: (later("Domain"), later("Domains")),
    SearchKind.ROLE: (later("Role"), later("Roles")),
    SearchKind.RESOURCE: (later("Resource"), later("Resources")),
    SearchKind.QUESTION: (later("Question"), later("Questions")),
    SearchKind.NOTE: (later("Note"), later("Notes")),
    SearchKind.PAGE: (later("List"), later("Lists")),
}


def without_sphinx_index(app: Sphinx) -> None:
    """Have Sphinx build no index for our theme; another theme keeps the search that it knows."""
    if isinstance(app.builder, StandaloneHTMLBuilder) and has_own_theme(app.config):
        app.builder.search = False


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page of the search, and write what it reads if anything has changed."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and not builder.search:
        folder = Path(builder.outdir) / FOLDER
        engine = _engine(_language(builder))
        same = _text(folder / "engine.js") == engine and (folder / "index.js").exists()
        if VaultDomain.of(app.env).stale_pages or not same:
            _write(builder, folder, engine)
        yield "search", {"title": _("Search")}, "search.html"


def _write(builder: StandaloneHTMLBuilder, folder: Path, engine: str) -> None:
    """Write engine and index; what an earlier build left beside them goes away."""
    scripts = {"engine": engine}
    kept = Path(builder.doctreedir) / WORDS
    known = KnownWords(_text(kept))
    for name, content in _pieces(builder, known).items():
        scripts[name] = f"vademecum.put('{name}','{quoted(content)}');\n"
    kept.write_text(known.stored(), encoding="utf-8", errors="surrogatepass")
    replace_files(folder, {f"{name}.js": script for name, script in scripts.items()})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogatepass")
    except (OSError, ValueError):
        return ""


def _language(builder: StandaloneHTMLBuilder) -> str:
    return str(builder.config.language or "en")[:2]


def _pieces(builder: StandaloneHTMLBuilder, known: KnownWords) -> dict[str, str]:
    vault = VaultDomain.of(builder.env)
    to, settings = vault.addresses, Settings.of(builder.config)
    places = Places(to.domain, to.skill, to.ghosts, to.resources, _made(vault))
    records = search_records(vault.handbook, vault.texts, places)
    addresses = [
        builder.get_target_uri(record.page) + (f"#{record.anchor}" if record.anchor else "")
        for record in records
    ]
    domains = {d.slug: d.name for d in vault.handbook.catalogue.domains.values()}
    about = {
        "language": _language(builder),
        "kinds": {
            kind.value: [_(one), _(many), word_in("kinds", kind.value, _language(builder))]
            for kind, (one, many) in _KINDS.items()
        },
        "words": {
            "one": _("1 result"),
            "many": _("%(count)s results"),
            "all": _("All results (%(count)s)"),
            "outside": _("on another site: %(site)s"),
        },
        "domains": domains,
        "stop": stop_words(_language(builder)),
        "who": words_in("search", "who", _language(builder)),
        "synonyms": synonym_table((*synonyms(_language(builder)), *settings.synonyms)),
    }
    return search_pieces(records, addresses, about, known)


def _made(vault: VaultDomain) -> list[tuple[str, str]]:
    """Return title and address of the pages that no note has and that somebody may look for."""
    to, listed = vault.addresses, page_contexts(vault.env).listed
    titles = {
        to.catalogue: _("Catalogue of skills"),
        to.questions: _("Questions"),
        to.resources: _("Resources"),
        to.roles: _("Roles"),
        to.plan: _("My plan"),
        to.team: _("Team"),
        to.contents: _("All notes"),
        to.graph: _("Map of the handbook"),
        to.ghosts: _("State of the notebook"),
        to.data: _("Open data"),
    }
    always = {to.contents, to.ghosts, to.data}
    if to.plan in listed:
        always.add(to.team)
    return [(title, page) for page, title in titles.items() if page in listed | always]


def stop_words(language: str) -> list[str]:
    """Return the small words of a language, as Sphinx knows them, and those of questions."""
    known = languages.get(language)
    if isinstance(known, str):
        module, _dot, name = known.rpartition(".")
        known = getattr(import_module(module), name)
    small = {word for entry in getattr(known, "stopwords", ()) for word in words(entry)}
    return sorted(small.union(words_in("search", "asking", language)))


def _engine(language: str) -> str:
    """Return the engine in one file, one request: MiniSearch, the language's stemmer, our part."""
    parts = [(THEME / "static" / "vendor" / "minisearch.min.js").read_text("utf-8")]
    for name in words_in("search", "stemmer", language):
        stemmers = files("sphinx.search") / "minified-js"
        parts += [(stemmers / f"{n}-stemmer.js").read_text("utf-8") for n in ("base", name)]
        parts.append(f"vademecum.stemmer = new {name.capitalize()}Stemmer();")
    endings = {key: word_in("endings", key, language) for key in table_in("endings", language)}
    parts.append(f"vademecum.endings = {json.dumps(endings, ensure_ascii=False)};")
    own = (THEME / "static" / "vademecum.normalise.js", Path(__file__).with_name("find.js"))
    parts += [path.read_text("utf-8") for path in own]
    return "\n".join(parts)


def setup(app: Sphinx) -> None:
    """Before Sphinx prepares its index; beside the pages that no note has."""
    app.connect("builder-inited", without_sphinx_index)
    app.connect("html-collect-pages", search_page)
