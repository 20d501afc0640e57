"""Two builds at once into one folder, and what a killed one leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Vault

from vademecum.environment.one_build import FILE, BusyError

HOLD = """
import sys, time
from pathlib import Path
from types import SimpleNamespace
from vademecum.environment.one_build import take
app = SimpleNamespace(doctreedir=sys.argv[1], outdir=sys.argv[1])
take(app)
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_build_is_refused_until_the_first_is_gone(vault: Vault) -> None:
    vault.write({"index.md": "# Accueil\n"})
    vault.build()
    kept = vault.work / "html.doctrees"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(kept)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match="dossier"):
            vault.build()
        first.kill()
        first.wait()
    vault.write({"Autre.md": "# Autre\n"})
    assert vault.build().status == 0
    assert (kept / FILE).exists()
    assert (Path(vault.built[-1].app.outdir) / "autre.html").exists()
