"""Bad input: each is told in one clear place, and everything else is built."""

from __future__ import annotations

import json
import os
import time
import unicodedata
from pathlib import Path

import pytest
from conftest import Build, Built, Vault

from vademecum.environment.project import VaultProject
from vademecum.lint import report as formats
from vademecum.markdown.renderer import VaultRenderer

GOOD = {"index.md": "# Accueil\n\nVoir [[Autre]].\n", "Autre.md": "# Autre note\n\nTexte sain.\n"}


def assert_rest_is_built(built: Built) -> None:
    assert "Texte sain." in built.text("autre")
    assert built.link("index", "Autre") == "autre.html"
    assert "Traceback" not in built.stderr + built.stdout
    assert "note-failed" not in built.codes


def test_empty_vault(build: Build) -> None:
    built = build({})
    assert built.found("vault-empty") == [("", 1)]
    assert built.codes == ["vault-empty"]
    assert str(built.vault) in built.warnings[0].text
    assert (built.outdir / "index.html").exists()
    assert (built.outdir / "catalogue.html").exists()


def test_empty_vault_fails_the_check(build: Build) -> None:
    built = build({}, "check")
    assert built.status == 1
    assert built.output() == []


def test_vault_with_attachments_only_is_empty(build: Build) -> None:
    built = build({"photo.png": b"\x89PNG", "dossier/plan.pdf": b"%PDF"})
    assert built.codes == ["vault-empty"]


def test_no_index(build: Build) -> None:
    built = build({"Seule.md": "# Seule\n\nTexte de la note.\n"})
    assert built.codes == []
    assert built.found("home-missing") == [("", 1)]
    assert built.title("index")
    assert "seule" in built.reachable()
    assert "Texte de la note." in built.text("seule")


def test_no_index_passes_the_check(build: Build) -> None:
    built = build({"Seule.md": "Texte.\n"}, "check")
    assert built.status == 0
    assert [told.code for told in built.reported] == ["home-missing"]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("# Musée\n\nÉté à la française\n".encode("cp1252"), "Été à la française"),
        ("# Musée\n\nÉté en UTF-16\n".encode("utf-16"), "Été en UTF-16"),
        (b"# Mus\xe9e\n\nfin \xff\xfe\x81 de ligne\n", "fin ÿþ"),
    ],
    ids=["windows-1252", "utf-16", "stray bytes"],
)
def test_not_utf8(build: Build, data: bytes, shown: str) -> None:
    built = build({**GOOD, "Bizarre.md": data})
    assert built.codes == ["note-encoding"]
    assert built.warned("note-encoding") == [("Bizarre.md", 1)]
    assert shown in built.text("bizarre")
    assert built.title("bizarre").startswith("Mus")
    assert_rest_is_built(built)


def test_binary_file_called_md(build: Build) -> None:
    data = bytes(range(256)) * 40
    built = build({**GOOD, "Image.md": data})
    assert built.codes == ["note-encoding"]
    assert_rest_is_built(built)


def test_nul_bytes(build: Build) -> None:
    built = build({**GOOD, "Nul.md": b"# Titre\n\navant\x00apr\xc3\xa8s [[Autre]]\n"})
    assert built.codes == ["note-controls"]
    assert built.warned("note-controls") == [("Nul.md", 1)]
    assert "avant�après" in built.text("nul")
    assert built.link("nul", "Autre") == "autre.html"
    assert_rest_is_built(built)


def test_nul_bytes_in_front_matter(build: Build) -> None:
    built = build({**GOOD, "Nul.md": b"---\ntags: [ques\x00tion]\nalias: Bis\n---\nTexte\n"})
    assert built.warned("note-controls") == [("Nul.md", 1)]
    assert built.handbook.notes["Nul.md"].aliases == ("Bis",)  # type: ignore[index]
    assert_rest_is_built(built)


def test_byte_order_mark_is_no_fault(build: Build) -> None:
    built = build({**GOOD, "Bom.md": b"\xef\xbb\xbf---\ntags: question\n---\n# Titre\n"})
    assert built.codes == []
    assert built.handbook.notes["Bom.md"].tags == ("question",)  # type: ignore[index]
    assert "tags" not in built.body("bom").get_text()
    assert_rest_is_built(built)


def test_windows_line_ends(build: Build) -> None:
    built = build(
        {**GOOD, "Windows.md": "---\r\ntags: question\r\n---\r\n# Titre\r\n\r\n[[Absente]]\r\n"}
    )
    assert built.codes == []
    assert built.found("link-ghost") == [("Windows.md", 6)]


