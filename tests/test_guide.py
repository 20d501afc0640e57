"""The guide cannot be wrong: its examples are built from the page, its codes are the check's."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import ROOT, Built, Vault

from vademecum.findings import Severity
from vademecum.lint.rulebook import BUILT_IN
from vademecum.lint.rules import Rule

GUIDE = ROOT / "docs" / "Écrire une note.md"
SKILLS = (
    ROOT
    / "docs"
    / ("Quelles sont les compétences numériques à acquérir et à développer en interne.md")
)
CODES = ROOT / "docs" / "Les messages de la vérification.md"
_EXAMPLE = re.compile(r"^```markdown\n(.*?)^```\n\n?((?:^>[^\n]*\n)*)", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[tuple[str, str]]:
    """Yield each source that the guide shows, and what it shows as its result."""
    for found in _EXAMPLE.finditer(GUIDE.read_text(encoding="utf-8")):
        _title, _, quoted = found[2].partition("\n")
        yield found[1], re.sub(r"^> ?", "", quoted, flags=re.MULTILINE)


EXAMPLES = dict(enumerate(examples()))


SHOWN = {number: example for number, example in EXAMPLES.items() if example[1]}


def test_examples_of_text_show_their_result() -> None:
    """Properties and lists of skills become something else, which a quotation cannot show."""
    lists = re.compile(r"^---$|^\t", re.MULTILINE)
    text = {number for number, (source, _shown) in EXAMPLES.items() if not lists.search(source)}
    assert len(text) > 5
    assert len(SHOWN.keys() & text) > len(text) / 2


@pytest.mark.parametrize("number", SHOWN)
def test_what_is_shown_is_what_is_typed(number: int) -> None:
    source, shown = SHOWN[number]
    assert shown.rstrip() == source.rstrip()


@pytest.fixture(scope="module")
def handbook(shipped: Built) -> Built:
    """The shipped handbook."""
    return shipped


# What each example, built by itself, must become: a selector and the text found there.
BECOMES = [
    ("Commencer", "# Le titre de la note", "h1", "Le titre de la note"),
    ("Mettre en forme", "==à remarquer==", "mark", "à remarquer"),
    ("Faire un lien", "dans le [[Glossaire]]", "a[href='glossaire.html']", "Glossaire"),
    ("Faire un lien", "[[Glossaire|la liste", "a[href='glossaire.html']", "la liste des mots"),
    ("Faire un lien", "[One by One]", "a[href='https://one-by-one.uk']", "One by One"),
    ("Faire un lien", "[[Sauvegarde", ".ghost", "Sauvegarde des photographies"),
    ("Reprendre un passage d’ailleurs", "![[#^seul]]", ".embedded", "Un musée n’a pas besoin"),
    ("Ajouter une image", "accueil.png", "img[alt^='Une visiteuse']", ""),
    ("Encadrer un conseil", "[!tip]", ".callout, .admonition", "Essayez d’abord"),
    ("Écrire une compétence", "pour qui ne la voit pas", ".skill", "Décrire une image"),
    ("Décrire les niveaux d’une compétence", "court:: Décrire", ".skill", "Décrire une image"),
    ("Remplir la fiche d’une ressource", "lien: https", "h1", "Rendre un document"),
    ("Renommer une note", "anciens noms:", "h1", "Comment utiliser"),
    ("Écrire un rôle", "tags: [profil]", "li a[href*='cur-06']", "Écrire pour le web"),
]


@pytest.mark.parametrize(("heading", "words", "selector", "text"), BECOMES)
def test_example(vault: Vault, heading: str, words: str, selector: str, text: str) -> None:
    assert f"## {heading}\n" in GUIDE.read_text(encoding="utf-8")
    (source,) = (s for s, _ in EXAMPLES.values() if words in s)
    glossary = "# Glossaire\n\n## Les mots du numérique au musée\n\n## Les mots de ce manuel\n"
    png = b"\x89PNG\r\n\x1a\n"
    vault.write({"Essai.md": source, "Glossaire.md": glossary, "pieces-jointes/accueil.png": png})
    if SKILLS.stem in source:
        vault.write({SKILLS.name: SKILLS.read_text(encoding="utf-8")})
    built = vault.build()
    assert built.codes == []
    found = built.body("essai").select(selector)
    assert found, built.body("essai")
    assert any(text in node.get_text() for node in found)


def test_every_example_is_tested() -> None:
    for source, _ in EXAMPLES.values():
        assert any(words in source for _h, words, _s, _t in BECOMES), source


def test_the_skill_of_the_guide(vault: Vault) -> None:
    (source,) = (s for s, _ in EXAMPLES.values() if "pour qui ne la voit pas" in s)
    handbook = vault_book(vault, source)
    (skill,) = handbook.skills.values()
    assert skill.skill.fields == (("acquisition", "auto-formation"),)
    assert len(skill.see) == 1
    assert skill.skill.description


def vault_book(vault: Vault, source: str):
    vault.write({"Essai.md": source, "Glossaire.md": "# Glossaire\n"})
    return vault.build("check").handbook.catalogue


def test_the_guide_shows_the_results(handbook: Built) -> None:
    body = handbook.body("ecrire-une-note")
    assert "CUR-06" in body.get_text()
    assert len(body.select(".embedded")) >= 2


@pytest.fixture(scope="module")
def paragraphs(handbook: Built) -> dict[str, str]:
    """What the page of the messages says at each address of its own."""
    page, _, _anchor = handbook.app.config.vademecum_guide_url.partition("#")
    tags = handbook.soup(page.removesuffix(".html")).find_all(id=True)
    return {f"{page}#{tag['id']}": tag.get_text() for tag in tags}


@pytest.mark.parametrize("rule", BUILT_IN.values(), ids=BUILT_IN)
def test_every_code_has_its_paragraph(
    handbook: Built, paragraphs: dict[str, str], rule: Rule
) -> None:
    """The address that the report gives leads to it, and it says how much the code matters."""
    address = handbook.app.config.vademecum_guide_url.replace("{code}", rule.code)
    assert address in paragraphs
    words = {Severity.ERROR: "erreur", Severity.NOTICE: "remarque"}
    assert paragraphs[address].startswith(f"{rule.code}, {words[rule.severity]}. ")


def test_no_code_that_is_not() -> None:
    told = re.findall(r"^`([a-z-]+)`, ", CODES.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(BUILT_IN)


def test_shipped_vault_has_no_error_and_its_numbers_are_registered(
    vault: Vault, handbook: Built
) -> None:
    assert handbook.codes == []
    assert not handbook.found("skill-unregistered")
    assert not handbook.found("skill-gone")
