"""What other sites show of a page that somebody shares: Open Graph, with a picture a kind of page.

Typst draws the pictures, which are PNG of 1200 by 630: with its own fonts, so that they are the
same everywhere, and without asking anybody. A picture has a whole address or none: without the
address of the site there are no pictures. A digest beside the environment says whether they stand.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from textwrap import shorten
from typing import Any, Final
from urllib.parse import urlsplit

from babel.core import get_global
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from vademecum.environment.domain import VaultDomain
from vademecum.html.assets import readable
from vademecum.html.contexts import PageContexts, page_contexts
from vademecum.html.host_layout import has_own_theme
from vademecum.html.public_address import site_address
from vademecum.html.theme import FOLDER
from vademecum.html.views import DomainCard, SkillLine
from vademecum.i18n import _, later
from vademecum.settings import Settings
from vademecum.vault.records import Kind

PICTURES: Final = "_static/sharing"
WIDTH: Final = 1200
HEIGHT: Final = 630
DOMAINS: Final = 12
"""Domains that have pictures of their own; pages of further ones have those of their kind."""

_TEMPLATE: Final = Path(__file__).with_name("sharing.typ")
_DIGEST: Final = "sharing.digest"
_INK: Final = "#1f2328"
_PAPER: Final = "#fdfcf9"
_TITLE: Final = 140
"""Signs of the handbook's title that a picture shows, at most."""
_ALPHABETS: Final = (
    "LATIN ",
    "GREEK ",
    "CYRILLIC ",
    "MODIFIER LETTER APOSTROPHE",
    "FEMININE ",
    "MASCULINE ",
)
"""What the names of letters begin with that the fonts of Typst have."""
_VARIABLE: Final = re.compile(r"--([\w-]{1,60}): (#[0-9a-f]{6});")
_KINDS: Final = {
    "site": "",
    "question": later("Question"),
    "resource": later("Resource"),
    "role": later("Role"),
    "note": later("Note"),
    "skill": later("Skill"),
    "domain": later("Domain"),
}
_OF_NOTES: Final = {Kind.QUESTION: "question", Kind.RESOURCE: "resource", Kind.ROLE: "role"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows: the kind of page, the handbook's title, its institution.

    ``size`` of the title in points; ``colour`` of the band and of the kind.
    """

    kind: str
    title: str
    below: str
    size: int
    colour: str = _INK

    @property
    def words(self) -> str:
        """What the picture says, for whoever does not see it."""
        return ", ".join(filter(None, (self.kind, self.title, self.below)))


def open_graph(
    contexts: PageContexts, config: Config, pagename: str, context: Mapping[str, Any]
) -> dict[str, str]:
    """Return what the head of a page says to other sites beside its title."""
    shared = {"locale": _locale(str(config.language or "en"))}
    site = site_address(config)
    if site:
        name, picture = _picture_of(contexts, config, pagename, context)
        shared["picture"] = f"{site}{PICTURES}/{name}.png"
        shared["picture_words"] = picture.words
    return shared


def _locale(language: str) -> str:
    """Return a language with its territory, as Open Graph has it: the likeliest if none is said."""
    if "_" in language:
        return language
    territory = get_global("likely_subtags").get(language, "").rpartition("_")[2]
    return f"{language}_{territory}" if territory else ""


def _picture_of(
    contexts: PageContexts, config: Config, pagename: str, context: Mapping[str, Any]
) -> tuple[str, Picture]:
    pictures = _pictures(contexts, config)
    note = contexts.vault.notes.get(pagename)
    kind, card = "site", None
    if isinstance(context.get("skill"), SkillLine):
        kind, card = "skill", context["skill"].domain
    elif isinstance(context.get("card"), DomainCard):
        kind, card = "domain", context["card"]
    elif note is not None and note.path and pagename != config.root_doc:
        kind = _OF_NOTES.get(note.kind, "note") if note.kind is not None else "note"
    name = f"{kind}-{card.slug}" if card is not None else kind
    name = name if name in pictures else kind
    return name, pictures[name]


def _pictures(contexts: PageContexts, config: Config) -> dict[str, Picture]:
    """Return the pictures by the names of their files."""
    if not contexts.pictures:
        contexts.pictures.update(_each_picture(contexts, config))
    return contexts.pictures


def _each_picture(contexts: PageContexts, config: Config) -> Iterator[tuple[str, Picture]]:
    project = _drawable(str(config.project)) or urlsplit(site_address(config)).hostname or ""
    title = shorten(project, _TITLE, placeholder=" …")
    size = next(points for points, most in ((88, 30), (72, 70), (56, _TITLE)) if len(title) <= most)
    below = shorten(_drawable(contexts.settings.institution), 70, placeholder=" …")
    for kind, word in _KINDS.items():
        yield kind, Picture(_(word) if word else "", title, below, size)
    colours = _colours(contexts.settings)
    for card in list(contexts.cards.values())[:DOMAINS]:
        name = shorten(_drawable(card.name), 48, placeholder=" …")
        for kind in ("skill", "domain"):
            words = " · ".join(filter(None, (_(_KINDS[kind]), name)))
            colour = colours.get(card.slug, _INK)
            yield f"{kind}-{card.slug}", Picture(words, title, below, size, colour)


def _drawable(text: str) -> str:
    """Return what the fonts of Typst can draw: nothing of a text in other letters, no emoji."""
    letters = (sign for sign in text if unicodedata.category(sign)[0] == "L")
    if not all(unicodedata.name(sign, "").startswith(_ALPHABETS) for sign in letters):
        return ""
    signs = (
        s for s in text if unicodedata.category(s)[0] != "C" and unicodedata.category(s) != "So"
    )
    return " ".join("".join(signs).replace("\ufe0f", "").split())


def _colours(settings: Settings) -> dict[str, str]:
    """Return the colours of domains on light paper: the theme's, and what the settings say."""
    sheet = (FOLDER / "static" / "vademecum.css").read_text(encoding="utf-8")
    theirs = {d.slug: readable(d.colour, _PAPER) for d in settings.domains if d.colour}
    return dict(_VARIABLE.findall(sheet.partition("@supports")[0])) | theirs


def write_pictures(app: Sphinx, error: Exception | None) -> None:
    """Write the pictures if they have changed, or take away those of an earlier build."""
    own = has_own_theme(app.config) and VaultDomain.of(app.env).whole
    if error is not None or not isinstance(app.builder, StandaloneHTMLBuilder) or not own:
        return
    folder, digest = Path(app.outdir) / PICTURES, Path(app.doctreedir) / _DIGEST
    if not site_address(app.config):
        shutil.rmtree(folder, ignore_errors=True)
        return
    pictures = _pictures(page_contexts(app.env), app.config)
    seal = _seal(pictures)
    names = {f"{name}.png" for name in pictures}
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if names == there and digest.is_file() and digest.read_text(encoding="ascii") == seal:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in zip(pictures, _drawn(pictures), strict=True):
        (folder / f"{name}.png").write_bytes(content)
    digest.write_text(seal, encoding="ascii")


def _seal(pictures: Mapping[str, Picture]) -> str:
    """Return a digest of all that makes the pictures."""
    parts = repr((version("typst"), pictures)).encode("utf-8", "replace")
    return hashlib.sha256(parts + _TEMPLATE.read_bytes()).hexdigest()


def _drawn(pictures: Mapping[str, Picture]) -> list[bytes]:
    import typst  # noqa: PLC0415  of no use to a site whose address is not known

    cards = json.dumps([asdict(card) for card in pictures.values()])
    drawn = typst.compile(
        _TEMPLATE,
        format="png",
        ppi=72.0,
        sys_inputs={"cards": cards},
        ignore_system_fonts=True,
        package_path=_TEMPLATE.parent / "none",
        package_cache_path=_TEMPLATE.parent / "none",
    )
    return drawn if isinstance(drawn, list) else [drawn]


def setup(app: Sphinx) -> None:
    """Draw when all else is written."""
    app.connect("build-finished", write_pictures)
