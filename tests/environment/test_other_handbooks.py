"""Two handbooks built apart, one of which cites the other by what lies in the repository."""

from __future__ import annotations

import json
import shutil
import socket
import time
import zlib
from pathlib import Path

import pytest
from conftest import ROOT, Built, Vault
from sphinx.util.inventory import InventoryFile

from vademecum.environment.inventories import UnreadableError, read_inventory, read_needs
from vademecum.vault.names import NotePath

SITE = "https://autre.example/manuel/"
OTHER = {
    "index.md": "# Accueil\n",
    "Dossier/Guide des prêts.md": "---\ntags: ressource\n---\n# Prêter une œuvre\n",
    "A/Double.md": "# Double un\n",
    "B/Double.md": "# Double deux\n",
    "Comp.md": "---\ncompetences: true\n---\n# C\n\n## Curation\n\n- Écrire pour le web ^cur-06\n",
    "Rôle.md": "---\ntags: profil\nid: ROLE-REG\n---\n# Régisseuse\n\n- CUR-06 [niveau:: 2]\n",
    "registre-des-competences.txt": (
        "CUR-06 = active : Écrire\nCUR-09 = retirée → CUR-06 : Ancienne\n"
    ),
}
CITING = {
    "index.md": (
        "# Accueil\n\n[[autre:Guide des prêts]] et [[autre:CUR-06|écrire]], [[autre:ROLE-REG]], "
        "[[autre:CUR-09]].\n\n[[Autre:guide des PRÊTS]]\n"
    ),
    "Comp.md": (
        "---\ncompetences: true\n---\n# C\n\n## Curation\n\n- Prêter ^cur-01\n"
        "\t- Voir [[autre:CUR-06]]\n\t- Voir [[autre:Guide des prêts]]\n"
    ),
}


def handbook(base: Path, name: str) -> Vault:
    """An empty vault with settings of its own that name the other handbook."""
    folder = base / name
    (folder / "vault").mkdir(parents=True)
    (folder / "conf.py").write_text(
        "import runpy\n"
        f"globals().update(runpy.run_path({str(ROOT / 'conf.py')!r}))\n"
        f"project = 'Manuel {name}'\n"
        f"vademecum_handbooks = {{'autre': {SITE!r}}}\n"
        "vademecum_handbooks_loopback = True\n",
        encoding="utf-8",
    )
    return Vault(folder / "vault", folder / "work", conf=folder)


