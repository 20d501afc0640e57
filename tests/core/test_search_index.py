"""The records of the search and the pieces of its index."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vademecum.html.search.index import FORMAT, TERMS, search_pieces
from vademecum.html.search.records import SearchKind, SearchRecord
from vademecum.html.search.words import synonym_table, synonyms
from vademecum.vault.records import SectionText


def note(title: str, *lines: str, heading: str = "") -> SearchRecord:
    sections = (SectionText(heading, "a", lines),)
    return SearchRecord(SearchKind.NOTE, title, "page", sections=sections)


def made(*records: SearchRecord) -> dict[str, Any]:
    pieces = search_pieces(records, [f"{r.page}.html" for r in records], {"language": "fr"})
    return {name: json.loads(text) for name, text in pieces.items()}


def test_a_word_is_counted_where_it_stands() -> None:
    pieces = made(note("L’œuvre", "Une œuvre, des œuvres.", "L'œuvre", heading="Œuvres"))
    assert pieces["index"]["names"] == [["oeuvre", [0]]]
    terms = {word: fields for word, *fields in pieces["terms-0"]}
    assert terms["oeuvre"] == [[], [0, -2]]
    assert terms["oeuvres"] == [[0], [0]]
    assert pieces["index"]["records"][0][:3] == ["note", "L’œuvre", "page.html"]
    assert pieces["index"]["records"][0][-1] == [1, 0, 1, 5]
    assert pieces["index"]["format"] == FORMAT


def test_a_large_index_comes_in_pieces_that_follow_the_alphabet() -> None:
    records = [note(f"N{i}", " ".join(f"mot{i}x{j}" for j in range(400))) for i in range(60)]
    pieces = made(*records)
    shards = [pieces[f"terms-{n}"] for n in range(len(pieces["index"]["shards"]))]
    assert len(shards) > 1
    assert [shard[0][0] for shard in shards] == pieces["index"]["shards"]
    every = [word for shard in shards for word, *_places in shard]
    assert every == sorted(every)
    assert all(len(json.dumps(shard)) < 1.5 * TERMS for shard in shards)
    for number, row in enumerate(pieces["index"]["records"]):
        piece, place = row[6]
        assert pieces[f"text-{piece}"][place][0][2] == records[number].sections[0].lines[0]


def test_what_changes_has_another_version() -> None:
    one, other = made(note("Un", "texte")), made(note("Un", "autre"))
    assert one["index"]["version"] != other["index"]["version"]
    assert one == made(note("Un", "texte"))


def test_half_a_character_and_an_endless_word_stop_nothing() -> None:
    pieces = made(note("\ud800", "x" * 100_000, "</script>\u2028"))
    assert pieces["terms-0"] == [["script", [], [0]]]


def test_numbers_count_from_the_record_before() -> None:
    records = [note("A", "mot"), note("B", "x"), note("C", "mot mot mot"), note("D", "mot")]
    terms = {word: fields for word, *fields in made(*records)["terms-0"]}
    assert terms["mot"] == [[], [0, 2, -3, 1]]


def test_small_words_are_found_in_names_alone() -> None:
    pieces = search_pieces([note("Les sons", "les bruits")], ["p.html"], {"stop": ["les"]})
    assert "les" in {word for word, *_ in json.loads(pieces["index"])["names"]}
    assert [word for word, *_ in json.loads(pieces["terms-0"])] == ["bruits"]


def test_a_name_with_a_hyphen_is_found_as_one_word_too() -> None:
    names = {word for word, *_ in made(note("Wi-Fi et auto-formation"))["index"]["names"]}
    assert {"wi", "fi", "wifi", "autoformation"} <= names


def test_what_a_record_does_not_have_costs_nothing() -> None:
    away = SearchRecord(SearchKind.RESOURCE, "R", "r", url="https://e.org", language="en")
    rows = made(note("N"), away)["index"]["records"]
    assert [row[8:] for row in rows] == [[], ["https://e.org", "en"]]


def test_groups_of_words_are_normalised() -> None:
    table = synonym_table([("Droit d’auteur", "copyright", "Copyright"), ("seul",), ("", "·")])
    assert table == [["droit auteur", "copyright"]]


@pytest.mark.parametrize("language", ["fr", "en", "de", "it", "de_CH", "nl"])
def test_each_language_has_its_words(language: str) -> None:
    own = synonyms(language)
    assert all(len(group) > 1 for group in synonym_table(own))
    words = {word for group in own for word in group}
    assert ("Urheberrecht" in words) == language.startswith("de")
    assert ("droit d’auteur" in words) == (language == "fr")
    assert "RFID" in words


def test_no_phrase_stands_twice_in_a_group() -> None:
    every = [group for language in ("fr", "en", "de", "it") for group in synonyms(language)]
    assert [g for g, t in zip(every, synonym_table(every), strict=True) if len(g) != len(t)] == []
