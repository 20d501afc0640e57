"""The record of a resource, and addresses of the web."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.skills.resource_record import (
    ResourceRecord,
    day_of,
    record_problems,
    resource_record,
)
from vademecum.vault.front_matter import Value
from vademecum.vault.urls import address_key, is_web_address

FRENCH: dict[str, Value] = {
    "auteur": "Anne B.",
    "fournisseur": "OCIM",
    "lien": "https://example.org/cours",
    "langue": "français",
    "forme": "Cours",
    "durée": "2 h",
    "prix": "gratuit",
    "année": 2024,
    "vérifié": "2026-05-01",
}


def test_record() -> None:
    record = resource_record(FRENCH)
    assert record == ResourceRecord(
        "Anne B.",
        "OCIM",
        "https://example.org/cours",
        "fr",
        "cours",
        "2 h",
        "gratuit",
        "2024",
        "2026-05-01",
    )
    assert record.free
    assert [record.rank(language) for language in ("fr", "fr_CH", "de")] == [0, 0, 1]
    assert list(record_problems(FRENCH, "fr")) == []


@pytest.mark.parametrize(
    "properties",
    [
        {"author": "A", "form": "course", "price": "free", "language": "English"},
        {"Autor": "A", "Form": "Kurs", "Preis": "kostenlos", "Sprache": "en"},
        {"autore": "A", "forma": "corso", "prezzo": "gratuito", "lingua": "inglese"},
    ],
)
def test_every_language_gives_the_same_record(properties: dict[str, Value]) -> None:
    assert resource_record(properties) == ResourceRecord(
        author="A", form="cours", price="gratuit", language="en"
    )


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("lien", "javascript:alert(1)", "resource-url"),
        ("lien", "JavaScript:alert(1)", "resource-url"),
        ("lien", "https:///x", "resource-url"),
        ("lien", "https://a b", "resource-url"),
        ("lien", "www.example.org", "resource-url"),
        ("forme", "cuors", "resource-form"),
        ("année", "vingt", "resource-date"),
        ("année", 24, "resource-date"),
        ("vérifié", "1.5.2026", "resource-date"),
        ("vérifié", "2026-02-30", "resource-date"),
    ],
)
def test_problem(name: str, value: Value, code: str) -> None:
    (problem,) = record_problems({name: value}, "fr")
    assert (problem.name, problem.code) == (name, code)
    record = resource_record({name: value})
    assert record.url == record.verified == ""


def test_hint_for_a_form() -> None:
    (problem,) = record_problems({"forme": "logiceil"}, "fr")
    assert dict(problem.args)["hint"] == "logiciel"


@given(
    st.dictionaries(
        st.sampled_from([*FRENCH, "autre"]),
        st.text() | st.integers() | st.floats() | st.booleans() | st.none() | st.lists(st.text()),
    )
)
def test_no_property_raises(properties: dict[str, Value]) -> None:
    record = resource_record(properties)
    list(record_problems(properties, "fr"))
    assert record.url == "" or is_web_address(record.url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "HTTP://EXAMPLE.ORG/a/"),
        ("https://example.org/a", "https://example.org:443/a#b"),
        ("https://example.org/a?x=1", "https://example.org/a?utm_source=y&x=1"),
        ("https://example.org", "https://example.org/"),
    ],
)
def test_same_address(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "https://example.org:8443/a"),
        ("https://example.org/a?x=1", "https://example.org/a?x=2"),
    ],
)
def test_other_address(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@given(st.text() | st.text(alphabet="htps:/[]@.aé:0%#?").map(lambda t: "https://" + t))
def test_every_web_address_has_a_key(text: str) -> None:
    if is_web_address(text):
        assert address_key(text) == address_key(text)


def test_day() -> None:
    assert day_of("2026-05-01") == date(2026, 5, 1)
    assert day_of("20260501") is None
