"""``vademecum.toml``, as text: what is taken, and where what is wrong stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.settings.checks import Wanted
from vademecum.settings.options import KEYS
from vademecum.settings.reference import EXAMPLE
from vademecum.settings.vault_file import SIZE_LIMIT, read_vault_file
from vademecum.vault.publication import safe_pattern


def test_the_example_has_every_key_and_no_fault() -> None:
    read = read_vault_file(EXAMPLE)
    assert read.problems == ()
    assert set(read.values) == set(KEYS)
    assert read.values["domains"][0].colour == "#2f6f4e"
    assert [(level.number, level.name) for level in read.values["levels"]] == [
        (1, "Explore"),
        (2, "Practise"),
    ]
    assert read.values["skill_fields"][0].value("prestataire").key == "provider"
    assert read.values["frameworks"][0].accepts("DESN")


BAD = [
    ("title = 3", 1, "title", Wanted.TEXT),
    ('title = "a\\nb"', 1, "title", Wanted.TEXT),
    ('\n\nlanguage = "../../etc"', 3, "language", Wanted.LANGUAGE),
    ('language = "français"', 1, "language", Wanted.LANGUAGE),
    ('site_url = "javascript:alert(1)"', 1, "site_url", Wanted.ADDRESS),
    ('site_url = "https://a@b.example/"', 1, "site_url", Wanted.ADDRESS),
    ("contact = 'a\"onclick=\"b@c.d'", 1, "contact", Wanted.CONTACT),
    ('skills_notes = "Our skills"', 1, "skills_notes", Wanted.TEXTS),
    ('excluded_folders = ["../.."]', 1, "excluded_folders", Wanted.FOLDERS),
    ('synonyms = [["alone"]]', 1, "synonyms", Wanted.GROUPS),
    ('titel = "x"', 1, "titel", Wanted.KNOWN),
    ('extensions = ["os"]', 1, "extensions", Wanted.KNOWN),
    ('[[levels]]\nname = "A"\n[[levels]]\nname = "A"', 3, "levels", Wanted.UNIQUE),
]


@pytest.mark.parametrize(("text", "line", "key", "wanted"), BAD)
def test_what_is_wrong_is_located_and_ignored(
    text: str, line: int, key: str, wanted: Wanted
) -> None:
    read = read_vault_file(text)
    assert [(p.line, p.key, p.wanted) for p in read.problems] == [(line, key, wanted)]
    assert read.values == {}


def test_one_fault_does_not_take_the_rest() -> None:
    read = read_vault_file('title = "T"\nlanguage = 3\nlicence = "CC0"\n')
    assert dict(read.values) == {"title": "T", "licence": "CC0"}


def test_the_nearest_key_is_named() -> None:
    (problem,) = read_vault_file('languge = "fr"').problems
    assert problem.detail == "language"


DOMAIN = '[[domains]]\nslug = "a"\ncode = "AAA"\nname = "A"\n'


@pytest.mark.parametrize(
    "line",
    ['aliases = "Collections"', 'colour = "red;}"', 'other = "x"', "code = 3"],
)
def test_the_table_of_a_list_is_located(line: str) -> None:
    second = DOMAIN.replace('"a"', '"b"').replace("AAA", "BBB").replace('name = "A"', 'name = "B"')
    second = second.replace('code = "BBB"', line) if line.startswith("code") else second + line
    read = read_vault_file(f"{DOMAIN}\n{second}\n")
    assert [(p.line, p.wanted) for p in read.problems] == [(6, Wanted.DOMAINS)]


def test_keys_that_conf_py_keeps() -> None:
    read = read_vault_file('title = "T"\nlicence = "CC0"\n', reserved=["licence"])
    assert dict(read.values) == {"title": "T"}
    assert [(p.line, p.wanted) for p in read.problems] == [(2, Wanted.RESERVED)]


@pytest.mark.parametrize(
    ("text", "line"),
    [('title = "a"\nb = = 1\n', 2), ('title = "a', 1), ("a=" + "[" * 5000, 1), ("a = 1\na = 2", 2)],
)
def test_what_is_no_toml_is_one_fault(text: str, line: int) -> None:
    read = read_vault_file(text)
    assert [(p.line, p.wanted) for p in read.problems] == [(line, Wanted.TOML)]


def test_a_huge_file_is_not_read() -> None:
    assert read_vault_file("#" * (SIZE_LIMIT + 1)).problems[0].wanted is Wanted.SIZE


@given(st.text(max_size=300))
def test_nothing_raises(text: str) -> None:
    read_vault_file(text)
    for key in KEYS:
        read_vault_file(f"{key} = {text!r}")


@pytest.mark.parametrize("pattern", [r"[1-5]\.[1-6]", "[A-Z]{4}", "^a+b*$", r"\d{2,3}-[a-z]+"])
def test_safe_patterns(pattern: str) -> None:
    assert safe_pattern(pattern) is not None


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "a|b", r"(.)\1", "a*a*a*a*b", "[", "a{2}{3}", "", "x" * 201]
)
def test_patterns_that_may_stall_are_refused(pattern: str) -> None:
    assert safe_pattern(pattern) is None