def test_one_name_in_two_folders(build: Build) -> None:
    built = build(
        {
            **GOOD,
            "a/Note.md": "# Note de a\n",
            "bb/Note.md": "# Note de bb\n",
            "x/Source.md": "- un\n- [[Note]]\n",
        }
    )
    assert built.codes == ["link-ambiguous"]
    assert built.warned("link-ambiguous") == [("x/Source.md", 2)]
    assert "bb/Note" in built.warnings[0].text
    assert built.link("x/source", "Note") == "../a/note.html"
    assert "Note de a" in built.text("a/note")
    assert "Note de bb" in built.text("bb/note")


def test_names_that_differ_in_case(build: Build) -> None:
    built = build({**GOOD, "Musée.md": "# Un\n\nPremière.\n", "musée.md": "# Deux\n\nSeconde.\n"})
    assert built.codes == ["names-alike"]
    assert built.warned("names-alike") == [("musée.md", 1)]
    pages = [
        built.text(note.docname) for p, note in built.handbook.notes.items() if "mus" in p.lower()
    ]
    assert any("Première." in page for page in pages)
    assert any("Seconde." in page for page in pages)
    assert_rest_is_built(built)


def test_names_that_differ_in_unicode_form(build: Build) -> None:
    nfc, nfd = (unicodedata.normalize(form, "Éducation.md") for form in ("NFC", "NFD"))
    built = build({**GOOD, nfc: "# Un\n\nPremière.\n", nfd: "# Deux\n\nSeconde.\n"})
    assert built.codes == ["names-alike"]
    docnames = {built.handbook.notes[p].docname for p in built.handbook.notes if "ducation" in p}
    assert len(docnames) == 2
    words = " ".join(built.text(name) for name in docnames)
    assert "Première." in words and "Seconde." in words


def test_folders_that_differ_in_case(build: Build) -> None:
    built = build({**GOOD, "Dossier/Note.md": "Un.\n", "dossier/Note.md": "Deux.\n"})
    assert built.codes == ["names-alike"]
    docnames = {n.docname for p, n in built.handbook.notes.items() if p.endswith("/Note.md")}
    assert len({name.lower() for name in docnames}) == 2


def test_note_that_embeds_itself(build: Build) -> None:
    built = build({**GOOD, "Miroir.md": "# Miroir\n\nAvant.\n\n![[Miroir]]\n\nAprès.\n"})
    assert built.codes == ["embed-cycle"]
    assert built.warned("embed-cycle") == [("Miroir.md", 5)]
    assert built.text("miroir").count("Avant.") == 1
    assert "Après." in built.text("miroir")
    assert_rest_is_built(built)


@pytest.mark.slow
@pytest.mark.parametrize("part", ["- x\n", "[[x\n", "|a|b|c|d|e|\n"])
def test_note_of_too_many_parts(build: Build, part: str) -> None:
    """Counted, not timed: what a note is told does not depend on the machine."""
    head = "|1|2|3|4|5|\n|-|-|-|-|-|\n" if "|" in part else ""
    built = build({**GOOD, "Longue.md": f"# Longue\n\n{head}{part * 26_000}Fin [[Autre]].\n"})
    assert built.codes == ["note-too-many"]
    assert "10000" in built.warnings[0].text
    assert "Fin [[Autre]]." in built.body("longue").get_text()
    assert_rest_is_built(built)


def test_directives_in_directives_are_counted(build: Build) -> None:
    """Not left to the bound of Python, which is not the same in each of its versions."""
    deep = ":::{note}\n\n" * 40 + "Fin.\n"
    built = build(
        {**GOOD, "A.md": f"# A\n\n{deep}", "B.md": "# B\n\n" + ":::{note}\n\n" * 20 + "x"}
    )
    assert built.codes == ["note-failed"]
    assert "plus de 20 blocs" in built.warnings[0].text
    assert "Fin." in built.body("a").get_text()
    assert "x" in built.body("b").get_text()


