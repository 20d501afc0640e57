"""Front matter, good and malformed."""

import time
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.vault.front_matter import (
    FrontMatter,
    ProblemKind,
    PropertyLink,
    Value,
    read_front_matter,
)


def read(block: str) -> FrontMatter:
    return read_front_matter(f"---\n{block}\n---\ntexte\n")


@pytest.mark.parametrize(
    ("text", "body_line"),
    [
        ("---\na: b\n---\n", 3),
        ("---\na: b\n-----\n", 3),
        ("---\na: b\n--- suite\n", 3),
        ("---\r\na: b\r\n---\r\n", 3),
        ("\ufeff---\na: b\n---\n", 3),
        ("---\na: b\n---", 3),
        ("---\n---\n", 2),
        ("--- \ntexte\n---\n", 0),
        ("----\ntexte\n---\n", 0),
        ("\n---\ntexte\n---\n", 0),
        ("\n---\na: b\n", 0),
        (" ---\na: b\n---\n", 0),
        ("---\n\ntexte\n", 0),
        ("---", 0),
        ("", 0),
    ],
)
def test_fences(text: str, body_line: int) -> None:
    found = read_front_matter(text)
    assert found.body_line == body_line
    assert found.values == ({"a": "b"} if body_line == 3 else {})
    assert not found.problems


@pytest.mark.parametrize(
    ("opening", "line", "kind"),
    [
        ("--- \n", 1, ProblemKind.LONG_FENCE),
        ("----\n", 1, ProblemKind.LONG_FENCE),
        ("\n---\n", 2, ProblemKind.LATE_FENCE),
        ("\n \n---\n", 3, ProblemKind.LATE_FENCE),
    ],
)
def test_odd_fence_is_read_as_meant_and_told(opening: str, line: int, kind: ProblemKind) -> None:
    found = read_front_matter(opening + "a: b\nc: [\n---\ntexte\n")
    assert found.values == {"a": "b"}
    assert found.lines == {"a": line + 1}
    assert found.body_line == line + 3
    assert [(p.line, p.kind) for p in found.problems] == [
        (line, kind),
        (line + 2, ProblemKind.UNCLOSED_BRACKET),
    ]


def test_unclosed_fence() -> None:
    found = read_front_matter("---\ntitle: Note\n\ntexte\n")
    assert (found.values, found.body_line) == ({}, 0)
    assert [(p.line, p.kind) for p in found.problems] == [(1, ProblemKind.UNCLOSED_FENCE)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("texte", "texte"),
        ("2022-06-22", "2022-06-22"),
        ("2022juin22", "2022juin22"),
        ("12", 12),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000),
        ("true", True),
        ("yes", "yes"),
        ("~", None),
        ("", None),
        ('"12"', "12"),
        ("!!str 12", "12"),
        ("!inconnu 12", "12"),
        ("[a, 1]", ["a", 1]),
        ("{a: {b: c}}", {"a": {"b": "c"}}),
        ("[Quels outils utiliser?]", ["Quels outils utiliser?"]),
        ("a\tb", "a b"),
        ("a\u2028b", "a b"),
        ("|\n  a\n  b", "a\nb\n"),
        ("a: b".replace(": ", ":"), "a:b"),
    ],
)
def test_values(written: str, value: Value) -> None:
    found = read(f"x: {written}\ny: 1")
    assert found.values == {"x": value, "y": 1}
    assert not found.problems


def test_blanks_before_the_colon() -> None:
    assert read("key : value").values == {"key": "value"}


def test_lines() -> None:
    assert read("a: 1\n\nb:\n  - x\n# c\nd: 2").lines == {"a": 2, "b": 4, "d": 7}


