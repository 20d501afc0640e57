"""Whatever happens to a vault between two builds, the second is what a clean one would be.

Random histories of what people and their tools do: notes written, put back with an older time,
renamed by case, accent or folder, deleted; attachments and the register that come and go. After
each stretch the site that was brought up to date equals a new one, byte for byte.

``HISTORIES`` says how many the slow test tries, each of twelve steps; a step may be two builds of
the whole site, so that the ordinary test tries two histories of six.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Vault
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)
from test_incremental import assert_same

HISTORIES = int(os.environ.get("HISTORIES", "12"))

NOTES = (
    "index.md",
    "Musée.md",
    "Musee.md",
    "MUSÉE.md",
    "dossier/Note.md",
    "Dossier/Note.md",
    "C++.md",
    "C.md",
    "C#.MD",
    "Contribuer.md",
    "Compétences.md",
    "Autres compétences.md",
)
HEADS = (
    "",
    "---\ntags: question\n---\n",
    "---\ntags: ressource\naliases: [Fonds, Dépôt]\ndate: 2024-01-02\n---\n",
    "---\nparent: Musée\n---\n",
    "---\ncompetences: true\n---\n",
)
BLOCKS = (
    "# Un titre\n",
    "## Détails\n\nDu texte. ^bloc\n",
    "Voir [[Musée]], [[C++]] et [[note]].\n",
    "Avec [[Fonds]] et [[Absente]], puis [[C]].\n",
    "![[Musée#Détails]]\n",
    "![[C#^bloc]]\n",
    "![[dossier/Note]]\n",
    "![[photo.png|Une photo]]\n",
    "[Le plan](plan.pdf) et ![[images/photo.png]]\n",
    "## Curation\n\n- Décrire ^cur-01\n  - Voir [[Musée]]\n- Publier\n  - Voir [[Absente]]\n",
    "## Collection : Prêts\n\n- Prêter ^col-01\n- Voir [[C]]\n",
    '```{needlist}\n:filter: domain == "curation"\n```\n',
)
FILES = ("photo.png", "images/photo.png", "plan.pdf")
REGISTER = "registre-des-competences.txt"
ENTRIES = (
    "CUR-01 = active : Décrire\n",
    "CUR-02 = retirée → CUR-01 : Ancienne\n",
    "COL-01 = active : Prêter\n",
    "COL-02 = retirée : Plus ancienne\n",
)
SAID = (
    'title = "Un carnet"\n',
    'synonyms = [["musée", "maison"]]\n',
    'reference_words = ["Cf."]\n',
    'excluded_folders = ["dossier"]\n',
    'site_url = "https://example.org/"\n',
)
TEXTS = st.builds(
    lambda head, blocks: head + "\n".join(blocks),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(BLOCKS), max_size=4),
)


class Histories(RuleBasedStateMachine):
    """One vault, changed and built in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="histories-"))
        self.vault = Vault(self.base / "vault", self.base / "work")
        self.vault.folder.mkdir()
        self.builds = 0
        self.changed = True
        self.clock = 1_600_000_000_000_000_000

    @property
    def present(self) -> list[str]:
        """The notes that the vault holds."""
        return sorted(
            p.relative_to(self.vault.folder).as_posix()
            for p in self.vault.folder.rglob("*")
            if p.suffix.lower() == ".md"
        )

    def put(self, name: str, data: str | bytes) -> None:
        self.vault.write({name: data})
        self.changed = True

    @rule(name=st.sampled_from(NOTES), text=TEXTS)
    def write(self, name: str, text: str) -> None:
        self.put(name, text)

    @rule(name=st.sampled_from(NOTES), text=TEXTS)
    def put_back(self, name: str, text: str) -> None:
        """As a tool does that keeps times: the new text is older than what has been read."""
        self.put(name, text)
        self.clock += 1_000_000_000
        os.utime(self.vault.folder / name, ns=(self.clock, self.clock))

    @precondition(lambda self: self.present)
    @rule(data=st.data(), new=st.sampled_from(NOTES))
    def rename(self, data: st.DataObject, new: str) -> None:
        old = data.draw(st.sampled_from(self.present))
        (self.vault.folder / new).parent.mkdir(exist_ok=True)
        (self.vault.folder / old).rename(self.vault.folder / new)
        self.changed = True

    @rule(names=st.permutations(("dossier", "Dossier")))
    def rename_folder(self, names: list[str]) -> None:
        old, new = (self.vault.folder / name for name in names)
        if old.exists() and not new.exists():
            old.rename(new)
            self.changed = True

    @precondition(lambda self: self.present)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        (self.vault.folder / data.draw(st.sampled_from(self.present))).unlink()
        self.changed = True

    @rule(name=st.sampled_from(FILES), size=st.integers(0, 3))
    def attach(self, name: str, size: int) -> None:
        """Write a file, or take it away."""
        path = self.vault.folder / name
        if size:
            self.put(name, b"\x89PNG\r\n\x1a\n" + b"x" * size)
        elif path.exists():
            path.unlink()
            self.changed = True

    @rule(entries=st.sets(st.sampled_from(ENTRIES)))
    def register(self, entries: set[str]) -> None:
        """Write the register, or take it away."""
        if entries:
            self.put(REGISTER, "".join(sorted(entries)))
        elif (self.vault.folder / REGISTER).exists():
            (self.vault.folder / REGISTER).unlink()
            self.changed = True

    @rule(said=st.sets(st.sampled_from(SAID)))
    def settings_of_vault(self, said: set[str]) -> None:
        """Write what the vault says of itself, or take it away."""
        path = self.vault.folder / "vademecum.toml"
        if said:
            self.put("vademecum.toml", "".join(sorted(said)))
        elif path.exists():
            path.unlink()
            self.changed = True

    @precondition(lambda self: self.changed)
    @rule(workers=st.sampled_from([1, 2, 4]))
    def build(self, workers: int = 1) -> None:
        self.builds += 1
        self.changed = False
        incremental = self.vault.build(out="incremental", parallel=workers)
        clean = self.vault.build(out=f"clean-{self.builds}")
        assert_same(incremental, clean)
        assert incremental.handbook == clean.handbook
        shutil.rmtree(clean.outdir)
        self.vault.built.clear()

    def teardown(self) -> None:
        try:
            if self.changed:
                self.build()
        finally:
            shutil.rmtree(self.base)


def tried(count: int, steps: int, **options: Any) -> settings:
    """Return how histories are tried: ``count`` of them, so many steps each."""
    return settings(
        max_examples=count,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        **options,
    )


def test_a_few_histories() -> None:
    run_state_machine_as_test(Histories, settings=tried(2, 6, derandomize=True))  # type: ignore[no-untyped-call]


@pytest.mark.slow
def test_many_histories() -> None:
    run_state_machine_as_test(Histories, settings=tried(HISTORIES, 12))  # type: ignore[no-untyped-call]
