"""Changes to the bytes of a note leave all other bytes as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.commands.files import Mark, PatchError, Replace, is_utf8, patched

MARKED = [
    ("final newline", b"- Un\n", 1, b"- Un ^cur-01\n"),
    ("no final newline", b"- Un", 1, b"- Un ^cur-01"),
    ("blanks that end the line", b"- Un  \n", 1, b"- Un ^cur-01  \n"),
    ("a tab that ends the line", b"- Un\t\r\n", 1, b"- Un ^cur-01\t\r\n"),
    ("a backslash that ends the line", b"- Un\\\n", 1, b"- Un\\ ^cur-01\n"),
    ("Windows", b"- Un\r\n- Deux\r\n", 2, b"- Un\r\n- Deux ^cur-01\r\n"),
    ("old Macintosh", b"- Un\r- Deux\r", 2, b"- Un\r- Deux ^cur-01\r"),
    ("all three line ends", b"a\r\nb\rc\nd", 4, b"a\r\nb\rc\nd ^cur-01"),
    ("mark of byte order", b"\xef\xbb\xbf- Un\n", 1, b"\xef\xbb\xbf- Un ^cur-01\n"),
    (
        "decomposed accent",
        "- E\u0301te\u0301\n".encode(),
        1,
        "- E\u0301te\u0301 ^cur-01\n".encode(),
    ),
    ("form feed", b"- Un\x0cx\n- Deux\n", 2, b"- Un\x0cx\n- Deux ^cur-01\n"),
    (
        "line separator of Unicode",
        "a\u2028b\n- c\n".encode(),
        2,
        "a\u2028b\n- c ^cur-01\n".encode(),
    ),
    ("no-break space at the end", "- Un\u00a0\n".encode(), 1, "- Un\u00a0 ^cur-01\n".encode()),
    ("NUL elsewhere", b"\x00\n- Un\n", 2, b"\x00\n- Un ^cur-01\n"),
]


@pytest.mark.parametrize(
    ("before", "line", "after"), [row[1:] for row in MARKED], ids=[row[0] for row in MARKED]
)
def test_mark(before: bytes, line: int, after: bytes) -> None:
    assert patched(before, [Mark(line, "cur-01")]) == after


def test_several_marks() -> None:
    assert patched(b"- a\n- b\n", [Mark(1, "x-1"), Mark(2, "x-2")]) == b"- a ^x-1\n- b ^x-2\n"


def test_replace() -> None:
    edit = Replace(2, "[[Mussée]]", "[[Musée]]")
    assert patched("a\r\n[[Mussée]] \r\n".encode(), [edit]) == "a\r\n[[Musée]] \r\n".encode()


def test_replace_refuses_what_it_was_not_made_for() -> None:
    with pytest.raises(PatchError):
        patched(b"[[X]] `[[X]]`\n", [Replace(1, "[[X]]", "[[Y]]")])
    with pytest.raises(PatchError):
        patched(b"[[Z]]\n", [Replace(1, "[[X]]", "[[Y]]")])


@pytest.mark.parametrize("line", [0, 3, -1])
def test_no_such_line(line: int) -> None:
    with pytest.raises(PatchError):
        patched(b"a\nb\n", [Mark(line, "cur-01")])


def test_utf8() -> None:
    assert is_utf8("é".encode())
    assert not is_utf8("é".encode("cp1252"))
    assert not is_utf8("é".encode("utf-16"))


@given(st.binary(max_size=200), st.integers(1, 8))
def test_taking_the_mark_out_gives_the_bytes_back(data: bytes, line: int) -> None:
    try:
        after = patched(data, [Mark(line, "cur-01")])
    except PatchError:
        return
    assert len(after) == len(data) + len(b" ^cur-01")
    assert data in {
        after[:i] + after[i + 8 :] for i in range(len(after)) if after[i : i + 8] == b" ^cur-01"
    }
