"""Notes come from strangers: no code of theirs runs, and nothing that they write stops the PDF."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest
from pdf_reader import flat
from pdf_vault import SVG, MakePdf, make_pdf  # noqa: F401

from vademecum.pdf.pictures import Pictures
from vademecum.pdf.typography import french

pytestmark = pytest.mark.slow

SAFE = {"Saine.md": "# Saine\n\nTexte sain.\n"}
SECRET = "SECRET-4711"

CODE = [
    '#read("{secret}")',
    '#include "{secret}"',
    '"); #read("{secret}"); ("',
    '\\"); read(\\"{secret}\\"); (\\"',
    "#panic(1)",
    '#import "@preview/cetz:0.3.0": *',
    "#let x = 1; #x",
    "\\u{22} + read(\\u{22}{secret}\\u{22})",
    "// commentaire #panic()",
    "/* commentaire",
    "<etiquette> @etiquette",
    "#set page(width: 1pt)",
    '#eval("panic()")',
    "]}) #panic() ([{",
]
PLACES = {
    "text": "{code}\n",
    "title": "# {code}\n\nx\n",
    "heading": "## {code}\n\nx\n",
    "code": "`` {code} ``\n\n    {code}\n\n```\n{code}\n```\n",
    "math": "$ {code} $ ${code}$\n\n$$\n{code}\n$$\n",
    "link text": "[{code}](https://exemple.org)\n",
    "address": "[x](<https://exemple.org/{code}>)\n",
    "wikilink": "[[Saine|{code}]] [[{code}]]\n",
    "alt": "![{code}](vue.svg)\n\n![[vue.svg|{code}]]\n",
    "table": "| {code} | b |\n|---|---|\n| c | {code} |\n",
    "footnote": "a[^1]\n\n[^1]: {code}\n",
    "callout": "> [!note] {code}\n> {code}\n",
    "mermaid": "```mermaid\n{code}\n```\n",
    "front matter": (
        "---\nstatut: '{code}'\ntags: ['{code}']\ndate: '{code}'\nlang: '{code}'\n---\nx\n"
    ),
    "skill": (
        "---\ncompetences: true\n---\n## {code}\n\n"
        "- {code} ^cur-01\n  - niveau:: {code}\n  - {code}\n"
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_code_of_a_note_is_text(make_pdf: MakePdf, tmp_path: Path, place: str) -> None:  # noqa: F811
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    files = {**SAFE, "vue.svg": SVG}
    for i, code in enumerate(CODE):
        source = code.replace("{secret}", str(secret))
        files[f"N{i}.md"] = PLACES[place].replace("{code}", source)
    result = make_pdf(files)
    assert result.pdf.is_accessible
    assert "Texte sain." in result.pdf.text
    assert SECRET not in result.pdf.text
    assert SECRET.encode() not in result.pdf.path.read_bytes()
    assert "pdf-note" not in result.problems
    assert result.pdf.file.pages[3].mediabox[2] > 500


def test_code_of_a_name_is_text(make_pdf: MakePdf) -> None:  # noqa: F811
    names = ["#panic()", '") #panic() ("', "$x$", "a `b` c", "@preview", "~", "{}", "%(x)s"]
    result = make_pdf({**SAFE, **{f"{name}.md": "Mon texte.\n" for name in names}})
    for name in names:
        assert flat(french(name)) in result.pdf.text
    assert result.problems == []


def test_project_and_domain_are_text(make_pdf: MakePdf) -> None:  # noqa: F811
    skills = '---\ncompetences: true\n---\n## "); #panic() ("\n\n- A ^x-01\n'
    result = make_pdf({"S.md": skills}, project='#panic() ")', author='"#read("/etc/passwd")')
    assert result.pdf.information["Title"] == '#panic() ")'
    assert result.problems == []


def test_nothing_outside_is_read(make_pdf: MakePdf, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "secret.svg").write_text(SVG.replace("<rect", f"<!-- {SECRET} --><rect"))
    (tmp_path / "vault" / "lien.svg").symlink_to(tmp_path / "secret.svg")
    inside = SVG.replace("<rect", f'<image href="file://{tmp_path}/secret.svg"/><rect')
    text = "![[../secret.svg]] ![x](/etc/passwd) ![[lien.svg]] ![[dedans.svg]] ![y](file:///etc/passwd)\n"
    result = make_pdf({**SAFE, "N.md": text, "dedans.svg": inside})
    assert result.pdf.tagged("Figure") == []
    assert "Texte sain." in result.pdf.text


def test_no_package_is_fetched(make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """What is compiled holds no import but the look's own."""
    from vademecum.pdf.compiler import Compiler

    seen: list[str] = []
    original = Compiler.compile

    def watched(self: Compiler, source: str, seconds: int, **options: object) -> None:
        root = Path(str(options["output"])).parent
        seen.append(source)
        seen.extend(p.read_text(encoding="utf-8") for p in root.rglob("*.typ"))
        assert {p.suffix for p in root.rglob("*") if p.is_file()} <= {".typ", ".json"}
        original(self, source, seconds, **options)

    monkeypatch.setattr(Compiler, "compile", watched)
    make_pdf({**SAFE, "N.md": '#import "@preview/cetz:0.3.0": *\n'})
    assert len(seen) > 2
    lines = [line for text in seen for line in text.splitlines() if line.startswith("#import")]
    assert set(lines) == {'#import "/look.typ": *'}


