"""The same notes give the same bytes: in any place, order, locale, time zone, with any workers.

Each build is a process of its own, as people start it. The order in which a system lists folders
and the number of processors are changed by a ``sitecustomize``, which Python loads by itself.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from test_incremental import FILES

pytestmark = pytest.mark.slow

SHUFFLED = """
import os, random

order, real_list, real_scan = random.Random(os.environ["ORDER"]), os.listdir, os.scandir


class Shuffled:
    def __init__(self, path):
        with real_scan(path) as entries:
            self.entries = list(entries)
        order.shuffle(self.entries)
        self.each = iter(self.entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.each)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass

    def close(self):
        pass


def listdir(path="."):
    names = real_list(path)
    order.shuffle(names)
    return names


os.scandir, os.listdir = lambda path=".": Shuffled(path), listdir
os.cpu_count = lambda: int(os.environ["WORKERS"])
os.umask(int(os.environ.get("MASK", "022"), 8))

if os.environ.get("NAME_OF_HOST"):
    import getpass, platform, socket

    socket.gethostname = socket.getfqdn = platform.node = lambda *_: os.environ["NAME_OF_HOST"]
    getpass.getuser = lambda: os.environ["USER"]
"""
PLAIN = {"ORDER": "1", "WORKERS": "1", "PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
VARIANTS = {
    "two workers": {"WORKERS": "2"},
    "four workers, another order": {"WORKERS": "4", "ORDER": "7"},
    "another order": {"ORDER": "2"},
    "another hash seed": {"PYTHONHASHSEED": "4711"},
    "the C locale": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "a Turkish locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "a German locale": {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
    "the east": {"TZ": "Pacific/Kiritimati"},
    "the west, all at once": {"TZ": "Pacific/Pago_Pago", "ORDER": "5", "PYTHONHASHSEED": "9"},
    "somebody else": {"USER": "zoé", "LOGNAME": "zoé", "NAME_OF_HOST": "ailleurs", "MASK": "077"},
    "folders of one's own": {"HOME": "{here}/maison", "TMPDIR": "{here}/à part", "MASK": "002"},
    "another clone": {"CLONE": "{here}/le clone", "COLUMNS": "40", "TERM": "dumb"},
}
NOT_PUBLISHED = {"doctrees", "downloads.json"}
"""The last says for which folder of notes the PDF was made."""
TOML = 'title = "Essai"\nlanguage = "fr"\nsite_url = "https://example.org/x/"\n'
REGISTER = "CUR-01 = active : Décrire une œuvre\nCUR-09 = retirée → CUR-01 : Ancienne\n"


def digests(folder: Path, *, environment: dict[str, str], here: Path) -> dict[str, str]:
    """Build the site, the report, the PDF and the booklets; return a digest of each file."""
    site = here / "site-packages"
    site.mkdir(parents=True, exist_ok=True)
    (site / "sitecustomize.py").write_text(SHUFFLED)
    own = {name: value.format(here=here) for name, value in environment.items()}
    variables = {**os.environ, **PLAIN, **own, "SOURCE_DATE_EPOCH": "1700000000"}
    for name in ("HOME", "TMPDIR"):
        Path(own.get(name, here)).mkdir(exist_ok=True)
    clone = cloned(Path(own["CLONE"])) if "CLONE" in own else ROOT
    variables["PYTHONPATH"] = f"{site}{os.pathsep}{clone / '_ext'}"
    for command in ("html", "check", "pdfs"):
        line = [sys.executable, "-m", "vademecum", command, "--vault", str(folder)]
        line += ["--conf", str(clone), "--build", str(here / "build")]
        done = subprocess.run(line, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode in {0, 1}, done.stderr
    return dict(_files(here / "build"))


def cloned(clone: Path) -> Path:
    """Copy the project to another place, as a clone has it; return the place."""
    shutil.copytree(ROOT / "_ext", clone / "_ext", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "conf.py", clone / "conf.py")
    return clone


def _files(build: Path) -> Iterator[tuple[str, str]]:
    for part in ("html", "check", "pdf"):
        for path in sorted((build / part).rglob("*")):
            if path.is_file() and not NOT_PUBLISHED & set(path.parts):
                name = path.relative_to(build).as_posix()
                yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def written(folder: Path) -> Path:
    """Write the vault."""
    extra = {"vademecum.toml": TOML, "registre-des-competences.txt": REGISTER}
    for name, text in {**FILES, **extra}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    base = tmp_path_factory.mktemp("plain")
    found = digests(written(base / "vault"), environment={}, here=base)
    assert {"html/needs.json", "html/data/competences.xlsx", "pdf/manuel.pdf"} <= found.keys()
    assert {"html/data/competences.ttl", "check/output.jsonl"} <= found.keys()
    assert "pdf/livret-curation.pdf" in found
    return found


@pytest.mark.parametrize("variant", VARIANTS)
def test_same(plain: dict[str, str], tmp_path: Path, variant: str) -> None:
    deep = tmp_path / "un autre chemin" / "où à"
    deep.mkdir(parents=True)
    found = digests(written(deep / "notes"), environment=VARIANTS[variant], here=deep)
    shutil.rmtree(deep)
    assert sorted(dict(plain.items() ^ found.items())) == []
