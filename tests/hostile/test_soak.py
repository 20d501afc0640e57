"""Made-up vaults through the whole build: whatever the notes say, the others are there.

The grammar puts what notes are made of inside one another. ``SOAK`` is the number of vaults.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import Vault
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.slow

SECONDS = 10
NAMES = st.sampled_from(["A", "B", "Saine", "dossier/C", "é", "index", "A#b", "A#^x", "rien", ""])
WORDS = st.one_of(
    st.sampled_from(
        ["mot", "::error::x", "##[error]", "<b>", "</b>", "$x$", "%%", "^x", "#t", "|"]
    ),
    st.text(max_size=8),
)
LINKS = st.builds("{}[[{}]]".format, st.sampled_from(["", "!"]), NAMES)
ROLES = st.builds(
    "{{{}}}`{}`".format, st.sampled_from(["ref", "doc", "need", "term", "raw", "kbd"]), WORDS
)
LINES = st.lists(st.one_of(WORDS, LINKS, ROLES), max_size=6).map(" ".join)
DIRECTIVES = st.sampled_from(
    ["note", "toctree", "hlist", "list-table", "code-block", "needtable", "card", "raw", "figure"]
)


def _nested(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    options = st.sampled_from(
        ["", ":class: x\n", ":columns: 9\n", ":filter: x\n", ":name: v-look\n"]
    )
    quoted = st.tuples(st.sampled_from(["> ", "- ", "  ", "> [!note] ", "1. "]), blocks)
    return st.one_of(
        st.builds("~~~~{{{}}}\n{}\n{}\n~~~~".format, DIRECTIVES, options, blocks),
        quoted.map(lambda p: "\n".join(p[0] + line for line in p[1].split("\n"))),
        st.lists(blocks, max_size=4).map("\n\n".join),
    )


BLOCKS = st.recursive(
    st.one_of(LINES, st.builds("{} {}".format, st.sampled_from(["#", "##", "######"]), LINES)),
    _nested,
    max_leaves=12,
)
FRONT = st.one_of(
    st.just(""),
    st.builds("---\n{}: {}\n---\n".format, st.sampled_from(["title", "parent", "tags"]), WORDS),
    st.just("---\ncompetences: true\n---\n"),
)
NOTES = st.builds("{}{}\n".format, FRONT, BLOCKS)


@settings(
    max_examples=int(os.environ.get("SOAK", "20")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.dictionaries(st.sampled_from(["A", "B", "dossier/C", "é"]), NOTES, min_size=1))
def test_any_vault_builds(notes: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "vault"
        folder.mkdir()
        vault = Vault(folder, Path(work) / "work")
        texts = {f"{name}.md": text.encode("utf-8", "replace") for name, text in notes.items()}
        vault.write({**texts, "Saine.md": "# Saine\n\nTexte sain.\n"})
        started = time.process_time()
        built = vault.build()
        assert time.process_time() - started < SECONDS
        assert "Traceback" not in built.stderr
        assert not [s for s in built.stderr.splitlines() if s.strip().startswith("::")]
        assert "Texte sain." in built.text("saine")
        for page in built.outdir.rglob("*.html"):
            ids = [
                t["id"] for t in BeautifulSoup(page.read_bytes(), "html.parser").find_all(id=True)
            ]
            assert ids.count("v-look") <= 1
            assert ids.count("v-text") == 1