def store(vault: Vault, published: Built, day: str = "2026-11-01") -> Path:
    """Put what a handbook publishes where ``make refresh`` puts it."""
    folder = vault.conf / "handbooks" / "autre"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("objects.inv", "needs.json"):
        shutil.copy(published.outdir / name, folder / name)
    source = json.dumps({"address": SITE, "day": day})
    (folder / "source.json").write_text(source, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Built:
    base = tmp_path_factory.mktemp("other")
    (base / "vault").mkdir()
    other = Vault(base / "vault", base / "work")
    other.write(OTHER)
    return other.build(project="Manuel de Sion", html_baseurl=SITE)


@pytest.fixture
def citing(tmp_path: Path, published: Built, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")  # November 2026
    vault = handbook(tmp_path, "A")
    store(vault, published)
    vault.write(CITING)
    return vault


def test_links_lead_to_the_other_site(citing: Vault) -> None:
    built = citing.build()
    assert built.warnings == []
    assert built.linked("index") == {
        "Prêter une œuvre": SITE + "dossier/guide-des-prets.html",
        "écrire": SITE + "competences/cur-06.html",
        "Régisseuse": SITE + "role.html",
        "Ancienne": SITE + "competences/cur-09.html",
    }
    assert "Prêter une œuvre (manuel « Manuel de Sion »)" in built.text("index").replace(
        "\xa0", " "
    )
    assert built.handbook.ghosts == ()


def test_check_gives_addresses(citing: Vault) -> None:
    rows = {row["raw"]: row for row in citing.build("check").output()}
    row = rows["[[autre:CUR-06|écrire]]"]
    assert (row["status"], row["target"]) == ("ok", SITE + "competences/cur-06.html")


def test_references_of_a_skill_are_external_resources(citing: Vault) -> None:
    built = citing.build()
    needs = built.needs()
    assert needs["CUR-01"]["see"] == ["AUTRE-CUR-06", "AUTRE-DOSSIER-GUIDE-DES-PRETS"]
    resource = needs["AUTRE-CUR-06"]
    assert resource["status"] == "external"
    assert resource["url"] == SITE + "competences/cur-06.html"
    assert resource["provider"] == "Manuel de Sion"
    assert SITE + "competences/cur-06.html" in built.html("competences/cur-01")


def test_own_note_wins(citing: Vault) -> None:
    citing.write({"autre:CUR-06.md": "# À nous\n"})
    built = citing.build()
    assert built.linked("index")["écrire"] == "autre-cur-06.html"


@pytest.mark.parametrize(
    ("written", "code", "suggestion"),
    [
        ("[[autre:Guide des prêtts]]", "handbook-name", "autre:Guide des prêts"),
        ("[[autre:Double]]", "handbook-name", "autre:A/Double"),
        ("[[autre:Rien de tel]]", "handbook-name", None),
        ("[[inconnu:Note]]", "link-ghost", None),
    ],
)
def test_what_leads_nowhere_is_told(
    citing: Vault, written: str, code: str, suggestion: str | None
) -> None:
    citing.write({"index.md": f"# Accueil\n\nVoir {written}.\n", "Comp.md": None})
    built = citing.build("check")
    (row,) = built.output()
    assert (row["status"], row["target"], row["suggestion"]) == ("missing-note", None, suggestion)
    found = (built.outdir / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    told = [(f["code"], f["lineno"]) for f in map(json.loads, found) if f["lineno"] == 3]
    assert told == [(code, 3)]


@pytest.mark.parametrize("spoil", ["gone", "broken", "bomb", "empty"])
def test_missing_or_spoilt_inventory_is_told(citing: Vault, spoil: str) -> None:
    path = citing.conf / "handbooks" / "autre" / "objects.inv"
    head = b"# Sphinx inventory version 2\n# Project: x\n# Version: \n# zlib\n"
    spoilt = {
        "broken": b"<html>404</html>",
        "bomb": head + zlib.compress(b"a" * 60_000_000),
        "empty": b"",
    }
    if spoil == "gone":
        path.unlink()
    else:
        path.write_bytes(spoilt[spoil])
    built = citing.build("check")
    assert built.found("handbook-missing")[0] == ("Comp.md", 9)
    assert {row["status"] for row in built.output()} == {"missing-note"}


@pytest.mark.parametrize("day", ["2026-02-01", "", "jamais"])
def test_old_inventory_is_told(citing: Vault, published: Built, day: str) -> None:
    assert citing.build("check").found("handbook-old") == []
    store(citing, published, day)
    assert citing.build("check").found("handbook-old") == [("", 1)]


def test_page_follows_the_inventory(citing: Vault, published: Built) -> None:
    """What the other handbook renames shows at the next build, though no note has changed."""
    citing.build()
    path = citing.conf / "handbooks" / "autre" / "objects.inv"
    head, packed = path.read_bytes().split(b"# The remainder", 1)
    line, body = packed.split(b"\n", 1)
    text = zlib.decompress(body).replace("Prêter une œuvre".encode(), b"Titre neuf")
    path.write_bytes(head + b"# The remainder" + line + b"\n" + zlib.compress(text))
    assert "Titre neuf" in citing.build().linked("index")


def test_no_build_calls_the_network(citing: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a build has called the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for builder in ("html", "check", "data"):
        assert citing.build(builder).status in {0, 1}


def test_inventory_cannot_lead_elsewhere(citing: Vault) -> None:
    lines = (
        "X vault:skill -1 javascript:alert(1) Mal\n"
        "Y vault:skill -1 /ailleurs.html Racine\n"
        "Z vault:skill -1 ../../voisin.html Voisin\n"
        'V vault:skill -1 "><script> Signes\n'
        "W vault:skill -1 bien.html Bien \x07<b>\n"
    )
    head = b"# Sphinx inventory version 2\n# Project: P\n# Version: \n# zlib\n"
    path = citing.conf / "handbooks" / "autre" / "objects.inv"
    path.write_bytes(head + zlib.compress(lines.encode()))
    (path.parent / "needs.json").unlink()
    names = " ".join(f"[[autre:{name}]]" for name in "XYZVW")
    citing.write({"index.md": f"# Accueil\n\n{names}\n", "Comp.md": None})
    built = citing.build()
    assert all(address.startswith(SITE) for address in built.linked("index").values())
    assert built.linked("index")["Bien <b>"] == SITE + "bien.html"
    assert built.soup("index").select("section script") == []


def test_readers_refuse_what_is_none() -> None:
    for content in (
        b"",
        b"x",
        b"# Sphinx inventory version 2\n",
        b"# Sphinx inventory version 3\n",
    ):
        with pytest.raises(UnreadableError):
            read_inventory(content, SITE)
    for content in (b"", b"[]", b"{}", b'{"versions": 1}', b"\xff", b"[" * 100_000):
        with pytest.raises(UnreadableError):
            read_needs(content)


def test_our_inventory_is_for_any_project(published: Built) -> None:
    found = InventoryFile.loads((published.outdir / "objects.inv").read_bytes(), uri=SITE).data
    label = found["std:label"]["cur-06"]
    assert (label.uri, label.display_name) == (
        SITE + "competences/cur-06.html",
        "Écrire pour le web",
    )
    assert {"domaine-curation", "role-reg", "cur-09"} <= set(found["std:label"])
    assert set(found["vault:skill"]) == {"CUR-06", "CUR-09"}
    assert NotePath("Dossier/Guide des prêts") in found["vault:note"]


PLAIN = """
project = "Un projet ordinaire"
extensions = ["myst_parser", "sphinx.ext.intersphinx", "sphinx_needs"]
intersphinx_mapping = {{"sion": ({site!r}, {inventory!r})}}
kinds = ("skill", "domain", "role", "resource")
needs_types = [{{"directive": kind, "title": kind, "prefix": ""}} for kind in kinds]
needs_external_needs = [
    {{"base_url": {site!r}, "json_path": {needs!r}, "id_prefix": "SION-"}},
]
needs_id_regex = "^[A-Z0-9-]+$"
"""


def test_plain_project_cites_and_imports_our_skills(tmp_path: Path, published: Built) -> None:
    """A project that knows nothing of us: intersphinx and external needs of sphinx-needs."""
    plain = Vault(tmp_path, tmp_path / "_work", conf=tmp_path)
    out = published.outdir
    conf = PLAIN.format(
        site=SITE, inventory=str(out / "objects.inv"), needs=str(out / "needs.json")
    )
    plain.write(
        {
            "conf.py": conf,
            "index.md": "# Projet\n\n{external+sion:ref}`cur-06` et {need}`SION-CUR-06`\n",
        }
    )
    built = plain.build()
    addresses = {str(a["href"]) for a in built.soup("index").select("a.external, a[href^=http]")}
    assert SITE + "competences/cur-06.html" in addresses
    assert any(a.startswith(SITE) and a.endswith("#CUR-06") for a in addresses)


def test_foreign_needs_stay_among_ours(citing: Vault) -> None:
    """Whoever imports all needs of another handbook keeps them, beside our own and apart."""
    path = citing.conf / "handbooks" / "autre" / "needs.json"
    source = {"base_url": SITE, "json_path": str(path), "id_prefix": "AUTRE-"}
    text = '```{needlist}\n:filter: id == "AUTRE-ROLE-REG"\n```\n'
    citing.write({"index.md": f"# Accueil\n\n{text}", "Comp.md": None})
    for _turn in range(2):
        built = citing.build(needs_external_needs=[source])
        assert built.warnings == []
        assert "Régisseuse" in built.body("index").get_text()
    assert "AUTRE-ROLE-REG" not in built.needs()


def packed(lines: str) -> bytes:
    head = "# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# compressed using zlib.\n"
    return head.encode() + zlib.compress(lines.encode())


@pytest.mark.parametrize(
    "line", ["x" + " " * 900_000 + "x", ("x" + "\u00a0" * 3000 + "\n") * 300, "a " * 900_000]
)
def test_an_inventory_of_blanks_takes_no_time(line: str) -> None:
    begun = time.process_time()
    read = read_inventory(packed(f"{line}\nà b std:label 1  À b\n"), SITE)
    assert time.process_time() - begun < 1  # the square of it would be minutes
    assert read["std:label"]["à b"].display_name == "À b"