@pytest.mark.parametrize(
    ("block", "tags"),
    [
        ("tags: #question", ("question",)),
        ("tags: #question\ntitle: x", ("question",)),
        ("tags:   #a #b", ("a", "b")),
        ("tags: #a, #b", ("a", "b")),
        ("tag: a", ("a",)),
        ("Tags : #a", ("a",)),
        ("tags: a b", ("a", "b")),
        ("tags: a, b", ("a", "b")),
        ("tags: a, #b", ("a", "b")),
        ("tags: a # voir la liste", ("a",)),
        ("tags: # aucun", ()),
        ("tags: ['#a', b]", ("a", "b")),
        ("tags:\n  - #a\n  - b\n  - 2022", ("a", "b", "2022")),
        ("tags:\n- a\n- '#b'", ("a", "b")),
        ("tags: [a, A, b]", ("a", "b")),
        ("tags: ressource/étude", ("ressource/étude",)),
        ("tags:", ()),
        ("tags: {a: b}", ()),
        ("tag: a\ntags: b", ("a", "b")),
    ],
)
def test_tags(block: str, tags: tuple[str, ...]) -> None:
    found = read(block)
    assert found.tags == tags
    assert not found.problems


@pytest.mark.parametrize(
    ("block", "aliases"),
    [
        ("alias: [Quels outils utiliser?]", ("Quels outils utiliser?",)),
        ("aliases: Un nom, Autre nom", ("Un nom", "Autre nom")),
        ("aliases:\n  - Un nom\n  - 1.0", ("Un nom", "1.0")),
        ("aliases: [Lieu : musée, b]", ("Lieu : musée", "b")),
        ("aliases:", ()),
        ("aliases: [~, '']", ()),
    ],
)
def test_aliases(block: str, aliases: tuple[str, ...]) -> None:
    found = read(block)
    assert found.aliases == aliases
    assert not found.problems


@pytest.mark.parametrize(
    ("block", "line", "raw"),
    [
        ('parent: "[[Note]]"', 2, "[[Note]]"),
        ('parent : "[[Note]]"', 2, "[[Note]]"),
        ("parent: '[[Note#A|b]]'", 2, "[[Note#A|b]]"),
        ("parent: [[Note]]", 2, "[[Note]]"),
        ("parent: [[Jean, Jacques|b]]", 2, "[[Jean, Jacques|b]]"),
        ("parent: >\n  [[Long\n  nom]]", 2, "[[Long nom]]"),
        ("parent: >-\n  [[Note]]", 2, "[[Note]]"),
        ('parent:\n  - "[[Note]]"', 3, "[[Note]]"),
        ("parent:\n  - [[Note]]", 3, "[[Note]]"),
        ('parent: {a: {b: "[[Note]]"}}', 2, "[[Note]]"),
    ],
)
def test_links(block: str, line: int, raw: str) -> None:
    found = read(block)
    assert found.links == (PropertyLink(line, raw, raw[2:-2], "parent"),)
    assert not found.problems


@pytest.mark.parametrize(
    "block", ['a: "voir [[Note]]"', 'a: "[[A]] [[B]]"', 'a: "[[]]"', "a: [[], []]", "[[a]]: b"]
)
def test_no_links(block: str) -> None:
    assert read(block).links == ()


