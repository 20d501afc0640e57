"""A diagram's picture, from what an earlier build has kept or from Mermaid.

Kept in a folder of the build, by the digest of source and versions; the folder can be deleted at
any time. What Mermaid cannot read is kept too, with its message, and what took more
of the processor than it may; what took too long by the clock is tried again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from time import monotonic
from typing import Final

from sphinx.environment import BuildEnvironment

from vademecum.compat import application
from vademecum.diagrams import mermaid_worker
from vademecum.diagrams.svg import UnsafeSvgError, still_picture
from vademecum.environment.domain import VaultDomain
from vademecum.extras import has

SECONDS: Final = 40
"""How long the process of one diagram may take."""
LONGEST: Final = 20_000
"""Characters of a diagram's source beyond which it is not drawn."""
SLOW: Final = 15
"""How long a diagram takes, in seconds, that is drawn and yet counts as one that takes too long."""
PATIENCE: Final = 20
"""Seconds that diagrams which take too long may cost one process of a build before the next one."""
_OWN_VERSION: Final = 2
_PIXELS: Final = 2.5
"""How many pixels of a printed picture stand for one of the drawing."""
_WIDEST: Final = 3000
_LINE: Final = re.compile(r"on line (\d+)")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture (``file``, its size in pixels), or why there is none.

    ``problem``: ``broken`` (``message`` is Mermaid's, ``line`` counts in the source), ``slow``,
    ``long``, ``failed`` or ``missing`` (Mermaid is not installed); empty if there is a picture.
    """

    file: str = ""
    width: float = 0
    height: float = 0
    problem: str = ""
    message: str = ""
    line: int = 0


def drawing(env: BuildEnvironment, source: str) -> Drawing:
    """Return the drawing of a diagram, made now if none is kept; its picture is in the folder."""
    if not has("diagrams"):
        return Drawing(problem="missing")
    if len(source) > LONGEST:
        return Drawing(problem="long", message=str(len(source)))
    folder = drawings_folder(env)
    name = _name(source)
    kept = _kept(folder, name)
    return kept if kept is not None else _made(env, folder, name, source)


def picture(env: BuildEnvironment, file: str) -> Path:
    """Return where the picture of a drawing stands."""
    return drawings_folder(env) / file


def printed_picture(env: BuildEnvironment, drawn: Drawing) -> Path | None:
    """Return a PNG of a drawing for the PDF, whose compiler draws arrows and letters otherwise.

    Its digest is in its name: one that was damaged since is drawn again.
    """
    source = picture(env, drawn.file)
    for known in source.parent.glob(f"{source.stem}-*.png"):
        if known.is_file() and known.stem == f"{source.stem}-{_digest(known.read_bytes())}":
            return known
    width = min(_WIDEST, _WIDEST * drawn.width / max(drawn.height, 1), drawn.width * _PIXELS)
    try:
        data = _run(source.read_text(encoding="utf-8"), "png", str(max(1, round(width))))
    except subprocess.TimeoutExpired:
        return None
    if data is None or not data.startswith(b"\x89PNG"):
        return None
    target = source.with_name(f"{source.stem}-{_digest(data)}.png")
    _write(target, data)
    return target


def drawings_folder(env: BuildEnvironment) -> Path:
    """Return the folder of drawings: beside the doctrees, for all builders, but never published."""
    doctrees, outdir = Path(env.doctreedir), Path(application(env).outdir)
    return (doctrees if doctrees.is_relative_to(outdir) else doctrees.parent) / "diagrams"


def _name(source: str) -> str:
    parts = [_OWN_VERSION, metadata.version("mermaidx"), mermaid_worker.CONFIG, source]
    text = json.dumps(parts, sort_keys=True).encode()
    return f"diagram-{_digest(text)}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


def _kept(folder: Path, name: str) -> Drawing | None:
    """Return what is kept of a diagram, None if that is nothing or was damaged since."""
    try:
        kept = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        drawing = Drawing(**kept["drawing"])
        return drawing if kept["seal"] == _seal(folder, drawing) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _seal(folder: Path, drawing: Drawing) -> str:
    """Return a digest of a drawing and of its picture's file.

    :raises OSError: if the file is not there.
    """
    data = (folder / drawing.file).read_bytes() if drawing.file else b""
    return _digest(repr(drawing).encode("utf-8", "surrogatepass") + data)


def _made(env: BuildEnvironment, folder: Path, name: str, source: str) -> Drawing:
    vault = VaultDomain.of(env)
    if vault.diagram_seconds > PATIENCE:
        return Drawing(problem="slow")
    start = monotonic()
    try:
        answer = _run(source, "svg")
    except subprocess.TimeoutExpired:  # on a busy machine: the next build may come to an end
        vault.diagram_seconds += SECONDS
        return Drawing(problem="slow")
    seconds = monotonic() - start
    if answer is None or seconds > SLOW:
        vault.diagram_seconds += seconds
    slow = Drawing(problem="slow")
    drawing = _answered(answer, folder, name) if answer is not None else slow
    if drawing.problem != "failed":
        kept = {"drawing": asdict(drawing), "seal": _seal(folder, drawing)}
        _write(folder / f"{name}.json", json.dumps(kept).encode())
    return drawing


def _answered(answer: bytes, folder: Path, name: str) -> Drawing:
    try:
        reply = json.loads(answer)
        if "error" in reply:
            return _broken(str(reply["error"]))
        text, width, height = still_picture(reply["svg"])
    except (ValueError, KeyError, UnsafeSvgError) as error:
        return Drawing(problem="failed", message=str(error)[:120])
    _write(folder / f"{name}.svg", text.encode("utf-8", "replace"))
    return Drawing(f"{name}.svg", width, height)


def _broken(error: str) -> Drawing:
    """Read Mermaid's message: the place and what stands there, without all that it expected."""
    line = _LINE.search(error)
    said = re.sub(r"^(?:\w*Error: )+", "", error.partition("\nExpecting")[0])
    said = " ".join(re.sub(r"(?<!-)-{3,}+\^", "", said).split())
    return Drawing(problem="broken", message=said[:160], line=int(line[1]) if line else 0)


def _run(text: str, *arguments: str) -> bytes | None:
    """Run the worker; None if it was ended by its limits.

    :raises subprocess.TimeoutExpired: if it took too long by the clock.
    """
    done = subprocess.run(
        [sys.executable, "-P", mermaid_worker.__file__, *arguments],
        input=text.encode("utf-8", "replace"),
        capture_output=True,
        env={**os.environ, "TZ": "UTC"},
        timeout=SECONDS,
        check=False,
    )
    return done.stdout if done.returncode == 0 and done.stdout else None


def _write(path: Path, data: bytes) -> None:
    """Write in one step: other processes of the build may write the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as opened:
        opened.write(data)
    Path(name).replace(path)
