"""The notation of skills."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.skills.notation import (
    DomainHeading,
    DomainSpec,
    Reference,
    Text,
    WrittenField,
    block_id,
    clean_title,
    domain_code,
    domain_slug,
    is_permanent,
    match_domain,
    parse_domain_heading,
    parse_item,
    provisional_id,
    skill_id,
)
from vademecum.vault.schema import field_key

REGISTRY = {
    "education": DomainSpec("education", "EDU", "Éducation et apprentissage", ("Médiation",)),
    "marketing": DomainSpec("marketing", "MKT", "Marketing et communication"),
}


@pytest.mark.parametrize(
    ("text", "name", "theme"),
    [
        ("Curation : Création de formats numériques", "Curation", "Création de formats numériques"),
        ("Curation: Création", "Curation", "Création"),
        ("Curation\u00a0: Création", "Curation", "Création"),
        ("Curation\u202f:\u202fCréation", "Curation", "Création"),
        ("Curation:Création", "Curation", "Création"),
        ("Marketing :: Publics ", "Marketing", "Publics"),
        ("Marketing : : Publics", "Marketing", "Publics"),
        ("Education et apprentissage :  ", "Education et apprentissage", ""),
        ("Informatique et métiers techniques", "Informatique et métiers techniques", ""),
        ("Curation : Formats : le son", "Curation", "Formats : le son"),
        (": Curation", "Curation", ""),
        (" : ", "", ""),
        ("", "", ""),
    ],
)
def test_domain_heading(text: str, name: str, theme: str) -> None:
    assert parse_domain_heading(text) == DomainHeading(name, theme)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Voir [[Note]]", Reference("Voir [[Note]]")),
        ("voir: [[Note]]", Reference("voir: [[Note]]")),
        ("VOIR AUSSI [[Note]]", Reference("VOIR AUSSI [[Note]]")),
        ("*Voir* [[Note]]", Reference("*Voir* [[Note]]")),
        ("voir:: [[Note]]", Reference("voir:: [[Note]]")),
        ("Voir", Reference("Voir")),
        ("Voire davantage", Text("Voire davantage")),
        ("Savoir écrire", Text("Savoir écrire")),
        ("See [[Note]]", Reference("See [[Note]]")),
        ("Siehe auch [[Note]]", Reference("Siehe auch [[Note]]")),
        ("Vedi [titolo](https://example.org)", Reference("Vedi [titolo](https://example.org)")),
        ("Seeing is believing", Text("Seeing is believing")),
        ("Consulter [[Note]]", Text("Consulter [[Note]]")),
        ("niveau:: débutant", WrittenField("niveau", "débutant")),
        ("niveau::débutant", Text("niveau::débutant")),
        ("Niveau requis :: 2", Text("Niveau requis :: 2")),
        ("Niveau requis:: 2", WrittenField("Niveau requis", "2")),
        ("std::vector", Text("std::vector")),
        ("**statut**:: ébauche", WrittenField("statut", "ébauche")),
        ("**statut::** ébauche", WrittenField("statut", "ébauche")),
        ("mode_a-2::", WrittenField("mode_a-2", "")),
        ("http://exemple::x", Text("http://exemple::x")),
        ("l'art :: x", Text("l'art :: x")),
        (":: x", Text(":: x")),
        ("niveau: débutant", Text("niveau: débutant")),
        ("", Text("")),
    ],
)
def test_item(text: str, item: WrittenField | Reference | Text) -> None:
    assert parse_item(text) == item


def test_reference_words_are_chosen() -> None:
    assert parse_item("Consulter [[Note]]", ("Consulter",)) == Reference("Consulter [[Note]]")
    assert parse_item("Voir [[Note]]", ("Consulter",)) == Text("Voir [[Note]]")


@given(st.text())
def test_parsers_of_any_text(text: str) -> None:
    """Nothing raises, no word comes out that did not go in, and what is clean stays so."""
    item = parse_item(text)
    assert isinstance(item, WrittenField) or item.text == text.strip()
    heading = parse_domain_heading(text)
    assert ":" not in heading.name
    assert heading.name == heading.name.strip()
    title = clean_title(text)
    assert "\n" not in title
    assert title == title.strip()
    before, mark = block_id(text)
    assert text.startswith(before)
    assert before == text if mark is None else text.rstrip().endswith(f"^{mark}")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Utilisation de logiciels libres. ", "Utilisation de logiciels libres"),
        ("Utilisation\n  de logiciels", "Utilisation de logiciels"),
        ("objets ; impression 3D.", "objets ; impression 3D"),
        ("Et la suite…", "Et la suite…"),
        ("Et la suite...", "Et la suite..."),
        ("Quoi\u00a0?\u00a0", "Quoi\u00a0?"),
        ("E\u0301crire", "Écrire"),
        (".", ""),
    ],
)
def test_clean_title(text: str, title: str) -> None:
    assert clean_title(text) == title


@pytest.mark.parametrize(
    ("text", "before", "block"),
    [
        ("Communication en ligne ^cur-06", "Communication en ligne", "cur-06"),
        ("Communication en ligne ^cur-06  ", "Communication en ligne", "cur-06"),
        ("^seul", "", "seul"),
        ("a ^b ^c", "a ^b", "c"),
        ("a^2", "a^2", None),
        ("a ^é", "a ^é", None),
        ("a ^", "a ^", None),
        ("a ^b c", "a ^b c", None),
    ],
)
def test_block_id(text: str, before: str, block: str | None) -> None:
    assert block_id(text) == (before, block)


def test_ids() -> None:
    assert skill_id("cur-06") == "CUR-06"
    first = provisional_id("CUR", "Communication en ligne", ())
    assert first.startswith("CUR-PROV-")
    assert first == provisional_id("CUR", "communication en ligne", {"CUR-01"})
    second = provisional_id("CUR", "Communication en ligne", {first})
    assert second not in {first, provisional_id("MKT", "Communication en ligne", ())}
    assert not is_permanent(first)
    assert is_permanent("CUR-06")
    assert is_permanent("CREATION")


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Médiation", (), "MED"),
        ("Médiation", ("MED",), "MEI"),
        ("Éducation", (), "EDU"),
        ("IA", (), "IAX"),
        ("3D", (), "DXX"),
    ],
)
def test_domain_code(name: str, taken: tuple[str, ...], code: str) -> None:
    assert domain_code(name, taken) == code


@given(st.text(max_size=20), st.sets(st.sampled_from(["MED", "AAX", "AXX", "XXX"])))
def test_domain_code_is_always_free(name: str, taken: set[str]) -> None:
    code = domain_code(name, taken)
    assert len(code) == 3
    assert code.isascii()
    assert code.isupper()
    assert code not in taken


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Education et apprentissage", "education"),
        ("éducation  et\u00a0apprentissage", "education"),
        ("mediation", "education"),
        ("Marketing", "marketing"),
        ("Marketing et communication", "marketing"),
        ("Accueil", None),
        ("", None),
    ],
)
def test_match_domain(name: str, found: str | None) -> None:
    expected = REGISTRY.get(found) if found else None
    assert match_domain(name, REGISTRY) == expected
    assert match_domain(name, REGISTRY.values()) == expected


def test_derived_slug_and_field_key() -> None:
    assert domain_slug("Accueil des publics") == "accueil-des-publics"
    assert field_key("Niveau_requis") == field_key("niveau requis") == "niveau-requis"
