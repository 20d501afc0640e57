"""A vault to try faults on, the commands on it, and what they leave."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
SKILLS = "---\ncompetences: true\n---\n## Curation\n\n- Décrire ^cur-01\n- Classer ^cur-02\n"
UNNUMBERED = "---\ncompetences: true\n---\n## Accueil\n\n" + "".join(
    f"- Savoir {n}\n" for n in range(60)
)
PARTS = {"html": "html", "check": "check", "pdf": "pdf", "data": "html/data"}
"""What each command writes into its folder."""
NOT_OF_NOTES = ("check/doctrees/", "pdf/downloads.json")


def note(number: int) -> str:
    """Return the text of a note that links to the next and shows a picture."""
    return f"# N{number}\n\n[[N{number + 1}]] ![[plan.svg]]\n\n" + "texte " * 300


def vault_at(folder: Path) -> Path:
    """Write a vault of forty notes, with skills and a diagram."""
    vault = folder / "vault"
    vault.mkdir(parents=True)
    (vault / "S.md").write_text(SKILLS, encoding="utf-8")
    (vault / "D.md").write_text("# D\n\n```mermaid\ngraph LR\nA-->B\n```\n", encoding="utf-8")
    for i in range(40):
        (vault / f"N{i}.md").write_text(note(i), encoding="utf-8")
    (vault / "plan.svg").write_text(PICTURE, encoding="utf-8")
    return vault


def vault_to_write(folder: Path) -> Path:
    """Write a vault in which ``ids`` has numbers to give and ``fix`` has links to mend."""
    vault = vault_at(folder)
    for i in range(8):
        (vault / f"Savoirs {i}.md").write_text(UNNUMBERED.replace("Accueil", f"Pôle {i}"), "utf-8")
        (vault / f"Fautes {i}.md").write_text(f"# F{i}\n\n[[n{i}]] et [[N {i}]]\n" * 9, "utf-8")
    return vault


@dataclass(frozen=True)
class Run:
    """How a command ended, and what it said."""

    status: int
    said: str

    @property
    def is_plain(self) -> bool:
        """Whether nothing of Python was shown."""
        return "Traceback" not in self.said and "Sphinx parallel" not in self.said


def start(command: str, vault: Path, build: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Begin a command, in a group of processes of its own."""
    line = [sys.executable, "-m", "vademecum", *command.split()]
    line += ["--vault", str(vault), "--conf", str(ROOT), "--build", str(build)]
    path = os.pathsep.join(filter(None, (environment.pop("FIRST", ""), str(ROOT / "_ext"))))
    return subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "LANGUAGE": "fr", **environment, "PYTHONPATH": path},
        start_new_session=True,
    )


def ended(process: subprocess.Popen[bytes], seconds: float = 120) -> Run:
    """Wait for a command; one that hangs is killed, and has the status 124."""
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        said, _ = process.communicate()
        return Run(124, said.decode("utf-8", "replace") + " HUNG")
    return Run(process.returncode, said.decode("utf-8", "replace"))


def finish(command: str, vault: Path, build: Path, **environment: str) -> Run:
    """Run a command to its end."""
    return ended(start(command, vault, build, **environment))


def digests(folder: Path) -> dict[str, str]:
    """Return a digest of each file of a folder."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def state(command: str, build: Path) -> dict[str, str]:
    """Return a digest of each file that a command has written for readers."""
    files = digests(build / PARTS[command])
    hidden = tuple(n.partition("/")[2] for n in NOT_OF_NOTES if n.startswith(f"{command}/"))
    return {n: d for n, d in files.items() if not (hidden and n.startswith(hidden))}


def emptied(folder: Path) -> Path:
    """Return a folder that is there and holds nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
