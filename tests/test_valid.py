"""Every page is valid HTML by the checker of the W3C (Nu), run as ``make valid``.

Needs Java and ``vnu.jar``, which ``VNU`` names: the ordinary tests do without.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Vault
from test_trust import FILE_NAMES, NOTES, SAFE

sys.path.insert(0, str(ROOT / "tests" / "hostile"))
from cases import cases, write_part

JAR = os.environ.get("VNU", "")

pytestmark = pytest.mark.skipif(not JAR, reason="make valid gives the checker")

SHOWN = {"reading", "script", "drawing", "overlay", "forged", "address"}
"""The classes of hostile cases whose notes are laid out, each in a folder of its own."""
TAGS = (
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr form input h2 nav img"
).split()
ATTRIBUTES = (
    "",
    "",
    ' href="https://musee.example/"',
    ' href="https://musee.example/a b[c]"',
    ' dir="ltr"',
    ' dir="haut"',
    ' lang="fr"',
    ' lang="x y"',
    ' colspan="2"',
    ' rowspan="9"',
    ' scope="col"',
    ' start="a"',
    ' title="t"',
    " open",
)


def soup(seed: int) -> str:
    """Tags in any order, closed or not, in lines and in blocks."""
    rng = random.Random(seed)
    pieces: list[str] = []
    for _ in range(40):
        tag = rng.choice(TAGS)
        pieces.append(
            rng.choice(
                (
                    f"<{tag}{rng.choice(ATTRIBUTES)}>",
                    f"</{tag}>",
                    "mot",
                    "\n",
                    "\n\n",
                    "[lien](https://musee.example)",
                    "[[Saine]]",
                    "**gras**",
                )
            )
        )
    return "".join(pieces)


def problems(folder: Path) -> list[str]:
    """Return what the checker says of the pages below a folder."""
    command = ["java", "-jar", JAR, "--skip-non-html", "--errors-only", "--format", "json", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [
        f"{message.get('url', '').removeprefix(folder.as_uri())}: {message['message']} "
        f"{message.get('extract', '')!r}"
        for message in json.loads(done.stderr)["messages"]
    ]


def test_the_checker_checks(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!DOCTYPE html><title>x</title><p><div></p>")
    assert problems(tmp_path)


def test_shipped_handbook(tmp_path: Path) -> None:
    built = Vault(ROOT / "docs", tmp_path).build()
    assert problems(built.outdir) == []


def test_generated_vault(vault: Vault) -> None:
    script = ROOT / "benchmarks" / "vault.py"
    subprocess.run([sys.executable, script, vault.folder, "--notes", "60"], check=True)
    assert problems(vault.build().outdir) == []


def test_hostile_vault(vault: Vault) -> None:
    vault.write(SAFE)
    vault.write({f"Attaque {i}.md": text for i, text in enumerate(NOTES.values())})
    tried = [case for case in cases() if case.kind in SHOWN]
    assert len(tried) > 100
    for case in tried:
        for path, text in case.parts:
            write_part(vault.folder / f"{case.kind} {case.name}", path, text, root=vault.folder)
    vault.write(dict.fromkeys(FILE_NAMES, "# \n\nTexte\n\n![[Saine]]\n"))
    vault.write({f"Soupe {seed}.md": soup(seed) for seed in range(60)})
    built = vault.build()
    assert len(list(built.outdir.glob("soupe-*.html"))) == 60
    assert problems(built.outdir) == []
