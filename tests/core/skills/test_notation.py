"""The notation of skills."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.skills.notation import (
    DomainHeading,
    DomainSpec,
    WrittenField,
    clean_title,
    domain_code,
    domain_slug,
    is_reference,
    match_domain,
    parse_domain_heading,
    provisional_id,
    read_field,
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
    "text",
    [
        "Voir [[Note]]",
        "voir: [[Note]]",
        "VOIR AUSSI [[Note]]",
        "*Voir* [[Note]]",
        "voir:: [[Note]]",
        "Voir",
        "See [[Note]]",
        "Siehe auch [[Note]]",
        "Vedi [titolo](https://example.org)",
    ],
)
def test_reference(text: str) -> None:
    assert is_reference(text)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("niveau:: débutant", WrittenField("niveau", "débutant")),
        ("Niveau requis:: 2", WrittenField("Niveau requis", "2")),
        ("**statut**:: ébauche", WrittenField("statut", "ébauche")),
        ("**statut::** ébauche", WrittenField("statut", "ébauche")),
        ("mode_a-2::", WrittenField("mode_a-2", "")),
        ("Voire davantage", None),
        ("Savoir écrire", None),
        ("Seeing is believing", None),
        ("Consulter [[Note]]", None),
        ("niveau::débutant", None),
        ("Niveau requis :: 2", None),
        ("std::vector", None),
        ("http://exemple::x", None),
        ("l'art :: x", None),
        (":: x", None),
        ("niveau: débutant", None),
        ("", None),
    ],
)
def test_no_reference(text: str, field: WrittenField | None) -> None:
    assert not is_reference(text)
    assert read_field(text) == field


def test_reference_words_are_chosen() -> None:
    assert is_reference("Consulter [[Note]]", ("Consulter",))
    assert not is_reference("Voir [[Note]]", ("Consulter",))


@given(st.text())
def test_parsers_of_any_text(text: str) -> None:
    """Nothing raises, no word comes out that did not go in, and what is clean stays so."""
    heading = parse_domain_heading(text)
    assert ":" not in heading.name
    assert heading.name == heading.name.strip()
    title = clean_title(text)
    assert "\n" not in title
    assert title == title.strip()


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


def test_ids() -> None:
    assert skill_id("cur-06") == "CUR-06"
    first = provisional_id("CUR", "Communication en ligne", ())
    assert first.startswith("CUR-PROV-")
    assert first == provisional_id("CUR", "communication en ligne", {"CUR-01"})
    second = provisional_id("CUR", "Communication en ligne", {first})
    assert second not in {first, provisional_id("MKT", "Communication en ligne", ())}


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