def test_what_stops_a_note_is_said_in_words(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(self: VaultRenderer, token: object) -> None:
        while True:
            pass

    monkeypatch.setattr(VaultRenderer, "render_highlight", endless)
    built = build({**GOOD, "A.md": "# A\n\n==x==\n"}, vademecum_note_seconds=2)
    assert built.codes == ["note-failed"]
    assert "plus de 2 secondes" in built.warnings[0].text
    assert "==x==" in built.body("a").get_text()


def test_note_of_five_megabytes(build: Build) -> None:
    line = "Une ligne [[Autre]] de texte ordinaire, avec <b>du HTML</b>.\n"
    text = "# Longue\n\n" + line * (5_000_000 // len(line))
    start = time.monotonic()
    built = build({**GOOD, "Longue.md": text})
    took = time.monotonic() - start
    assert built.codes == ["note-too-long"]
    assert built.warned("note-too-long") == [("Longue.md", 1)]
    assert (
        "Une ligne [[Autre]] de texte ordinaire, avec <b>du HTML</b>."
        in built.body("longue").get_text()
    )
    assert_rest_is_built(built)
    assert took < 10, f"{took:.1f} s"


@pytest.mark.slow
def test_two_thousand_links(build: Build) -> None:
    links = "\n".join(f"- [[Autre|lien {i}]] et [[Absente {i}]]" for i in range(2_000))
    built = build({**GOOD, "Liens.md": f"# Liens\n\n{links}\n"})
    assert built.codes == []
    assert built.link("liens", "lien 1999") == "autre.html"
    assert len(built.ghosts("liens")) == 2_000
    citations = {c.source: c for c in built.handbook.citations["Autre.md"]}  # type: ignore[index]
    assert len(citations["Liens.md"].sentences) == 2_000  # type: ignore[index]


def test_heading_twice(build: Build) -> None:
    text = "# T\n\n## Même\n\nPremier.\n\n## Même\n\nSecond.\n\n[[#Même]]\n"
    built = build({**GOOD, "Double.md": text})
    assert built.codes == []
    assert built.found("heading-twice") == [("Double.md", 7)]
    assert built.arguments("heading-twice")[0]["other"] == "3"
    ids = [s.get("id") for s in built.body("double").find_all("section")]
    assert len(set(ids)) == len(ids) == 2
    assert built.link("double", "Même") == f"#{ids[0]}"


def test_block_id_twice(build: Build) -> None:
    text = "Premier. ^ici\n\nSecond. ^ici\n\n[[#^ici|lien]]\n"
    built = build({**GOOD, "Double.md": text})
    assert built.codes == ["block-twice"]
    assert built.warned("block-twice") == [("Double.md", 3)]
    assert built.arguments("block-twice") == [{"block": "ici", "other": "1"}]
    anchor = built.link("double", "lien").removeprefix("#")
    assert "Premier." in built.soup("double").find(id=anchor).get_text()
    assert "^ici" not in built.text("double").replace("#^ici", "")


SKILLS = "---\ncompetences: true\n---\n"


def test_skill_id_twice_in_two_notes(build: Build) -> None:
    built = build(
        {
            **GOOD,
            "A.md": f"{SKILLS}# A\n\n## Curation\n\n- Décrire ^cur-01\n- Classer ^cur-02\n",
            "B.md": f"{SKILLS}# B\n\n## Marketing\n\n- Publier ^cur-02\n",
        }
    )
    assert built.codes == ["skill-id-twice"]
    assert built.warned("skill-id-twice") == [("B.md", 8)]
    assert "A.md:9" in built.warnings[0].text
    assert built.needs()["CUR-02"]["title"] == "Classer"
    others = [n for n in built.needs().values() if n["title"] == "Publier"]
    assert len(others) == 1 and others[0]["provisional"] is True
    assert_rest_is_built(built)


def test_skill_id_twice_in_one_note(build: Build) -> None:
    built = build({"A.md": f"{SKILLS}# A\n\n## Curation\n\n- Décrire ^cur-01\n- Classer ^CUR-01\n"})
    assert built.warned("skill-id-twice") == [("A.md", 9)]
    assert "A.md:8" in next(w.text for w in built.warnings if w.code.endswith("skill-id-twice"))
    titles = sorted(n["title"] for n in built.needs().values() if n["type"] == "skill")
    assert titles == ["Classer", "Décrire"]


def test_skills_note_without_h2(build: Build) -> None:
    built = build({**GOOD, "S.md": f"{SKILLS}# Compétences\n\n- Décrire\n- Classer\n"})
    assert built.codes == ["skills-no-domain"]
    assert [path for path, _ in built.warned("skills-no-domain")] == ["S.md"]
    assert "Décrire" in built.text("s")
    assert_rest_is_built(built)


def test_skills_note_without_lists(build: Build) -> None:
    built = build({**GOOD, "S.md": f"{SKILLS}# Compétences\n\n## Curation\n\nDu texte.\n"})
    assert built.codes == ["skills-no-list"]
    assert built.warned("skills-no-list") == [("S.md", 6)]
    assert "Du texte." in built.text("s")
    assert_rest_is_built(built)


def test_domain_heading_twice(build: Build) -> None:
    text = f"{SKILLS}# C\n\n## Curation\n\n- Décrire ^cur-01\n\n"
    text += "## curation : Suite\n\n- Classer ^cur-02\n"
    built = build({**GOOD, "S.md": text})
    assert built.codes == ["domain-twice"]
    assert built.warned("domain-twice") == [("S.md", 10)]
    assert built.arguments("domain-twice") == [{"name": "Curation", "other": "6"}]
    assert {i: n["domain"] for i, n in built.needs().items() if n["type"] == "skill"} == {
        "CUR-01": "curation",
        "CUR-02": "curation",
    }


def test_empty_note_and_blank_note(build: Build) -> None:
    built = build(
        {**GOOD, "Vide.md": "", "Blancs.md": " \n\t\n\n", "Entête.md": "---\ntags: x\n---\n"}
    )
    assert built.codes == []
    for page, title in (("vide", "Vide"), ("blancs", "Blancs"), ("entete", "Entête")):
        assert built.title(page) == title


@pytest.mark.parametrize(
    "name", ["search", "genindex", "catalogue", "Sommaire", "À écrire", "questions", "permalink"]
)
def test_name_of_a_made_page(build: Build, name: str) -> None:
    built = build(
        {**GOOD, f"{name}.md": "# À moi\n\nMon texte.\n", "Lien.md": f"[[{name}|le lien]]\n"}
    )
    assert built.codes == []
    docname = built.handbook.notes[f"{name}.md"].docname  # type: ignore[index]
    assert "Mon texte." in built.text(docname)
    assert built.link("lien", "le lien") == f"{docname}.html"


@pytest.mark.parametrize(
    "path",
    [
        "_static/Note.md",
        "domaines/curation.md",
        "competences/cur-01.md",
        "_images/x.md",
        "_sources/y.md",
    ],
)
def test_folder_of_made_pages(build: Build, path: str) -> None:
    built = build({**GOOD, path: "# À moi\n\nMon texte.\n"})
    assert built.codes == []
    docname = built.handbook.notes[path].docname  # type: ignore[index]
    assert docname.rpartition("/")[0] != path.rpartition("/")[0]
    assert "Mon texte." in built.text(docname)


NAMES = [
    "L'été d’ici & « ailleurs », n° 3",
    "C. F. Ramuz",
    "MuseumXTD.ch",
    "2.0",
    "🎨 Atelier",
    "日本",
    "a" * 200,
    "Point final.",
    "100 % vrai",
    "dièse # et ? point",
    "plus+égal=",
    "{{ 7*7 }}",
    "%(title)s",
    "~tilde",
    "con",
    "-rf",
]


@pytest.mark.parametrize("name", NAMES)
def test_strange_names(build: Build, name: str) -> None:
    built = build({**GOOD, f"{name}.md": "Mon texte.\n"})
    assert built.codes == []
    note = built.handbook.notes[f"{name}.md"]  # type: ignore[index]
    assert "Mon texte." in built.text(note.docname)
    assert built.title(note.docname) == name
    assert note.docname.replace("/", "").replace("-", "").isalnum() and note.docname.isascii()


def test_folder_named_like_a_note(vault: Vault) -> None:
    vault.write(GOOD)
    (vault.folder / "Dossier.md").mkdir()
    vault.write({"Dossier.md/Note.md": "Dedans.\n"})
    built = vault.build()
    assert built.codes == []
    assert "Dedans." in built.text(built.handbook.notes["Dossier.md/Note.md"].docname)  # type: ignore[index]


def test_all_bad_notes_at_once_check(build: Build) -> None:
    built = build(
        {
            **GOOD,
            "Nul.md": b"a\x00b",
            "Latin.md": b"\xe9t\xe9",
            "Miroir.md": "![[Miroir]]\n",
            "Front.md": "---\ntitre: [\nsuite: x\n---\nTexte [[Absente]]\n",
            "Malformé.md": "Un [[lien pas fermé\n",
        },
        "check",
    )
    assert built.status == 1
    assert [(told.path, told.line, told.code) for told in built.reported] == [
        ("Front.md", 2, "front-matter"),
        ("Front.md", 5, "link-ghost"),
        ("Latin.md", 1, "note-encoding"),
        ("Malformé.md", 1, "link-malformed"),
        ("Miroir.md", 1, "embed-cycle"),
        ("Nul.md", 1, "note-controls"),
    ]
    assert {row["filename"] for row in built.output()} == {"Front.md", "Miroir.md", "index.md"}


@pytest.mark.parametrize("depth", [8, 12, 25, 40, 400])
@pytest.mark.parametrize("sign", ["list", "quote"])
def test_deep_blocks_keep_their_text(build: Build, depth: int, sign: str) -> None:
    """However deep a list or a quote, its text is on the page."""
    lines = [
        ("\t" * level + f"- mot{level}")
        if sign == "list"
        else (">" * (level + 1) + f" mot{level}\n")
        for level in range(depth)
    ]
    built = build({**GOOD, "Profond.md": "\n".join(lines) + "\n"})
    text = built.text("profond")
    assert [level for level in range(depth) if f"mot{level}" not in text] == []


@pytest.mark.parametrize("sign", ["\u2028", "\u0085", "\f", "\u2029"])
def test_only_line_ends_end_lines(build: Build, sign: str) -> None:
    """What other tools take for the end of a line moves no finding and no quotation."""
    built = build({"A.md": f"un{sign}deux\n\nVoir [[X\n"}, "check")
    rows = (built.outdir / "findings.jsonl").read_text(encoding="utf-8").split("\n")
    (row,) = [r for r in map(json.loads, filter(None, rows)) if r["code"] == "link-malformed"]
    assert (row["lineno"], row["raw"]) == (3, "Voir [[X")
    assert "«\xa0[[X\xa0»" in row["message"]


@pytest.mark.parametrize("suffix", [".MD", ".Md", ".mD"])
@pytest.mark.parametrize("builder", ["html", "check"])
def test_any_case_of_the_suffix_is_a_note(build: Build, suffix: str, builder: str) -> None:
    built = build({f"Titre{suffix}": "# Un\n\n[[Deux]]\n", "Deux.md": "[[Titre]]\n"}, builder)
    assert [r.status.value for found in built.handbook.resolutions.values() for r in found] == [
        "ok",
        "ok",
    ]


def test_folders_on_another_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows knows no path from one drive to another."""

    def refuse(*_paths: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", refuse)
    assert formats._from_here(Path("/coffre"), "A.md") == "/coffre/A.md"


def test_what_the_system_does_not_let_read(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is closed, and a note that is: told, and all else is built."""
    vault.write({**GOOD, "Fermé/Dedans.md": "# Dedans\n", "Close.md": "# Close\n"})
    scandir, access = os.scandir, os.access

    def closed_folder(path: str = ".") -> object:
        if str(path).endswith("Fermé"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    def closed_note(path: str, mode: int, **how: object) -> bool:
        return not str(path).endswith("Close.md") and access(path, mode)

    monkeypatch.setattr(os, "scandir", closed_folder)  # whoever runs the tests may be root
    monkeypatch.setattr(os, "access", closed_note)
    built = vault.build()
    assert_rest_is_built(built)
    assert built.found("not-readable") == [("Close.md", 1), ("Fermé", 1)]
    assert not (built.outdir / "close.html").exists()


def test_a_folder_that_has_gone_is_not_told(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.write({**GOOD, "Parti/Dedans.md": "# Dedans\n"})
    scandir = os.scandir

    def gone(path: str = ".") -> object:
        if str(path).endswith("Parti"):
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", gone)
    built = vault.build()
    assert_rest_is_built(built)
    assert built.codes == []


@pytest.mark.parametrize("name", ["Autre.md", "plan.svg"])
def test_what_vanishes_once_it_was_seen(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The note, or the picture that it shows, is gone between the walk and the reading."""
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
    vault.write({**GOOD, "Saine.md": "# Saine\n\nTexte sain. ![[plan.svg]]\n", "plan.svg": picture})
    discover = VaultProject.discover

    def then_gone(self: VaultProject, *args: object, **how: object) -> set[str]:
        docnames = discover(self, *args, **how)  # type: ignore[arg-type]
        (vault.folder / name).unlink(missing_ok=True)
        return docnames

    monkeypatch.setattr(VaultProject, "discover", then_gone)
    built = vault.build()
    assert "Texte sain." in built.text("saine")
    assert "Traceback" not in built.stderr + built.stdout