BAD = {
    "NUL": b"# T\n\navant\x00apr\xc3\xa8s\n",
    "latin": b"# Mus\xe9e\n\nfin \xff\xfe\x81\n",
    "binary": bytes(range(256)) * 40,
    "empty": b"",
    "front matter only": b"---\ntags: x\n---\n",
    "embeds itself": b"![[Mauvaise]]\n\nfin\n",
    "heading twice": b"# T\n\n## M\n\na\n\n## M\n\nb\n\n[[#M]]\n",
    "block twice": b"a ^ici\n\nb ^ici\n\n[[#^ici]]\n",
    "same footnote twice": b"a[^1]\n\n[^1]: x\n[^1]: y\n",
    "footnote in itself": b"a[^1]\n\n[^1]: x[^1]\n",
    "levels jumped": b"#### T\n\n# U\n\n###### V\n\nx\n",
    "long word": b"a" * 3_000 + b"\n",
    "long title": b"# " + b"mot " * 300 + b"\n\nx\n",
    "title of a picture": b"# ![[absente.png]]\n\nx\n",
    "heading in a quote": b"> # T\n>\n> x\n",
    "table in a list": b"- a\n\n  | x | y |\n  |---|---|\n  | 1 | 2 |\n",
    "link in a heading": b"## [[Saine]] [x](https://a.example) [^1]\n\n[^1]: y\n",
    "picture in a table": b"| ![[vue.svg]] |\n|---|\n| ![[vue.svg\\|900]] |\n",
    "lone surrogate": b'{"x": "\\ud800"}\n',
    "right to left": "שלום عالم \u202egnp\u202c\n".encode(),
    "combining": ("e" + "\u0301" * 50 + " \u0301x\n").encode(),
    "control": b"a\x01\x02\x1b[31mb\x7f\n",
    "private": "\ue000\U000f0000\ufdd0 x\n".encode(),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_note_does_not_stop_the_book(make_pdf: MakePdf, kind: str) -> None:  # noqa: F811
    result = make_pdf({**SAFE, "vue.svg": SVG, "Mauvaise.md": BAD[kind]})
    assert result.pdf.is_accessible
    assert "Texte sain." in result.pdf.text
    assert "pdf-note" not in result.problems
    assert "pdf-access" not in result.problems


def test_note_of_five_megabytes(make_pdf: MakePdf) -> None:  # noqa: F811
    line = "Une ligne [[Autre]] de texte ordinaire, avec <b>du HTML</b>.\n"
    result = make_pdf({**SAFE, "Longue.md": "# Longue\n\n" + line * (5_000_000 // len(line))})
    assert "Une ligne [[Autre]] de texte ordinaire" in result.pdf.text
    assert "Texte sain." in result.pdf.text
    assert "pdf-long" in result.problems


def test_two_thousand_links(make_pdf: MakePdf) -> None:  # noqa: F811
    lines = (
        f"- [[Saine|lien {i}]] [[Absente {i}]] [w](https://a.example/{i})" for i in range(2_000)
    )
    result = make_pdf({**SAFE, "Liens.md": "\n".join(lines)})
    assert "lien 1999" in result.pdf.text
    assert "https://a.example/1999" in result.pdf.text
    target = result.pdf.page_of("Texte sain.")
    assert sum(jump.target == target for jump in result.pdf.jumps) > 2_000


def test_deep_nesting_is_flattened(make_pdf: MakePdf) -> None:  # noqa: F811
    deep = "".join("  " * i + f"- niveau {i}\n" for i in range(60))
    callouts = "".join("> " * (i + 1) + f"[!note] boîte {i}\n" for i in range(60))
    result = make_pdf({**SAFE, "N.md": deep, "M.md": callouts})
    assert result.pdf.is_accessible
    assert "niveau 8" in result.pdf.text
    assert len(result.pdf.pages) < 12


_ENDED_BY_THE_SECOND = """
import sys
for line in sys.stdin:
    if "/pictures/1." in line:
        sys.exit(9)
    print("{}", flush=True)
"""


def test_a_picture_that_ends_the_process_that_tries_it_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(_ENDED_BY_THE_SECOND, encoding="utf-8")
    monkeypatch.setattr("vademecum.pdf.compiler.compile_worker.__file__", str(worker))
    for name in "abc":
        (tmp_path / f"{name}.svg").write_bytes(SVG if isinstance(SVG, bytes) else SVG.encode())
    root = tmp_path / "root"
    with closing(Pictures(root, tmp_path, 1_000_000)) as pictures:
        files = [pictures.file(f"{name}.svg") for name in "abc"]
    assert files == ["/pictures/0.svg", None, "/pictures/2.svg"]


def test_note_that_stops_the_compiler_is_printed_plain(
    make_pdf: MakePdf,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from vademecum.pdf.chapters import Chapters

    whole = Chapters.chapter

    def broken(self: Chapters, entry: object, doctree: object) -> str:
        shown = whole(self, entry, doctree)  # type: ignore[arg-type]
        return "panic(1)" if "Piège" in shown else shown

    monkeypatch.setattr(Chapters, "chapter", broken)
    result = make_pdf({**SAFE, "N.md": "# Piège\n\nMots du piège.\n"})
    assert "Mots du piège." in result.pdf.text
    assert "Texte sain." in result.pdf.text
    assert result.built.warned("pdf-note") == [("N.md", 0)]
    assert result.pdf.is_accessible


def test_same_notes_same_bytes(make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    files = {
        **SAFE,
        "vue.svg": SVG,
        "N.md": "![[vue.svg|Vue]] $x^2$ [[Saine]] [w](https://a.example)\n",
    }
    first = make_pdf(files, out="un").pdf
    second = make_pdf(files, out="deux", parallel=2).pdf
    assert first.path != second.path
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.information["CreationDate"].startswith("D:20231114")
    assert os.environ["SOURCE_DATE_EPOCH"] == "1700000000"
