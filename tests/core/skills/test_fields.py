"""Fields as they are written, levels, matches, and what a field says of a skill."""

from __future__ import annotations

from dataclasses import replace

import pytest
from core_samples import DECLARED
from hypothesis import given
from hypothesis import strategies as st

from vademecum.lint.field_rules import field_problem
from vademecum.skills.notation import (
    LevelName,
    WrittenField,
    almost_field,
    almost_inline,
    inline_fields,
    parse_level,
    parse_level_name,
    read_field,
)
from vademecum.skills.statements import (
    EmptyField,
    FieldValue,
    LevelSentence,
    ShortTitle,
    Statement,
    Synonyms,
    read_statement,
)
from vademecum.vault.records import SkillMatch, parse_match
from vademecum.vault.schema import FRAMEWORKS
from vademecum.vault.vocabulary import FORMS, RELATIONS, key_of

DIGCOMP, ESCO = FRAMEWORKS
URI = "http://data.europa.eu/esco/skill/40001d93-8937-4859-89d5-2dca53290ff4"
FREE_TEXT = st.text() | st.text(alphabet=" :[]aéàn\n\tv1234.,’'-_*")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("court:: Écrire", WrittenField("court", "Écrire")),
        ("niveau 2:: J'écris.", WrittenField("niveau 2", "J'écris.")),
        ("esco:: http://a.b/c", WrittenField("esco", "http://a.b/c")),
        ("court::", WrittenField("court", "")),
        ("court::\u00a0Écrire", WrittenField("court", "Écrire")),
        ("un nom de plusieurs mots:: x", WrittenField("un nom de plusieurs mots", "x")),
        ("std::vector", None),
        ("court::Écrire", None),
        ("court :: Écrire", None),
        ("court: Écrire", None),
        ("a::: b", None),
        (":: x", None),
        ("", None),
    ],
)
def test_field(text: str, field: WrittenField | None) -> None:
    assert read_field(text) == field


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Écrire [niveau:: 3]", [WrittenField("niveau", "3")]),
        ("[niveau:: 3] [acquisition:: a, b] fin", [("niveau", "3"), ("acquisition", "a, b")]),
        ("[court::]", [("court", "")]),
        ("[std::vector]", []),
        ("[niveau: 3]", []),
        ("[[note:: 3]]", [("note", "3")]),
        ("[niveau:: 3", []),
        ("niveau:: 3]", []),
    ],
)
def test_inline(text: str, fields: list[WrittenField | tuple[str, str]]) -> None:
    found = [(f.field.name, f.field.value) for f in inline_fields(text)]
    assert found == [tuple(f) if isinstance(f, tuple) else (f.name, f.value) for f in fields]


@pytest.mark.parametrize(
    "text", ["acquisition: x", "acquisition : x", "acquisition ::x", "acquisition::x"]
)
def test_almost_a_field(text: str) -> None:
    assert almost_field(text) == WrittenField("acquisition", "x")
    assert [f.field for f in almost_inline(f"a [{text}] b")] == [WrittenField("acquisition", "x")]


def test_a_field_is_not_almost_one() -> None:
    assert almost_field("acquisition:: x") is None
    assert list(almost_inline("[acquisition:: x]")) == []
    assert list(almost_inline("[acquisition: x](https://example.org)")) == []


@given(FREE_TEXT)
def test_parts_of_free_text_stand_where_they_say(text: str) -> None:
    almost_field(text)
    for found in (*inline_fields(text), *almost_inline(text)):
        part = text[found.start : found.end]
        assert part[0] == "[" and part[-1] == "]"
        assert found.field.name in part and found.field.value in part


@given(FREE_TEXT)
def test_a_field_loses_no_text(text: str) -> None:
    field = read_field(text)
    if field is not None:
        left = text.replace(field.name, "", 1).replace(field.value, "", 1)
        assert set(left.replace("::", "", 1)) <= set("*_") | {c for c in left if c.isspace()}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("niveau 2", LevelName("2", 2)),
        ("Level 4", LevelName("4", 4)),
        ("Stufe 1", LevelName("1", 1)),
        ("livello 3", LevelName("3", 3)),
        ("niveau", LevelName("", None)),
        ("niveau 7", LevelName("7", None)),
        ("niveau 0", LevelName("0", None)),
        ("niveau beaucoup", LevelName("beaucoup", None)),
        ("niveau ²", LevelName("²", None)),
        ("niveau de langue", None),
        ("niveaux 2", None),
        ("2", None),
        ("", None),
    ],
)
def test_level_name(name: str, found: LevelName | None) -> None:
    assert parse_level_name(name, (1, 2, 3, 4)) == found


@pytest.mark.parametrize(
    ("text", "level"),
    [("3", 3), (" 0 ", 0), ("7", None), ("beaucoup", None), ("", None), ("-1", None), ("٣", None)],
)
def test_level(text: str, level: int | None) -> None:
    assert parse_level(text, (0, 1, 2, 3, 4)) == level


