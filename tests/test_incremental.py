# ruff: noqa: E501  (a change is read best in one line)
"""The builds that nobody tries by hand: parallel equals serial, incremental equals clean.

Byte for byte, over every file of the output, on a vault with links both ways, embeds, ghosts,
attachments, parents and skills.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Built, Files, Vault
from thorough import table

SKILLS = """---
competences: true
---
# Compétences

## Collection : Numérisation

- Voir [[Archives]]

## Curation

- Décrire une œuvre ^cur-01
  - Voir la note [[Archives]] et [[Réseaux#Partage]]
  - niveau 1:: Débutant.
- Publier en ligne
  - Voir [[Pas encore]]
"""

FILES = {
    "index.md": "# Accueil\n\nLire [[Question]] puis [[Archives]] et [[Compétences]].\n",
    "Question.md": "---\ntags: question\n---\n# Que faire ?\n\nVoir [[Archives]], [[Réseaux]] et [[Absente]].\n\n![[Archives#Détails]]\n",
    "Archives.md": "---\ntags: ressource\naliases: Fonds\n---\n# Les archives\n\nIntroduction. ^intro\n\n## Détails\n\nUn détail, avec [[Réseaux]].\n\n![[photo.png|Une photo]]\n",
    "Réseaux.md": "---\ntags: ressource\n---\n# Réseaux\n\n## Partage\n\nPartager ![[Archives#^intro]] et [[Fonds]].\n\n![[absente.png]]\n",
    "Compétences.md": SKILLS,
    "dossier/Un.md": "# Un\n\nVers [[Deux]] et [[#Fin]].\n\n## Fin\n\nTexte[^1].\n\n[^1]: Note.\n",
    "dossier/Deux.md": "---\nparent: Un\n---\n# Deux\n\n![[Question]]\n",
    "dossier/Trois.md": "# Trois\n\n![[Un]]\n\n> [!tip]- Conseil\n> [[Réseaux#Partage]]\n",
    "Liste.md": '# Liste\n\n```{needlist}\n:filter: domain == "curation" and type == "skill"\n```\n',
    "photo.png": b"\x89PNG 1",
}


def assert_same(one: Built, other: Built) -> None:
    left, right = one.files(), other.files()
    assert left.keys() == right.keys()
    differing = [name for name, data in left.items() if data != right[name]]
    assert not differing, _first_difference(differing[0], left, right)


def _first_difference(name: str, left: dict[str, bytes], right: dict[str, bytes]) -> str:
    lines = zip(
        left[name].decode(errors="replace").splitlines(),
        right[name].decode(errors="replace").splitlines(),
        strict=False,
    )
    one, other = next(((a, b) for a, b in lines if a != b), ("", ""))
    return f"{name}\n  {one[:400]}\n  {other[:400]}"


def test_parallel_is_serial(vault: Vault) -> None:
    vault.write(FILES)
    serial, parallel = vault.build(out="serial"), vault.build(out="parallel", parallel=2)
    assert_same(serial, parallel)
    assert serial.codes == parallel.codes
    assert serial.handbook == parallel.handbook


def test_two_clean_builds_are_the_same(vault: Vault) -> None:
    vault.write(FILES)
    assert_same(vault.build(out="one"), vault.build(out="two"))


def test_check_is_the_same_in_parallel(vault: Vault) -> None:
    vault.write(FILES)
    serial = vault.build("check", out="serial")
    parallel = vault.build("check", out="parallel", parallel=2)
    assert serial.output() == parallel.output()
    assert serial.reported == parallel.reported


CHANGES: dict[str, Files] = {
    "text": {
        "Archives.md": FILES["Archives.md"].replace("Introduction.", "Autre début. Et encore.")
    },
    "text of an embedded section": {
        "Archives.md": FILES["Archives.md"].replace("Un détail", "Deux détails")
    },
    "text of a note embedded twice over": {
        "dossier/Un.md": FILES["dossier/Un.md"].replace("Texte", "Contenu")
    },
    "sentence that cites": {
        "Question.md": FILES["Question.md"].replace(
            "Voir [[Archives]]", "Consulter d'abord [[Archives]]"
        )
    },
    "renamed note": {"Réseaux.md": None, "Médias.md": FILES["Réseaux.md"]},
    "moved note": {"dossier/Deux.md": None, "autre/Deux.md": FILES["dossier/Deux.md"]},
    "note renamed in capitals": {"Archives.md": None, "ARCHIVES.md": FILES["Archives.md"]},
    "deleted note": {"Archives.md": None},
    "deleted skills": {"Compétences.md": None},
    "deleted home page": {"index.md": None},
    "missing note added": {"Absente.md": "# Enfin là\n\nTexte.\n"},
    "missing resource added": {"Pas encore.md": "# Enfin\n\nTexte.\n"},
    "rival of one name": {"dossier/Archives.md": "# Rivale\n"},
    "misspelling becomes likely": {"Absentes.md": "# Absentes\n"},
    "missing picture added": {"absente.png": b"\x89PNG 2"},
    "picture changed": {"photo.png": b"\x89PNG 3, plus longue"},
    "picture gone": {"photo.png": None},
    "picture moved": {"photo.png": None, "images/photo.png": b"\x89PNG 1"},
    "heading that is linked to": {
        "Réseaux.md": FILES["Réseaux.md"].replace("## Partage", "## Diffusion")
    },
    "heading that is embedded": {
        "Archives.md": FILES["Archives.md"].replace("## Détails", "## Précisions")
    },
    "second heading of one name before": {
        "Réseaux.md": FILES["Réseaux.md"].replace("## Partage", "## Partage !\n\n### Partage")
    },
    "block mark": {"Archives.md": FILES["Archives.md"].replace("^intro", "^debut")},
    "alias": {"Archives.md": FILES["Archives.md"].replace("aliases: Fonds", "aliases: Dépôt")},
    "alias taken by another": {
        "Question.md": FILES["Question.md"].replace(
            "tags: question", "tags: question\naliases: [Fonds]"
        )
    },
    "title": {"Archives.md": FILES["Archives.md"].replace("# Les archives", "# Le dépôt")},
    "title of the home page": {"index.md": FILES["index.md"].replace("# Accueil", "# Bienvenue")},
    "kind": {"Réseaux.md": FILES["Réseaux.md"].replace("ressource", "question")},
    "parent": {"dossier/Deux.md": FILES["dossier/Deux.md"].replace("parent: Un", "parent: Trois")},
    "parent given": {
        "dossier/Trois.md": "---\nparent: Archives\n---\n" + FILES["dossier/Trois.md"]
    },
    "order of mentions": {
        "Question.md": FILES["Question.md"].replace(
            "[[Archives]], [[Réseaux]]", "[[Réseaux]], [[Archives]]"
        )
    },
    "marked skill": {
        "Compétences.md": SKILLS.replace("Publier en ligne\n", "Publier en ligne ^cur-02\n")
    },
    "skill's title": {
        "Compétences.md": SKILLS.replace("Décrire une œuvre", "Décrire **toute** œuvre")
    },
    "skill's field": {
        "Compétences.md": SKILLS.replace("niveau 1:: Débutant.", "niveau 1:: Expert.")
    },
    "skill's resource": {"Compétences.md": SKILLS.replace("[[Pas encore]]", "[[Question]]")},
    "skill moved to another domain": {
        "Compétences.md": SKILLS.replace("- Publier en ligne", "## Marketing\n\n- Publier en ligne")
    },
    "domain renamed": {"Compétences.md": SKILLS.replace("## Curation", "## Médiation")},
    "domain's theme": {"Compétences.md": SKILLS.replace("Numérisation", "Numérique")},
    "no skills note any more": {
        "Compétences.md": SKILLS.replace("competences: true", "competences: non")
    },
    "date": {
        "Archives.md": FILES["Archives.md"].replace(
            "tags: ressource", "tags: ressource\ndate: 2024-01-02"
        )
    },
    "draft": {
        "Archives.md": FILES["Archives.md"].replace(
            "tags: ressource", "tags: ressource\nstatut: ébauche"
        )
    },
    "first words": {"Question.md": FILES["Question.md"].replace("Voir", "Comme on sait, voir")},
    "cycle of embeds": {"Archives.md": FILES["Archives.md"] + "\n![[Question]]\n"},
    "note too long for links": {"Archives.md": FILES["Archives.md"] + "mot " * 600_000},
    "new folder note": {"dossier/index.md": "# Le dossier\n\n[[Trois]] [[Un]]\n"},
}


OFTEN = {
    "text",
    "text of an embedded section",
    "renamed note",
    "deleted note",
    "missing note added",
    "rival of one name",
    "picture moved",
    "heading that is linked to",
    "block mark",
    "alias",
    "title",
    "kind",
    "parent",
    "skill's field",
    "skill moved to another domain",
    "new folder note",
}
"""One change of each class."""


@pytest.mark.parametrize("change", table(CHANGES, OFTEN))
def test_incremental_is_clean(vault: Vault, change: str) -> None:
    vault.write(FILES)
    vault.build(out="incremental")
    vault.write(CHANGES[change])
    incremental, clean = vault.build(out="incremental"), vault.build(out="clean")
    assert_same(incremental, clean)
    assert sorted(incremental.codes) == sorted(clean.codes)
    assert incremental.handbook == clean.handbook


def test_change_and_back(vault: Vault) -> None:
    vault.write(FILES)
    before = vault.build(out="incremental").files()
    vault.write({"Archives.md": None, "Absente.md": "# Là\n"})
    vault.build(out="incremental")
    vault.write({"Archives.md": FILES["Archives.md"], "Absente.md": None})
    built = vault.build(out="incremental")
    after = {name: data for name, data in built.files().items() if name in before}
    assert before == after


def stamps(built: Built) -> dict[str, int]:
    """When each page was written."""
    return {p.as_posix(): p.stat().st_mtime_ns for p in built.outdir.rglob("*.html")}


def test_nothing_changed_reads_and_writes_nothing(vault: Vault) -> None:
    vault.write(FILES)
    first = vault.build(out="incremental")
    before = stamps(first)
    notes = {first.outdir / f"{n.docname}.html" for n in first.domain.notes.values()}
    read: list[str] = []
    built = vault.build(out="incremental", seen=read)
    assert read == []
    after = stamps(built)
    assert {p for p in after if Path(p) in notes and after[p] != before[p]} == set()


def test_nothing_changed_leaves_every_file_as_it_was(vault: Vault) -> None:
    vault.write(FILES)
    first = vault.build(out="incremental").files()
    assert vault.build(out="incremental").files() == first


def test_one_note_changed_reads_one(vault: Vault) -> None:
    vault.write(FILES)
    vault.build(out="incremental")
    vault.write({"dossier/Trois.md": FILES["dossier/Trois.md"] + "\nEncore.\n"})
    read: list[str] = []
    vault.build(out="incremental", seen=read)
    assert read == ["dossier/trois"]


def test_ghost_becomes_link_without_reading_the_source(vault: Vault) -> None:
    vault.write(FILES)
    first = vault.build(out="incremental")
    assert any(ghost.startswith("Absente") for ghost in first.ghosts("question"))
    vault.write({"Absente.md": "# Enfin\n"})
    read: list[str] = []
    built = vault.build(out="incremental", seen=read)
    assert read == ["absente"]
    assert built.link("question", "Absente") == "absente.html"


# --- what people and their tools do to files --------------------------------------------------


def same_as_clean(vault: Vault) -> Built:
    """Bring the site up to date; it is what a clean build makes."""
    incremental, clean = vault.build(out="incremental"), vault.build(out="clean")
    assert_same(incremental, clean)
    assert incremental.handbook == clean.handbook
    return incremental


def older(path: Path) -> None:
    """Give a file a time long before any build, as tools do that keep times."""
    os.utime(path, ns=(1_600_000_000_000_000_000, 1_600_000_000_000_000_000))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Musee.md", "Musée.md"),
        ("Musee.md", "MUSEE.md"),
        ("Musee.md", "Musee\u0301.md"),
        ("dossier", "Dossier"),
        ("dossier", "dössier"),
        ("dossier/Un.md", "dossier/un.MD"),
        ("index.md", "Index.md"),
    ],
)
def test_rename_that_keeps_the_address(vault: Vault, old: str, new: str) -> None:
    vault.write({**FILES, "Musee.md": "# Un musée\n\n[[Archives]]\n"})
    vault.write({"Citant.md": "[[Musee]] [[Musée]] [[dossier/Un]] [[dössier/Un]]\n"})
    vault.build(out="incremental")
    (vault.folder / old).rename(vault.folder / new)
    same_as_clean(vault)


def test_address_that_changes_owner(vault: Vault) -> None:
    vault.write({**FILES, "C++.md": "# Langage C++\n", "C.md": "# Langage C\n", "X.md": "[[C]]\n"})
    assert vault.build(out="incremental").title("c") == "Langage C++"
    vault.write({"C++.md": None})
    assert same_as_clean(vault).title("c") == "Langage C"


def test_note_put_back_with_an_older_time(vault: Vault) -> None:
    vault.write(FILES)
    vault.build(out="incremental")
    vault.write({"Archives.md": "# Version d'avant\n"})
    older(vault.folder / "Archives.md")
    assert same_as_clean(vault).title("archives") == "Version d'avant"


def test_picture_put_back_with_an_older_time(vault: Vault) -> None:
    vault.write(FILES)
    vault.build(out="incremental")
    vault.write({"photo.png": b"\x89PNG d'avant"})
    older(vault.folder / "photo.png")
    same_as_clean(vault)


REGISTER = "registre-des-competences.txt"


def test_page_of_a_skill_just_retired(vault: Vault) -> None:
    vault.write({**FILES, REGISTER: "CUR-01 = active : Décrire une œuvre\n"})
    vault.build(out="incremental")
    vault.write({"Compétences.md": SKILLS.replace(" ^cur-01", "")})
    assert "Retirée" in same_as_clean(vault).text("competences/cur-01")


@pytest.mark.parametrize("entries", ["", "CUR-09 = retirée → CUR-01 : Ancienne\n", None])
def test_register_edited(vault: Vault, entries: str | None) -> None:
    vault.write({**FILES, REGISTER: "CUR-01 = active : x\nCUR-09 = retirée : Ancienne\n"})
    vault.build(out="incremental")
    vault.write({REGISTER: entries})
    same_as_clean(vault)


def test_note_that_every_page_links_to(vault: Vault) -> None:
    vault.write(FILES)
    vault.build(out="incremental")
    vault.write({"À propos.md": "---\ntags: [guide]\n---\n# À propos\n"})
    assert 'href="a-propos.html"' in same_as_clean(vault).html("archives")
    vault.write({"À propos.md": None})
    assert 'href="a-propos.html"' not in same_as_clean(vault).html("archives")


def test_pdf_made_later_is_offered(vault: Vault) -> None:
    vault.write(FILES)
    assert "pdf/manuel.pdf" not in vault.build(out="html").html("index")
    vault.build("pdf", out="pdf", vademecum_pdf_domains="*")
    built = vault.build(out="html")
    assert "pdf/manuel.pdf" in built.html("index")
    assert ".pdf" in built.html("domaines/curation")


def test_a_small_edit_writes_few_made_pages(vault: Vault) -> None:
    vault.write(FILES)
    first = vault.build(out="incremental")
    before = stamps(first)
    vault.write({"dossier/Trois.md": FILES["dossier/Trois.md"] + "\nEncore.\n"})
    after = stamps(same_as_clean(vault))
    folders = ("/competences/", "/domaines/")
    made = [page for page in after if any(folder in page for folder in folders)]
    assert made
    assert [page for page in made if after[page] != before[page]] == []


# --- what people change beside the notes ------------------------------------------------------

TEMPLATE = """{% extends '!layout.html' %}
{% block extrahead %}{{ super() }}<meta name="x" content="Ajouté">{% endblock %}
"""
SETTINGS: dict[str, dict[str, object]] = {
    "language": {"language": "de"},
    "title": {"html_title": "Autre titre", "project": "Autre"},
    "address": {"html_baseurl": "https://example.org/ailleurs/"},
    "author": {"author": "Quelqu'un"},
    "limit": {"vademecum_note_limit": 100},
    "template": {"templates_path": ["{folder}"]},
    "style sheet": {"html_static_path": ["{folder}"], "html_css_files": ["own.css"]},
    "severity": {"vademecum_severity": {"link-note": "off"}},
}


def _values(setting: str, folder: Path) -> dict[str, object]:
    """Return settings as conf.py gives them, anew each time: themes add to lists."""
    return {
        name: [v.format(folder=folder) for v in value] if isinstance(value, list) else value
        for name, value in SETTINGS[setting].items()
    }


@pytest.mark.parametrize("setting", table(SETTINGS, {"language", "limit", "template"}))
def test_setting_changed_and_back(vault: Vault, tmp_path: Path, setting: str) -> None:
    vault.write(FILES)
    before = vault.build(out="incremental").files()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "layout.html").write_text(TEMPLATE)
    (tmp_path / "own" / "own.css").write_text("p {}")
    incremental = vault.build(out="incremental", **_values(setting, tmp_path / "own"))
    assert_same(incremental, vault.build(out="clean", **_values(setting, tmp_path / "own")))
    assert incremental.files() != before or setting == "severity"
    vault.built.clear()
    assert vault.build(out="incremental").files() == before


def test_template_edited(vault: Vault, tmp_path: Path) -> None:
    vault.write(FILES)
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "layout.html").write_text(TEMPLATE)
    vault.build(out="incremental", templates_path=[str(folder)])
    (folder / "layout.html").write_text(TEMPLATE.replace("Ajouté", "Autrement"))
    later = (folder / "layout.html").stat().st_mtime + 5
    os.utime(folder / "layout.html", (later, later))
    incremental = vault.build(out="incremental", templates_path=[str(folder)])
    assert "Autrement" in incremental.html("sommaire")
    assert_same(incremental, vault.build(out="clean", templates_path=[str(folder)]))


VAULT_FILES = (
    'language = "de"\n',
    'title = "Un autre"\n',
    'site_url = "https://example.org/x/"\n',
    'excluded_folders = ["dossier"]\n',
    '[[domains]]\nname = "Curation"\ncode = "CUR"\n',
    "[",
)


@pytest.mark.parametrize("text", table(VAULT_FILES, VAULT_FILES[:1] + VAULT_FILES[3:4]))
def test_vault_file_written_and_taken_away(vault: Vault, text: str) -> None:
    vault.write(FILES)
    before = vault.build(out="incremental").files()
    vault.write({"vademecum.toml": text})
    same_as_clean(vault)
    vault.write({"vademecum.toml": None})
    assert vault.build(out="incremental").files() == before
