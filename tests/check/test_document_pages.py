"""How many pages documents have, whatever they are made of."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pikepdf
import pytest

from vademecum.check.document_pages import _page_counts


def document(file: Path, pages: int) -> Path:
    with pikepdf.new() as new:
        for _page in range(pages):
            new.add_blank_page()
        new.save(file)
    return file


def bomb(file: Path, megabytes: int) -> Path:
    """Write a document whose table of parts unpacks to that: noughts, again and again."""
    packer = zlib.compressobj(9)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block + block[2:] * megabytes  # a stream begins with two bytes of its own
    about = f"/Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length {len(packed)}"
    head = b"%PDF-1.5\n"
    text = f"1 0 obj<<{about}>>stream\n".encode() + packed + b"\nendstream endobj\n"
    file.write_bytes(head + text + f"startxref\n{len(head)}\n%%EOF".encode())
    return file


def test_pages_are_counted(tmp_path: Path) -> None:
    broken = tmp_path / "b.pdf"
    broken.write_bytes(b"%PDF-1.4\n")
    files = [document(tmp_path / "a.pdf", 3), tmp_path / "gone.pdf", broken]
    files.append(document(tmp_path / "é \u2028.pdf", 2))
    assert _page_counts(files) == [3, 0, 0, 2]


def test_nothing_is_asked_of_no_document() -> None:
    assert _page_counts([]) == []


@pytest.mark.skipif(os.name == "nt", reason="no limits there")
def test_a_document_that_unpacks_to_gigabytes_costs_itself_alone(tmp_path: Path) -> None:
    files = [bomb(tmp_path / "a.pdf", 3000), document(tmp_path / "b.pdf", 2)]
    assert _page_counts(files) == [0, 2]
