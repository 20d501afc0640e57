"""Whatever the text: the parser raises nothing, the net below it is not needed, words survive."""

from __future__ import annotations

from conftest import Build, Built, Vault
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from thorough import examples, tried_whole

BATCH = 40
PIECES = [
    *(
        "[[",
        "]]",
        "![[",
        "|",
        "#",
        "^",
        "==",
        "%%",
        "$",
        "$$",
        "`",
        "```",
        "~~~",
        "*",
        "**",
        "_",
        "~~",
    ),
    *(
        "> ",
        "> [!note] ",
        "- ",
        "- [ ] ",
        "1. ",
        "\n",
        "\n\n",
        "\t",
        "    ",
        "  ",
        " ",
        "\\",
        "---\n",
    ),
    *(
        "| a | b |\n| - | - |\n",
        "[^1]",
        "[^1]: ",
        "^[",
        "](",
        ")",
        "(",
        "[",
        "]",
        "{",
        "}",
        "{note}",
        ":::",
    ),
    *(
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "<br>",
        "<x y>",
        "&amp;",
        "https://a.ch",
        "<",
        ">",
    ),
    *(
        "```{note}\n",
        "```{table}\n",
        "```{csv-table}\n",
        "```{figure} x\n",
        "{sub}`a`",
        "{ref}`a`",
        "^id\n",
    ),
    *(
        "Note",
        "Note#Titre",
        "image.png",
        "Voir ",
        "niveau:: 1",
        "tags: x\n",
        "## ",
        "# ",
        "===\n",
        "é",
        "🎨",
        "\u00a0",
        "\x00",
        "\u2028",
    ),
]
NOTES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
HEADS = st.sampled_from(["", "---\n", "---\ncompetences: true\n---\n", "---\ntags: [a\n---\n"])
SETTINGS = settings(
    max_examples=examples(10),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def assert_all_built(built: Built, count: int) -> None:
    assert len(built.handbook.notes) == count
    failed = [(f.path, dict(f.args)) for f in built.findings if f.code == "note-failed"]
    assert not failed, [(args, (built.vault / path).read_text()) for path, args in failed]


@tried_whole
@SETTINGS
@given(notes=st.lists(st.tuples(HEADS, NOTES), min_size=BATCH, max_size=BATCH))
def test_pieces_of_grammar_in_any_order(vault: Vault, notes: list[tuple[str, str]]) -> None:
    vault.write({f"N{i}.md": head + text for i, (head, text) in enumerate(notes)})
    assert_all_built(vault.build(fresh=True), BATCH)


@tried_whole
@SETTINGS
@given(notes=st.lists(st.binary(max_size=200), min_size=BATCH, max_size=BATCH))
def test_any_bytes(vault: Vault, notes: list[bytes]) -> None:
    vault.write({f"N{i}.md": data for i, data in enumerate(notes)})
    assert_all_built(vault.build(fresh=True), BATCH)


@tried_whole
@SETTINGS
@given(notes=st.lists(st.text(max_size=120), min_size=BATCH, max_size=BATCH))
def test_any_text(vault: Vault, notes: list[str]) -> None:
    data = [note.encode("utf-8", "surrogatepass") for note in notes]
    vault.write({f"N{i}.md": text for i, text in enumerate(data)})
    assert_all_built(vault.build(fresh=True), BATCH)


WORD = st.sampled_from(
    "musée à l'été «œuvre» d’un public; (prêt) 12 % a.b c/d e_f_g h-i & où ?".split()
)
SENTENCE = st.lists(WORD, min_size=1, max_size=5).map(" ".join).map("mot {} fin".format)
NOTE = st.lists(SENTENCE, min_size=1, max_size=3)


@tried_whole
@SETTINGS
@given(notes=st.lists(NOTE, min_size=BATCH, max_size=BATCH))
def test_plain_words_survive(vault: Vault, notes: list[list[str]]) -> None:
    marks = ["{}", "- {}", "> {}", "## {}", "**{}**", "=={}==", "> [!note] {}", "[[N0|{}]]", "`{}`"]
    texts = [
        "\n\n".join(marks[(i + j) % len(marks)].format(s) for j, s in enumerate(note))
        for i, note in enumerate(notes)
    ]
    vault.write({f"N{i}.md": text for i, text in enumerate(texts)})
    built = vault.build(fresh=True)
    assert_all_built(built, BATCH)
    for i, note in enumerate(notes):
        shown = " ".join(built.body(f"n{i}").get_text().split())
        assert all(sentence in shown for sentence in note), (texts[i], shown)


def test_the_net_holds(build: Build, monkeypatch: object) -> None:
    """If a note can't be laid out after all, its source is shown and the others are built."""
    from vademecum.markdown.renderer import VaultRenderer

    def fail(self: VaultRenderer, token: object) -> None:
        raise ZeroDivisionError("exprès")

    monkeypatch.setattr(VaultRenderer, "render_highlight", fail)  # type: ignore[attr-defined]
    built = build({"A.md": "# A\n\nAvant[^1]. ==x==\n\n[^1]: Note.\n", "B.md": "Texte sain.\n"})
    assert built.warned("note-failed") == [("A.md", 3)]
    assert [w.code for w in built.warnings] == ["vademecum.note-failed"]
    assert "ZeroDivisionError" in built.warnings[0].text
    assert "==x==" in built.body("a").get_text()
    assert "Texte sain." in built.text("b")
