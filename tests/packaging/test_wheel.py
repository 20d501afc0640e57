"""The package as others get it: a wheel, in an environment where nothing of ours is at hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement

from vademecum import __version__

pytestmark = pytest.mark.slow

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BIN = "Scripts" if os.name == "nt" else "bin"
CLEAN = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "LANGUAGE", "LC_ALL"}}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**CLEAN, "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def done(*command: str | Path, cwd: Path) -> str:
    result = run(*command, cwd=cwd)
    assert result.returncode == 0, (command, result.stdout, result.stderr)
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    done(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", out, ROOT, cwd=out)
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel and what it depends on, from the ordinary client."""
    folder = tmp_path_factory.mktemp("empty")
    done(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    pip = (folder / "venv" / BIN / "python", "-m", "pip", "install", "-q")
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = folder / "pins.txt"  # a wheel just made has no hash in any lock file
    pins.write_text("\n".join(line.rstrip(" \\") for line in lines if line[:1].isalpha()))
    done(*pip, "-c", pins, f"{wheel}[all]", cwd=folder)
    return folder / "venv" / BIN


def test_the_version_has_one_source(wheel: Path) -> None:
    assert wheel.name == f"vademecum-{__version__}-py3-none-any.whl"
    assert "version" in PROJECT["dynamic"]


def test_pins_keep_to_the_ranges() -> None:
    extras = [
        line
        for n, lines in PROJECT["optional-dependencies"].items()
        if n != "all"
        for line in lines
    ]
    for line in (*PROJECT["dependencies"], *extras):
        requirement = Requirement(line)
        assert version(requirement.name) in requirement.specifier, line


def test_the_wheel_holds_all_that_is_not_code(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "_ext" / "vademecum"
    wanted = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if name.startswith("vademecum/")} == wanted
    sources = {name for name in names if name.endswith(".po")}
    assert sources
    assert {name.removesuffix("po") + "mo" for name in sources} <= names


def test_nothing_but_the_package_is_installed(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"vademecum", f"vademecum-{__version__}.dist-info"}


@pytest.mark.parametrize(("language", "name"), [("fr", "manuel"), ("de", "handbuch")])
def test_a_new_museum(environment: Path, tmp_path: Path, language: str, name: str) -> None:
    command = environment / "vademecum"
    done(command, "init", "manuel", "--language", language, cwd=tmp_path)
    folder = tmp_path / "manuel"
    done(command, "pdfs", cwd=folder)
    done(command, "html", cwd=folder)
    done(command, "check", cwd=folder)
    assert (folder / "_build" / "html" / "pdf" / f"{name}.pdf").stat().st_size > 0
    page = (folder / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert f'lang="{language}"' in page


def test_as_a_module_on_any_vault(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "A.md").write_text("# A\n\n[[B]] et [[A]]\n", encoding="utf-8")
    command = (environment / "python", "-m", "vademecum")
    done(*command, "html", "--vault", "notes", cwd=tmp_path)
    assert "note à écrire" in (tmp_path / "_build/html/a.html").read_text(encoding="utf-8")
    (tmp_path / "notes" / "A.md").write_text("# A\n\n[[#Rien]]\n", encoding="utf-8")
    assert run(*command, "check", "--vault", "notes", cwd=tmp_path).returncode == 1


def test_the_theme_is_found_by_its_entry_point(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(
        'project = "x"\nextensions = ["myst_parser"]\nhtml_theme = "vademecum"\n', encoding="utf-8"
    )
    (tmp_path / "index.md").write_text("# A\n\nb\n", encoding="utf-8")
    done(environment / "python", "-m", "sphinx", "-q", "-b", "html", ".", "out", cwd=tmp_path)
    sheets = (
        tmp_path / "out" / "_static" / name for name in ("vademecum.css", "vademecum.tokens.css")
    )
    assert all(sheet.is_file() for sheet in sheets)


@pytest.mark.skipif(os.name == "nt", reason="a folder cannot be made read-only this way")
def test_a_read_only_installation_speaks_every_language(environment: Path, tmp_path: Path) -> None:
    """Neither a build nor several at once write into the package."""
    where = "import vademecum, pathlib; print(pathlib.Path(vademecum.__file__).parent)"
    package = Path(done(environment / "python", "-c", where, cwd=tmp_path).strip())
    before = snapshot(package)
    folders = [path for path in (package, *package.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        builds = [start(environment, tmp_path, name) for name in ("a", "b", "c")]
        assert [build.wait(timeout=120) for build in builds] == [0, 0, 0]
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert snapshot(package) == before
    for name in ("a", "b", "c"):
        page = (tmp_path / name / "html" / "index.html").read_text(encoding="utf-8")
        assert "ne demande rien à des tiers" in page
        assert json.loads((tmp_path / name / "html" / "needs.json").read_text(encoding="utf-8"))


def start(environment: Path, folder: Path, name: str) -> subprocess.Popen[bytes]:
    notes = folder / f"notes-{name}"
    notes.mkdir()
    (notes / "index.md").write_text("# Accueil\n\n[[Rien]]\n", encoding="utf-8")
    line = [environment / "vademecum", "html", "--vault", notes, "--build", folder / name]
    return subprocess.Popen(line, cwd=folder, env=CLEAN, stdout=subprocess.DEVNULL)


def snapshot(package: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file, but those that Python itself compiles on the way."""
    return {
        path.relative_to(package).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_an_upgrade_leaves_nothing_behind(environment: Path, wheel: Path, tmp_path: Path) -> None:
    """An older release, then this wheel: no file of the older one stays, a vault still builds."""
    old = older(wheel, tmp_path)
    pip = (environment / "python", "-m", "pip", "install", "-q", "--no-deps")
    done(*pip, "--force-reinstall", old, cwd=tmp_path)
    where = "import vademecum, pathlib; print(pathlib.Path(vademecum.__file__).parent)"
    package = Path(done(environment / "python", "-c", where, cwd=tmp_path).strip())
    assert (package / "gone.py").is_file()
    done(environment / "vademecum", "init", "x", "--language", "fr", cwd=tmp_path)
    assert "vademecum[all]==0.0.1" in (tmp_path / "x/.github/workflows/check.yml").read_text(
        "utf-8"
    )
    done(environment / "vademecum", "html", cwd=tmp_path / "x")
    done(*pip, "--upgrade", wheel, cwd=tmp_path)
    assert not (package / "gone.py").exists()
    assert done(environment / "vademecum", "--version", cwd=tmp_path).split()[-1] == __version__
    done(environment / "vademecum", "html", cwd=tmp_path / "x")
    done(environment / "vademecum", "check", cwd=tmp_path / "x")


def older(wheel: Path, folder: Path) -> Path:
    """Make a wheel of version 0.0.1 that has a module more."""
    path = folder / "vademecum-0.0.1-py3-none-any.whl"
    info, now = f"vademecum-{__version__}.dist-info", "vademecum-0.0.1.dist-info"
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(path, "w") as target:
        record = source.read(f"{info}/RECORD").decode().replace(info, now) + "vademecum/gone.py,,\n"
        record = "".join(f"{line.split(',')[0]},,\n" for line in record.splitlines())
        for name in source.namelist():
            data = source.read(name)
            if name == f"{info}/RECORD":
                data = record.encode()
            elif name == f"{info}/METADATA":
                data = data.replace(f"Version: {__version__}".encode(), b"Version: 0.0.1", 1)
            elif name == "vademecum/__init__.py":
                data = data.replace(__version__.encode(), b"0.0.1")
            target.writestr(name.replace(info, now), data)
        target.writestr("vademecum/gone.py", "")
    return path
