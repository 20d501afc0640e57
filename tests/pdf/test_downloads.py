"""The PDF files that a site offers: those that stand beside it when its build begins, no other."""

from __future__ import annotations

import shutil

import pytest
from conftest import Vault
from test_incremental import assert_same


def offering(vault: Vault) -> None:
    """Make the PDF, then the site that offers it."""
    vault.write({"index.md": "# Accueil\n"})
    vault.build("pdf")
    site = vault.build()
    assert "pdf/manuel.pdf" in site.html("index")
    assert (site.outdir / "pdf" / "manuel.pdf").is_file()


def test_a_pdf_that_is_gone_leaves_the_site(vault: Vault) -> None:
    offering(vault)
    shutil.rmtree(vault.work / "pdf")
    assert_same(vault.build(), vault.build(out="clean"))


def test_one_that_came_while_the_site_was_built_waits(vault: Vault) -> None:
    vault.write({"index.md": "# Accueil\n"})
    site = vault.build()
    folder = site.outdir / "pdf"
    folder.mkdir()
    (folder / "manuel.pdf").write_bytes(b"x")  # as of a build that copied what no page offers
    (folder / "autre.pdf").write_bytes(b"x")
    vault.write({"index.md": "# Accueil\n\nEncore.\n"})
    vault.build()
    assert [path.name for path in folder.iterdir()] == ["autre.pdf"]


def test_a_damaged_list_is_told(vault: Vault, capfd: pytest.CaptureFixture[str]) -> None:
    offering(vault)
    (vault.work / "pdf" / "downloads.json").write_text("{")
    capfd.readouterr()
    site = vault.build()
    assert "downloads.json est abîmé" in capfd.readouterr().err
    assert not (site.outdir / "pdf").is_dir() or not list((site.outdir / "pdf").iterdir())
    assert "manuel.pdf" not in site.html("index")