@pytest.mark.parametrize(
    ("block", "values", "line", "kind"),
    [
        ("a: Musée : un lieu\nb: 1", {"a": "Musée : un lieu", "b": 1}, 2, ProblemKind.COLON),
        ("b: 1\na: *gras*", {"a": "*gras*", "b": 1}, 3, ProblemKind.SPECIAL_START),
        ("a: @moi\nb: `x`", {"a": "@moi", "b": "`x`"}, 2, ProblemKind.SPECIAL_START),
        ("a: [x\nb: 1", {"b": 1}, 2, ProblemKind.UNCLOSED_BRACKET),
        ('a: "x\nb: 1', {"a": '"x', "b": 1}, 2, ProblemKind.UNCLOSED_QUOTE),
        ("b: 1\ntexte", {"b": 1}, 3, ProblemKind.NOT_KEYS),
        ("texte", {}, 2, ProblemKind.NOT_KEYS),
        ("- a\n- b", {}, 2, ProblemKind.NOT_KEYS),
        ("a: 1\n  x: 2\nb: 1", {"a": 1, "b": 1}, 2, ProblemKind.COLON),
        ("b:\n\t- x\n\t- y", {"b": ["x", "y"]}, 3, ProblemKind.TAB),
        ("a: 1\nb: 2\na: 3", {"a": 1, "b": 2}, 4, ProblemKind.DUPLICATE_KEY),
        ("a:\nb: 2\na: 3", {"a": 3, "b": 2}, 4, ProblemKind.DUPLICATE_KEY),
        ("b: 1\na: x\x00y", {"a": "xy", "b": 1}, 3, ProblemKind.CONTROL_CHARACTER),
        ("a: " + "[" * 500 + "\nb: 1", {"b": 1}, 2, ProblemKind.TOO_MUCH),
        ("a: &x [*x]\nb: 1", {"b": 1}, 2, ProblemKind.TOO_MUCH),
        ("a: \ud800x", {"a": "x"}, 2, ProblemKind.CONTROL_CHARACTER),
        ("...\nb: 1", {"b": 1}, 2, ProblemKind.BROKEN),
    ],
)
def test_problems(block: str, values: dict[str, Value], line: int, kind: ProblemKind) -> None:
    found = read(block)
    assert found.values == values
    assert [(p.line, p.kind) for p in found.problems] == [(line, kind)]


@pytest.mark.parametrize(
    ("block", "tags", "aliases"),
    [
        ("tags: [#a, #b]", ("a", "b"), ()),
        ("tags:\n  - @a\n  - b\nx: 1", ("@a", "b"), ()),
        ("alias: [Un nom, Autre", (), ("Un nom", "Autre")),
        ("title: a: b\ntags: #question", ("question",), ()),
    ],
)
def test_names_are_recovered(block: str, tags: tuple[str, ...], aliases: tuple[str, ...]) -> None:
    found = read(block)
    assert (found.tags, found.aliases) == (tags, aliases)
    assert len(found.problems) == 1


def bomb() -> str:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]")
    return "\n".join(lines)


@pytest.mark.parametrize(
    "block",
    [
        bomb(),
        "x: &x [" + "a," * 4000 + "a]\n" + "".join(f"k{i}: *x\n" for i in range(2000)),
        "a: " + "[" * 100_000,
        "{a: " * 100_000,
        "a:\n" * 100_000,
        "".join(f"k{i}: [\n" for i in range(10_000)),
        "\t" * 100_000 + "a",
        ": " * 100_000,
        "a: x" + "\n" * 100_000 + "b",
    ],
)
def test_nothing_stalls(block: str) -> None:
    start = time.perf_counter()
    assert read(block).problems
    assert time.perf_counter() - start < 5


def test_an_anchor_used_twice_is_no_python_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read("a: &x 1\nb: &x 2").values == {"a": 1, "b": 2}


YAMLISH = st.text(alphabet="ab:-#[]{}'\"|>&*!%@`,? \t\n\x00\ud800.~0<é\u2028", max_size=60)


@given(st.one_of(st.text(), YAMLISH))
def test_never_raises(block: str) -> None:
    found = read(block)
    assert set(found.lines) == set(found.values)
    assert len({p.kind for p in found.problems}) == len(found.problems)
    read_front_matter(block)
    read_front_matter("---\n" + block)


@given(YAMLISH.filter(lambda text: "\n-" not in text))
def test_readable_keys_survive(value: str) -> None:
    broken = value.replace("\n", " ").replace("\x00", "")
    found = read(f"avant: 1\nx: {broken}\naprès: [a]\nfin: z")
    assert found.values["avant"] == 1
    assert found.values["après"] == ["a"]
    assert found.values["fin"] == "z"