@pytest.mark.parametrize(
    ("value", "match"),
    [
        ("2.2", SkillMatch("close", "digcomp", "2.2")),
        ("proche 2.2", SkillMatch("close", "digcomp", "2.2")),
        ("exacte  2.2", SkillMatch("exact", "digcomp", "2.2")),
        ("plus large 2.2", SkillMatch("broad", "digcomp", "2.2")),
        ("Plus Etroite 2.2", SkillMatch("narrow", "digcomp", "2.2")),
        ("liée 2.2", SkillMatch("related", "digcomp", "2.2")),
        ("enger 2.2", SkillMatch("narrow", "digcomp", "2.2")),
        ("più ampia 2.2", SkillMatch("broad", "digcomp", "2.2")),
        ("broader 2.2", SkillMatch("broad", "digcomp", "2.2")),
        ("1.4", None),
        ("2.2, 3.1", None),
        ("2.2 3.1", None),
        ("presque 2.2", None),
        ("exacte", None),
        ("", None),
    ],
)
def test_match(value: str, match: SkillMatch | None) -> None:
    assert parse_match(value, DIGCOMP) == match


def test_match_with_esco() -> None:
    assert str(parse_match(f"exacte {URI}", ESCO)) == f"exact esco {URI}"
    assert parse_match(URI.replace("http:", "https:"), ESCO) is None
    assert parse_match(URI[:-1], ESCO) is None


@pytest.mark.parametrize(
    ("name", "value", "statement", "code"),
    [
        ("court", "Écrire", ShortTitle("Écrire"), None),
        ("Short", "Write", ShortTitle("Write"), None),
        ("kurz", "Schreiben", ShortTitle("Schreiben"), None),
        ("breve", "Scrivere", ShortTitle("Scrivere"), None),
        ("Wörter", "a, b , ,a", Synonyms(("a", "b")), None),
        ("niveau 2", "J'écris.", LevelSentence(2, "J'écris."), None),
        ("niveau 7", "x", FieldValue("niveau 7", ("x",)), "level-unknown"),
        ("niveau beaucoup", "x", FieldValue("niveau beaucoup", ("x",)), "level-unknown"),
        ("niveau", "2", FieldValue("niveau", ("2",)), "level-alone"),
        ("digcomp", "2.2", SkillMatch("close", "digcomp", "2.2"), None),
        ("DigComp", "9.9", FieldValue("DigComp", ("9.9",)), "match-form"),
        ("esco", "x", FieldValue("esco", ("x",)), "match-form"),
        ("statut", "ébauche", FieldValue("status", ("ébauche",)), None),
        (
            "acquisition",
            "Prestataire, self-study",
            FieldValue("acquisition", ("prestataire", "auto-formation")),
            None,
        ),
        (
            "Erwerb",
            "auto-formatoin",
            FieldValue("acquisition", ("auto-formatoin",)),
            "field-value",
        ),
        ("court", "", None, "field-empty"),
        ("niveau 3", "", None, "field-empty"),
        ("couleur", "bleu", FieldValue("couleur", ("bleu",)), "skill-field"),
        ("une phrase ordinaire", "suite", None, None),
    ],
)
def test_statement(name: str, value: str, statement: Statement | None, code: str | None) -> None:
    written = WrittenField(name, value)
    problem = field_problem(written, DECLARED)
    found = read_statement(written, DECLARED)
    assert (None if isinstance(found, EmptyField) else found) == statement
    assert (problem[0] if problem is not None else None) == code


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("cort", "x", ""),
        ("acquisiton", "x", "acquisition::"),
        ("digcmp", "x", "digcomp::"),
        ("nivau", "2", "niveau N::"),
        ("acquisition", "auto-formatoin", "auto-formation"),
        ("niveau", "2", ""),
    ],
)
def test_hint(name: str, value: str, hint: str) -> None:
    problem = field_problem(WrittenField(name, value), DECLARED)
    assert problem is not None
    assert problem[1].get("hint", "") == hint


def test_level_alone_offers_the_vaults_own_name() -> None:
    for language, offered in (("fr", "niveau N::"), ("de", "Stufe N::"), ("it_CH", "livello N::")):
        problem = field_problem(WrittenField("level", "2"), replace(DECLARED, language=language))
        assert problem is not None
        assert problem[1]["suggestion"] == offered


@given(st.text(min_size=1), st.text())
def test_statements_never_raise_and_lose_no_value(name: str, value: str) -> None:
    written = WrittenField(name, value)
    statement, problem = read_statement(written, DECLARED), field_problem(written, DECLARED)
    assert statement is not None or problem is None  # else it is plain text
    assert not isinstance(statement, EmptyField) or value == ""  # nothing to lose


def test_every_name_means_one_thing_in_its_language() -> None:
    for table in (RELATIONS, FORMS):
        for key, names in table.items():
            for several in names.values():
                assert {key_of(name, table) for name in several} == {key}
