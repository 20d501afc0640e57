"""Seeded faults: each small vault gives the findings written below it, and no other.

The cases are in ``faults/*.txt``. A case is ``=== name``, files (``--- path`` and the text), and
``--- ?`` with one line a finding: ``code | path:line | suggestion``. Unless the case has an
``index.md``, one is made that links to every note. In paths, texts and findings ``<PNG>`` is a
picture, ``<CRLF>`` ends lines as Windows does, ``<LONG>`` stands
for a word of 21,000 letters, and ``\\u0301`` for that character.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Vault

from vademecum.lint.rulebook import BUILT_IN

FOLDER = Path(__file__).parent / "faults"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True)
class Case:
    """A vault with faults, and what must be said of it."""

    name: str
    files: dict[str, str | bytes]
    expected: list[str]


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        for chunk in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            yield _case(chunk)


def _case(chunk: str) -> Case:
    name, _, rest = chunk.partition("\n")
    files: dict[str, str | bytes] = {}
    for part in ("\n" + rest).split("\n--- ")[1:]:
        path, _, text = part.partition("\n")
        text = _unescaped(text)
        if text.startswith("<PNG>"):
            files[_unescaped(path)] = PNG
        elif text.startswith("<CRLF>\n"):
            files[_unescaped(path)] = text[7:].rstrip("\n").replace("\n", "\r\n") + "\r\n"
        else:
            files[_unescaped(path)] = text.rstrip("\n") + "\n"
    expected = [line for line in str(files.pop("?")).splitlines() if line]
    notes = [p for p in files if p.endswith(".md") and "/." not in p]
    if "index.md" not in files:
        links = "".join(f"- [[{note.removesuffix('.md')}]]\n" for note in notes)
        files["index.md"] = f"# Accueil\n\n{links}"
    return Case(name, files, expected)


def _unescaped(text: str) -> str:
    text = text.replace("<LONG>", "x" * 21_000)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_fault(vault: Vault, case: Case) -> None:
    vault.write(case.files)
    built = vault.build("check", vademecum_long_note=300)
    lines = (built.outdir / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    found = [
        f"{row['code']} | {row['filename']}:{row['lineno']} | {row['suggestion'] or ''}".rstrip(
            " |"
        )
        for row in map(json.loads, lines)
    ]
    assert sorted(found) == sorted(line.rstrip(" |") for line in case.expected)


def test_enough_cases() -> None:
    assert sum(bool(case.expected) for case in CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


# What needs more than a small text to happen is tested elsewhere.
ELSEWHERE = {
    "rule-failed",  # tests/lint/test_own_rule.py
    "extra-missing",  # tests/packaging/test_extras.py
    "config",
    "address-dead",  # told by `links`: commands/test_links
    "address-moved",
    "address-silent",
    "address-certificate",
    "address-private",
    "vault-file-broken",
    "vault-file-key",
    "vault-file-reserved",
    "vault-file-value",
    "setting-removed",
    "link-unpublished",
    "vault-empty",
    "home-missing",
    "outside-vault",
    "name-encoding",
    "not-readable",  # tests/test_bad_input.py
    "path-long",
    "option-too-great",
    "note-encoding",
    "note-too-long",
    "note-too-many",  # tests/test_bad_input.py
    "note-failed",
    "embed-too-much",
    "register-too-long",
    "link-renamed",
    "file-big",  # tests/core/test_advice.py
    "handbook-missing",  # another handbook is named in conf.py: environment/test_other_handbooks
    "handbook-name",
    "handbook-old",
}


def test_every_code_has_a_case() -> None:
    seen = {line.split(" | ")[0] for case in CASES for line in case.expected}
    assert BUILT_IN.keys() - ELSEWHERE <= seen
