"""Where a build cannot write: a sentence in the reader's language, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from vademecum.commands.cli import main


@pytest.mark.parametrize("command", ["html", "check", "pdf", "data"])
def test_a_file_where_the_folder_should_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    vault, build = tmp_path / "vault", tmp_path / "build"
    vault.mkdir()
    (vault / "vademecum.toml").write_text('language = "fr"\n')
    (vault / "Note.md").write_text("# Note\n")
    build.write_text("un fichier")
    line = [command, "--vault", str(vault), "--conf", str(ROOT), "--build", str(build)]
    assert main(line) == 2
    told = capsys.readouterr().err
    assert "un fichier occupe la place d’un dossier" in told
    assert "Traceback" not in told
    assert build.read_text() == "un fichier"
