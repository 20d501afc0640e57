"""Builds that are stopped: killed at random moments, on full disks; the next must be right.

``python tests/hostile/faults.py [kills] [sizes in kB…]`` prints what became of each. Disks need
the right to mount a tmpfs; without it they are left out, and this is said.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
STIRS = 8
"""Builds during which somebody writes, deletes and replaces."""
SIZES = (100, 200, 400, 700, 1000, 1400, 2000, 3000, 4000, 5000)


def vault_at(folder: Path) -> Path:
    """Write a vault of forty notes that show a picture, with skills."""
    vault = folder / "vault"
    vault.mkdir()
    skills = "---\ncompetences: true\n---\n## Curation\n\n- Décrire ^cur-01\n- Classer ^cur-02\n"
    (vault / "S.md").write_text(skills, encoding="utf-8")
    for i in range(40):
        (vault / f"N{i}.md").write_text(_note(i), encoding="utf-8")
    (vault / "plan.svg").write_text(PICTURE, encoding="utf-8")
    return vault


def _note(number: int) -> str:
    return f"# N{number}\n\n[[N{number + 1}]] ![[plan.svg]]\n\n" + "texte " * 300


def start(vault: Path, build: Path) -> subprocess.Popen[bytes]:
    """Begin a build of the site."""
    line = [sys.executable, "-m", "vademecum", "html", "--vault", str(vault), "--conf", str(ROOT)]
    return subprocess.Popen(
        [*line, "--build", str(build)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
        start_new_session=True,
    )


def finish(vault: Path, build: Path) -> tuple[int, str]:
    """Build to the end; return the status and what was said."""
    process = start(vault, build)
    said, _ = process.communicate()
    return process.returncode, said.decode("utf-8", "replace")


def state(build: Path) -> dict[str, str]:
    """Return a digest of each file of the site."""
    site = build / "html"
    return {
        p.relative_to(site).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(site.rglob("*"))
        if p.is_file()
    }


def kills(vault: Path, folder: Path, wanted: dict[str, str], count: int) -> int:
    """Kill builds at random moments; return after how many the next one was right."""
    moments, right = random.Random(13), 0
    began = time.monotonic()
    finish(vault, folder / "clock")
    whole = time.monotonic() - began
    for turn in range(count):
        build = folder / f"kill{turn}"
        process = start(vault, build)
        time.sleep(moments.uniform(0.2, 1) * whole)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        status, said = finish(vault, build)
        built = state(build)
        same = built == wanted
        right += same and status == 0
        if not same or status:
            other = sorted({name for name, _digest in built.items() ^ wanted.items()})
            print(f"kill {turn}: status {status}: {other[:5]}: {said[-200:]}", flush=True)
        shutil.rmtree(build)
    return right


def stirs(vault: Path, folder: Path, wanted: dict[str, str], count: int) -> int:
    """Build while notes and the picture go and come; return after how many all was right."""
    moments, right = random.Random(13), 0
    for turn in range(count):
        build = folder / f"stir{turn}"
        process = start(vault, build)
        said: list[bytes] = []
        reader = threading.Thread(target=lambda p=process, s=said: s.append(p.communicate()[0]))
        reader.start()
        while reader.is_alive():
            _stir(vault, moments)
        text = said[0].decode("utf-8", "replace")
        again, _said = finish(vault, build)
        fair = process.returncode in {0, 1} and "Traceback" not in text
        same = again == 0 and state(build) == wanted
        right += fair and same
        if not (fair and same):
            print(
                f"stir {turn}: {process.returncode}, next right: {same}: {text[-300:]}", flush=True
            )
        shutil.rmtree(build)
    return right


def _stir(vault: Path, moments: random.Random) -> None:
    """Take a note or the picture away, and put it back."""
    number = moments.randrange(41)
    path, text = (
        (vault / "plan.svg", PICTURE) if number == 40 else (vault / f"N{number}.md", _note(number))
    )
    path.unlink()
    time.sleep(moments.uniform(0, 0.02))
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    time.sleep(moments.uniform(0, 0.02))
    aside = path.with_suffix(".new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def full_disk(vault: Path, folder: Path, wanted: dict[str, str], size: int) -> str:
    """Build on a disk of so many kB, then with room; return what became of it."""
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        return "no right to mount"
    try:
        status, said = finish(vault, disk)
        whole = status == 0 and state(disk) == wanted
        subprocess.run([*mount[:3], "-o", "remount,size=100m", str(disk)], check=True)
        again, _said = finish(vault, disk)
        right = again == 0 and state(disk) == wanted
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    honest = whole or (status != 0 and "Traceback" not in said)
    return f"status {status}, honest: {honest}, next build right: {right}: {said[-120:].strip()}"


def read_only(vault: Path, folder: Path) -> str:
    """Build where nothing may be written; return what became of it."""
    disk = folder / "read-only"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        return "no right to mount"
    try:
        status, said = finish(vault, disk)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    return f"status {status}, honest: {status == 2 and 'Traceback' not in said}: {said.strip()}"


def main(words: list[str]) -> int:
    """Run both, print the figures."""
    count = int(words[0]) if words else 50
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        vault = vault_at(folder)
        finish(vault, folder / "clean")
        wanted = state(folder / "clean")
        right = kills(vault, folder, wanted, count)
        print(f"kills: {count}, next build right: {right}", flush=True)
        print(f"stirred: {STIRS}, all right: {stirs(vault, folder, wanted, STIRS)}", flush=True)
        for size in map(int, words[1:]) if words[1:] else SIZES:
            print(f"{size} kB: {full_disk(vault, folder, wanted, size)}", flush=True)
        print(f"read-only: {read_only(vault, folder)}", flush=True)
    return int(right < count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
