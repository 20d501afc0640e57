import os, json
import pytest
from conftest import Vault
from test_incremental import FILES, assert_same
R = "registre-des-competences.txt"
def test_retired(vault):
    vault.write({**FILES, R: "CUR-01 = active : x\nCUR-09 = retirée : Vieux\n"})
    vault.build(out="i"); vault.write({"index.md": FILES["index.md"]+"\nplus\n"})
    assert_same(vault.build(out="i"), vault.build(out="c"))
def test_rename_same(vault):
    vault.write({**FILES, "Musee.md": "# M\n\n[[Archives]]\n", "q.md":"[[Musee]] [[Musée]]"})
    vault.build(out="i"); os.rename(vault.folder/"Musee.md", vault.folder/"Musée.md")
    assert_same(vault.build(out="i"), vault.build(out="c"))
def test_folder(vault):
    vault.write(FILES)
    vault.build(out="i"); os.rename(vault.folder/"dossier", vault.folder/"Dossier")
    assert_same(vault.build(out="i"), vault.build(out="c"))
def test_pdf(vault):
    vault.write(FILES)
    vault.build(out="html"); vault.build("pdf", out="pdf", vademecum_pdf_domains="*")
    b=vault.build(out="html")
    assert "pdf/manuel.pdf" in b.html("index")
    assert "pdf/manuel.pdf" in b.html("archives")
def test_suffix(vault):
    vault.write({**FILES, "x.MD": "# X\n", "y.Md":"y [[x]]"})
    b=vault.build(out="i"); print(b.stderr)
    assert b.title("x")=="X"
