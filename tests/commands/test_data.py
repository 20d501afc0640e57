"""``vademecum data``: the files of open data without the site."""

from __future__ import annotations

import pytest
from conftest import Vault
from objects_vault import FILES

from vademecum.commands.cli import main


def test_data_alone_are_those_of_the_site(vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    vault.write(FILES)
    site = vault.build(out="html")
    where = vault.work / "alone"
    assert main(["data", "--vault", str(vault.folder), "--build", str(where)]) == 0
    folder = where / "html" / "data"
    assert str(folder) in capsys.readouterr().out
    names = {path.name for path in (site.outdir / "data").iterdir()}
    assert {path.name for path in folder.iterdir()} == names
    for path in (site.outdir / "data").iterdir():
        assert (folder / path.name).read_bytes() == path.read_bytes(), path.name
