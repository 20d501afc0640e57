"""The register of numbers: read whatever it holds, changed line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.skills.register import (
    REGISTERS,
    Entry,
    order_key,
    read_register,
    register_paths,
    updated_register,
)

WORDS = REGISTERS["fr"]


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("CUR-06 = active", Entry("CUR-06", line=1)),
        ("CUR-06 = active : En ligne", Entry("CUR-06", title="En ligne", line=1)),
        ("cur-06=ACTIVE", Entry("CUR-06", line=1)),
        ("CUR-09 = retirée", Entry("CUR-09", True, line=1)),
        ("CUR-09 = retiree", Entry("CUR-09", True, line=1)),
        ("CUR-09 = retire\u0301e", Entry("CUR-09", True, line=1)),
        ("CUR-09 = retirée → CUR-12", Entry("CUR-09", True, ("CUR-12",), line=1)),
        ("CUR-09 = retirée -> cur-12, CUR-13", Entry("CUR-09", True, ("CUR-12", "CUR-13"), line=1)),
        (
            "CUR-09 = retirée → CUR-12 : A : B → C",
            Entry("CUR-09", True, ("CUR-12",), "A : B → C", 1),
        ),
        ("MA-MARQUE = active : X", Entry("MA-MARQUE", title="X", line=1)),
    ],
)
def test_entry(line: str, entry: Entry) -> None:
    register = read_register(line)
    assert register.entries == {entry.id: entry}
    assert not register.problems
    assert register.exists


@pytest.mark.parametrize(
    "line",
    [
        "CUR-06",
        "CUR-06 : active",
        "= active",
        "CUR-06 = perdue",
        "n’importe quoi",
        "A" * 99 + " = active",
    ],
)
def test_unreadable(line: str) -> None:
    register = read_register(f"# tête\n\n{line}\nCUR-07 = active\n")
    assert [(p.kind, p.line, p.text) for p in register.problems] == [("unreadable", 3, line)]
    assert list(register.entries) == ["CUR-07"]


def test_conflict_is_told_once() -> None:
    sides = "CUR-02 = active : A\n=======\nCUR-02 = active : B\n"
    text = f"CUR-01 = active\n<<<<<<< ours\n{sides}>>>>>>> theirs\n"
    kinds = [(p.kind, p.line) for p in read_register(text).problems]
    assert kinds == [("conflict", 2), ("twice", 5)]


def test_twice_names_the_other_line() -> None:
    (problem,) = read_register("CUR-01 = active : A\nCUR-01 = active : B\n").problems
    assert (problem.kind, problem.line, problem.text, problem.detail) == ("twice", 2, "CUR-01", "1")


def test_new_lines_stand_in_order_and_others_stay() -> None:
    text = "# à moi\r\nCUR-02 = active : B\r\n\r\n  EDU-1=active\r\n"
    after = updated_register(
        text, {"CUR-10": "J", "CUR-01": "A", "MAR-01": "M", "CUR-02": "autre"}, [], "", WORDS
    )
    assert after == (
        "# à moi\r\nCUR-01 = active : A\r\nCUR-02 = active : B\r\nCUR-10 = active : J\r\n\r\n"
        "  EDU-1=active\r\nMAR-01 = active : M\r\n"
    )


def test_retiring_changes_one_word() -> None:
    text = "\ufeffCUR-01 = active : active depuis 2020\nCUR-02 =Active"
    assert updated_register(text, {}, ["CUR-01", "CUR-02"], "", WORDS) == (
        "\ufeffCUR-01 = retirée : active depuis 2020\nCUR-02 =retirée"
    )


def test_no_final_newline() -> None:
    assert (
        updated_register("A-1 = active", {"A-2": ""}, [], "", WORDS)
        == "A-1 = active\nA-2 = active\n"
    )


def test_new_file_has_a_head() -> None:
    after = updated_register("", {"A-1": "Un"}, [], "Registre.\n\nDeux.", WORDS)
    assert after == "# Registre.\n#\n# Deux.\nA-1 = active : Un\n"


def test_order() -> None:
    assert sorted(["CUR-10", "CUR-9", "COL-1", "MOT"], key=order_key) == [
        "COL-1",
        "CUR-9",
        "CUR-10",
        "MOT",
    ]


IDS = st.from_regex(r"[A-C]{2}-[0-9]{1,3}", fullmatch=True)


@given(
    st.dictionaries(IDS, st.text(st.characters(exclude_categories=["C", "Z"]), max_size=9)),
    st.sets(IDS),
)
def test_what_was_written_is_read(given_: dict[str, str], more: set[str]) -> None:
    first = updated_register("", given_, [], "tête", WORDS)
    both = updated_register(first, dict.fromkeys(more, ""), [], "tête", WORDS)
    register = read_register(both)
    assert not register.problems
    assert set(register.entries) == set(given_) | more
    assert set(first.splitlines()) <= set(both.splitlines())
    assert updated_register(both, dict.fromkeys(more, ""), [], "tête", WORDS) == both


@given(st.text())
def test_nothing_raises(text: str) -> None:
    read_register(text)


@pytest.mark.parametrize(
    ("files", "language", "folder", "paths"),
    [
        ((), "en", "", ("skills-register.txt",)),
        ((), "de_CH", "", ("kompetenzregister.txt",)),
        ((), "pt", "", ("skills-register.txt",)),
        ((), "it", "notes", ("notes/registro-delle-competenze.txt",)),
        (("registre-des-competences.txt",), "en", "", ("registre-des-competences.txt",)),
        (("registre-des-competences.txt",), "en", "notes", ("notes/skills-register.txt",)),
        (
            ("registre-des-competences.txt", "skills-register.txt"),
            "en",
            "",
            ("skills-register.txt", "registre-des-competences.txt"),
        ),
    ],
)
def test_where_registers_are(
    files: tuple[str, ...], language: str, folder: str, paths: tuple[str, ...]
) -> None:
    assert register_paths(files, language, folder) == paths
