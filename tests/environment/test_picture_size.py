"""Sizes by the header, however large the sides are and whatever the bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from vademecum.environment.pictures import UNKNOWN, picture_size


@pytest.mark.parametrize(("width", "height"), [(1, 2), (40, 20), (32768, 3), (65535, 65535)])
def test_gif(tmp_path: Path, width: int, height: int) -> None:
    file = tmp_path / "a.gif"
    sides = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    file.write_bytes(b"GIF89a" + sides + bytes(20))
    assert picture_size(file) == (width, height)


@pytest.mark.parametrize("data", [b"", b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"not a picture"])
def test_no_picture(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.gif"
    file.write_bytes(data)
    assert picture_size(file) == UNKNOWN


def test_no_file(tmp_path: Path) -> None:
    assert picture_size(tmp_path / "gone.png") == UNKNOWN
