"""The records of the search and the pieces of its index."""

from __future__ import annotations

import json
from typing import Any

from vademecum.core.records import SectionText
from vademecum.core.search_index import FORMAT, PIECE, search_pieces
from vademecum.core.search_records import SearchKind, SearchRecord
from vademecum.core.synonyms import SYNONYMS, synonym_table


def note(title: str, *lines: str, heading: str = "") -> SearchRecord:
    sections = (SectionText(heading, "a", lines),)
    return SearchRecord(SearchKind.NOTE, title, "page", sections=sections)


def made(*records: SearchRecord) -> dict[str, Any]:
    pieces = search_pieces(records, [f"{r.page}.html" for r in records], {"language": "fr"})
    return {name: json.loads(text) for name, text in pieces.items()}


def test_a_word_is_counted_where_it_stands() -> None:
    pieces = made(note("L’œuvre", "Une œuvre, des œuvres.", "L'œuvre", heading="Œuvres"))
    assert pieces["index"]["names"] == [["oeuvre", {"0": {"0": 1}}]]
    terms = dict(pieces["terms-0"])
    assert terms["oeuvre"] == {"1": {"0": 2}}
    assert terms["oeuvres"] == {"0": {"0": 1}, "1": {"0": 1}}
    assert pieces["index"]["records"][0][:3] == ["note", "L’œuvre", "page.html"]
    assert pieces["index"]["records"][0][-1] == [1, 0, 1, 5]
    assert pieces["index"]["format"] == FORMAT


def test_a_large_index_comes_in_pieces_that_follow_the_alphabet() -> None:
    records = [note(f"N{i}", " ".join(f"mot{i}x{j}" for j in range(400))) for i in range(60)]
    pieces = made(*records)
    shards = [pieces[f"terms-{n}"] for n in range(len(pieces["index"]["shards"]))]
    assert len(shards) > 1
    assert [shard[0][0] for shard in shards] == pieces["index"]["shards"]
    every = [word for shard in shards for word, _places in shard]
    assert every == sorted(every)
    assert all(len(json.dumps(shard)) < 1.5 * PIECE for shard in shards)
    for number, row in enumerate(pieces["index"]["records"]):
        piece, place = row[6]
        assert pieces[f"text-{piece}"][place][0][2] == records[number].sections[0].lines[0]


def test_what_changes_has_another_version() -> None:
    one, other = made(note("Un", "texte")), made(note("Un", "autre"))
    assert one["index"]["version"] != other["index"]["version"]
    assert one == made(note("Un", "texte"))


def test_half_a_character_and_an_endless_word_stop_nothing() -> None:
    pieces = made(note("\ud800", "x" * 100_000, "</script>\u2028"))
    assert pieces["terms-0"] == [["script", {"1": {"0": 1}}]]


def test_a_group_of_words_leads_from_each_to_the_others() -> None:
    table = synonym_table([("Droit d’auteur", "copyright"), ("copyright", "Licence"), ("seul",)])
    assert table == [
        ["copyright", "droit auteur", "licence"],
        ["droit auteur", "copyright"],
        ["licence", "copyright"],
    ]


def test_no_phrase_of_the_handbook_stands_for_itself() -> None:
    assert all(row[0] not in row[1:] and all(row) for row in synonym_table(SYNONYMS))
