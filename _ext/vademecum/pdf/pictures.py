"""The pictures of a PDF: copied beside its source, and only those that the compiler can draw."""

from __future__ import annotations

import base64
import binascii
import hashlib
import shutil
from pathlib import Path
from urllib.parse import unquote_to_bytes

from vademecum.environment.pictures import picture_size
from vademecum.pdf.compiler import Compiler, CompilerError
from vademecum.pdf.syntax import call, string

FOLDER = "pictures"
_MAGIC = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"RIFF": "webp",
}
_POINTS_A_PIXEL = 0.75
_MEMORY = 2 * 1024**3
_PROCESSOR, _SECONDS = 8, 60
"""Limits for one picture: bytes of address space, seconds of processor and of the clock.

It may be painted with itself a million times over, or unpack to gigabytes.
"""


class Pictures:
    """Copies pictures into ``root``, each once, and asks the compiler whether it can draw them.

    One whose header claims more than ``pixels`` is not even tried: it would be unpacked whole.
    ``bytes``: the size of all that were copied.
    """

    def __init__(self, root: Path, vault: Path, pixels: int) -> None:
        self.root = root
        self.vault = vault
        self.pixels = pixels
        self.without_words: list[str] = []
        self._known: dict[str, str | None] = {}
        self.bytes = 0
        self._trial: Compiler | None = None
        (root / FOLDER).mkdir(parents=True, exist_ok=True)

    def file(self, uri: str) -> str | None:
        """Return where a picture (a path in the vault, ``data:``) stands in the root, or None."""
        if uri not in self._known:
            self._known[uri] = self._copied(uri)
        return self._known[uri]

    def natural_width(self, file: str) -> float | None:
        """Return a picture's own width in points."""
        width, _height = picture_size(self.root / file.lstrip("/"))
        return width * _POINTS_A_PIXEL if width > 0 else None

    def _is_too_large(self, file: Path) -> bool:
        width, height = picture_size(file)
        return width * height > self.pixels

    def _copied(self, uri: str) -> str | None:
        if uri.startswith("data:"):
            return self._written(uri)
        source = self.vault / uri
        target = self.root / FOLDER / f"{len(self._known)}.{_suffix(source)}"
        try:
            shutil.copyfile(source, target)
        except OSError:
            return None
        return self._drawable(target)

    def _written(self, uri: str) -> str | None:
        head, _, body = uri.partition(",")
        try:
            data = base64.b64decode(body) if ";base64" in head else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            return None
        name = hashlib.sha256(data).hexdigest()[:16]
        target = self.root / FOLDER / f"{name}.{_kind(data) or 'svg'}"
        target.write_bytes(data)
        return self._drawable(target)

    def _drawable(self, file: Path) -> str | None:
        if self._is_too_large(file):
            file.unlink()
            return None
        name = f"/{file.relative_to(self.root).as_posix()}"
        source = f'#set document(title: "x")\n#{call("image", string(name), alt=string("x"))}'
        if not self._can_draw(source):
            file.unlink()
            return None
        self.bytes += file.stat().st_size
        return name

    def _can_draw(self, source: str) -> bool:
        """Ask a process of its own, which is ended by a picture that takes too much."""
        if self._trial is None:
            self._trial = Compiler(self.root, _MEMORY, _PROCESSOR)
        try:
            self._trial.compile(source, _SECONDS, output=None, pdf_standards="ua-1")
        except CompilerError as error:
            if not error.diagnostic:
                self.close()
            return False
        return True

    def close(self) -> None:
        """End the process that tries pictures."""
        if self._trial is not None:
            self._trial.close()
            self._trial = None


def _suffix(file: Path) -> str:
    """Return what a file is by its first bytes, whatever it is called."""
    try:
        with file.open("rb") as opened:
            kind = _kind(opened.read(4))
    except OSError:
        kind = None
    return kind or file.suffix.lower().lstrip(".") or "bin"


def _kind(data: bytes) -> str | None:
    return next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
