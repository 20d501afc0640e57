"""A build that would change nothing is told from the last one's record, and from nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, Vault

from vademecum.commands import inputs as inputs_module
from vademecum.commands import unchanged
from vademecum.commands.cli import main
from vademecum.commands.inputs import UnknownInputError, inputs
from vademecum.commands.places import Places, named_places
from vademecum.environment import former_names, history

NOTES = {
    "index.md": "# Accueil\n\nVoir [[Note]], [[Perdue]] et ![[photo.png]].\n",
    "Note.md": "# Note\n\n[[index#Nulle part]]\n",
    "photo.png": b"\x89PNG 1",
    "vademecum.toml": 'language = "fr"\n',
    ".obsidian/app.json": "{}",
    ".obsidian/templates.json": "{}",
    "registre-des-competences.txt": "CUR-01 = active : x\n",
}
CONF = 'extensions = ["sphinx_design", "vademecum"]\nvademecum_vault = "."\nlanguage = "fr"\n'
GIT = shutil.which("git")


class Project:
    """A vault, the folder of its settings, and where it is built."""

    def __init__(self, vault: Vault, root: Path) -> None:
        self.vault, self.conf, self.out = vault.folder, root / "conf", root / "out"
        vault.write(NOTES)
        self.write("conf/conf.py", CONF)
        self.write("conf/static/a.css", "a {}")
        self.places = Places(self.vault, self.out, self.conf)

    @property
    def root(self) -> Path:
        return self.conf.parent

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def line(self) -> list[str]:
        options = {"--vault": self.vault, "--build": self.out, "--conf": self.conf}
        return ["html", *(str(part) for pair in options.items() for part in pair)]

    def digest(self) -> str:
        return inputs(self.places).digest

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *arguments], cwd=self.vault, check=True, capture_output=True)

    def build(self) -> int:
        time.sleep(0.06)  # files written a moment ago are too young to be told apart
        return main(self.line)


@pytest.fixture
def project(vault: Vault, tmp_path: Path) -> Project:
    return Project(vault, tmp_path / "project")


# --- the whole way -------------------------------------------------------------------------------


def test_what_a_build_without_work_says_is_said_again(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    assert unchanged.status_before(project.line) is None
    assert project.build() == 0
    capfd.readouterr()
    assert project.build() == 0  # reads and writes nothing, says its findings
    wanted = capfd.readouterr()
    assert "Nulle part" in wanted.err
    assert unchanged.status_before(project.line) == 0
    assert capfd.readouterr() == wanted


def test_one_build_is_enough(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    project.build()
    first = capfd.readouterr().err
    assert unchanged.status_before(project.line) == 0
    assert capfd.readouterr().err == first


def test_nothing_of_sphinx_is_loaded(project: Project) -> None:
    project.build()
    command = [sys.executable, "-X", "importtime", "-m", "vademecum", *project.line]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    loaded = []
    for _ in range(2):  # the first is another process than this one: other streams, other paths
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        loaded.append("sphinx.application" in names)
    assert loaded == [True, False]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["html", "--help"],
        ["html", "--vault"],
        ["html", "--vault", "a", "--vault", "b"],
        ["html", "--build=b", "x"],
        ["html", "--vault", "--build"],
        [],
    ],
)
def test_any_other_command_line_goes_the_long_way(arguments: list[str]) -> None:
    assert arguments[:1] != ["html"] or named_places(arguments[1:]) is None
    assert unchanged.status_before(arguments) is None


def test_words_of_reading_are_not_said_again(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    """Sphinx tells what it cannot read once, when it reads; the second build tells it no more."""
    (project.vault / "Faute.md").write_text("# Faute\n\n```{code-block}\n:lineno-start: x\n```\n")
    project.build()
    assert "lineno-start" in capfd.readouterr().err
    assert unchanged.status_before(project.line) is None
    project.build()
    second = capfd.readouterr().err
    assert "lineno-start" not in second
    assert unchanged.status_before(project.line) == 0
    assert capfd.readouterr().err == second


# --- what a build follows from -------------------------------------------------------------------


def older(path: Path) -> None:
    """Give a file a time long before any build."""
    os.utime(path, ns=(1_600_000_000_000_000_000, 1_600_000_000_000_000_000))


def edited_unseen(path: Path) -> None:
    """Rewrite a file with as many bytes, and put its time back, as tools do."""
    status = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Project], object]] = {
    "note edited": lambda p: (p.vault / "Note.md").write_text("# Autre\n"),
    "note edited, time and size as before": lambda p: edited_unseen(p.vault / "Note.md"),
    "note put back with an older time": lambda p: older(p.vault / "Note.md"),
    "note added": lambda p: (p.vault / "Perdue.md").write_text("# Là\n"),
    "note deleted": lambda p: (p.vault / "Note.md").unlink(),
    "note renamed": lambda p: (p.vault / "Note.md").rename(p.vault / "NOTE.md"),
    "note moved": lambda p: shutil.move(
        p.vault / "Note.md", p.vault.joinpath("d").mkdir() or p.vault / "d"
    ),
    "note unreadable": lambda p: (p.vault / "Note.md").chmod(0),
    "picture edited": lambda p: (p.vault / "photo.png").write_bytes(b"\x89PNG 22"),
    "picture put back with an older time": lambda p: older(p.vault / "photo.png"),
    "picture added": lambda p: (p.vault / "b.png").write_bytes(b"\x89PNG 1"),
    "settings of the vault": lambda p: (p.vault / "vademecum.toml").write_text('title = "T"\n'),
    "register": lambda p: (p.vault / "registre-des-competences.txt").write_text("\n"),
    "settings of Obsidian": lambda p: (p.vault / ".obsidian" / "app.json").write_text("{ }"),
    "templates of Obsidian": lambda p: (p.vault / ".obsidian" / "templates.json").unlink(),
    "Obsidian's folder a link": lambda p: (
        (p.vault / ".obsidian").rename(p.root / "elsewhere"),
        (p.vault / ".obsidian").symlink_to(p.root / "elsewhere"),
    ),
    "another handbook": lambda p: p.write("conf/handbooks/b/objects.inv", "x"),
    "settings of docutils": lambda p: p.write("conf/docutils.conf", "[general]\n"),
    "conf.py": lambda p: p.write("conf/conf.py", CONF + "# rien\n"),
    "what conf.py reads": lambda p: p.write("conf/version.txt", "2"),
    "style sheet of the project": lambda p: p.write("conf/static/a.css", "b {}"),
    "template of the project": lambda p: p.write("conf/templates/page.html", "x"),
    "extra file": lambda p: p.write("conf/extra/robots.txt", "x"),
    "logo": lambda p: p.write("conf/logo.svg", "<svg/>"),
    "PDF made": lambda p: p.write("out/pdf/manuel.pdf", "%PDF"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(project: Project, change: str) -> None:
    reads = "from pathlib import Path\nversion = Path('version.txt').read_text()\n"
    paths = (
        "html_static_path = ['static']\nhtml_extra_path = ['extra']\n"
        "templates_path = ['templates']\nhtml_logo = 'logo.svg'\n"
    )
    project.write("conf/version.txt", "1")
    project.write("conf/conf.py", CONF + reads + paths)
    before = project.digest()
    assert project.digest() == before
    CHANGES[change](project)
    assert project.digest() != before


def test_a_link_in_the_vault_is_followed(project: Project) -> None:
    link, target = project.vault / "Lien.md", project.vault / ".caché" / "x.md"
    target.parent.mkdir()
    target.write_text("# X\n")
    link.symlink_to(target)
    before = project.digest()
    target.write_text("# Y\n\nautre\n")
    second = project.digest()
    assert second != before
    link.unlink()
    link.symlink_to(project.vault / "Note.md")
    assert project.digest() not in {before, second}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANG", "de_DE.UTF-8"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("NO_COLOR", "1"),
        ("PYTHONHASHSEED", "3"),
    ],
)
def test_a_variable_is_seen(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.delenv(name, raising=False)
    before = project.digest()
    monkeypatch.setenv(name, value)
    assert project.digest() != before


def test_a_variable_that_conf_py_reads_is_seen(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("conf/conf.py", CONF + "import os\nrelease = os.environ.get('RELEASE', '')\n")
    before = project.digest()
    monkeypatch.setenv("RELEASE", "2")
    assert project.digest() != before


def test_tomorrow_is_another_day(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = project.digest()
    tomorrow = time.gmtime(time.time() + 86_400)
    monkeypatch.setattr(inputs_module.time, "gmtime", lambda: tomorrow)
    assert project.digest() != before


def test_another_folder_is_another_build(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = project.digest()
    monkeypatch.chdir(tmp_path)
    assert project.digest() != before


def test_the_package_and_what_is_installed_are_seen(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, modules = project.root / "package", project.root / "modules"
    package.mkdir()
    (modules / "sphinx-9.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(inputs_module, "_PACKAGE", package)
    monkeypatch.syspath_prepend(str(modules))
    before = project.digest()
    (package / "page.html").write_text("x")
    second = project.digest()
    assert second != before
    (modules / "sphinx-9.0.dist-info").rename(modules / "sphinx-9.1.dist-info")
    assert project.digest() != second


GIT_CHANGES: dict[str, Callable[[Project], object]] = {
    "commit": lambda p: p.git("commit", "--allow-empty", "-m", "b"),
    "name staged": lambda p: p.git("mv", "Note.md", "Autre.md"),
    "branch": lambda p: p.git("checkout", "-b", "autre"),
    "amended": lambda p: p.git("commit", "--amend", "-m", "c", "--date", "2020-01-01T00:00:00"),
    "references packed": lambda p: p.git("pack-refs", "--all"),
}


@pytest.mark.skipif(GIT is None, reason="no git on this system")
@pytest.mark.parametrize("change", GIT_CHANGES)
def test_what_git_knows_is_seen(project: Project, change: str) -> None:
    project.git("init", "-q")
    project.git("add", ".")
    project.git("commit", "-q", "-m", "a")
    before = project.digest()
    assert project.digest() == before
    GIT_CHANGES[change](project)
    assert project.digest() != before


@pytest.mark.skipif(GIT is None, reason="no git on this system")
def test_a_second_work_tree_is_looked_up_in_the_first(project: Project) -> None:
    project.git("init", "-q")
    project.git("add", ".")
    project.git("commit", "-q", "-m", "a")
    project.git("worktree", "add", "-q", str(project.root / "second"), "-b", "second")
    places = Places(project.root / "second", project.out, project.conf)
    before = inputs(places).digest
    first = project.vault
    project.vault = project.root / "second"
    project.git("commit", "--allow-empty", "-m", "b")
    assert inputs(places).digest != before
    assert (first / ".git").is_dir()


def test_what_is_not_read_does_not_count(project: Project) -> None:
    before = project.digest()
    (project.vault / ".obsidian" / "workspace.json").write_text("{}")
    assert project.digest() == before


def test_a_site_within_the_vault_does_not_count(project: Project) -> None:
    places = Places(project.vault, project.vault / "site", project.conf)
    before = inputs(places).digest
    (project.vault / "site" / "html").mkdir(parents=True)
    (project.vault / "site" / "html" / "index.html").write_text("x")
    assert inputs(places).digest == before


@pytest.mark.parametrize(
    "line",
    [
        "def setup(app): ...",
        "extensions = ['vademecum', 'sphinx.ext.autodoc']",
        "needs_external_needs = [{'base_url': 'https://example.org'}]",
        "html_theme_path = ['themes']",
        "html_context = {'now': object()}",
        "vademecum_shortcuts = False",
        "vademecum_title = object()",
        "release = tags",
        "import sys; sys.exit(3)",
        "1 / 0",
    ],
)
def test_settings_that_may_have_it_follow_from_more_are_refused(
    project: Project, line: str
) -> None:
    project.write("conf/conf.py", f"{CONF}{line}\n")
    before = Path.cwd(), list(sys.path)
    with pytest.raises(UnknownInputError):
        project.digest()
    assert (Path.cwd(), sys.path) == before


def test_a_repository_that_a_variable_names_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_INDEX_FILE", "x")
    with pytest.raises(UnknownInputError):
        project.digest()


@pytest.mark.parametrize(("milliseconds", "young"), [(-10, True), (10, True), (60, False)])
def test_a_file_written_a_moment_ago_is_too_young(
    project: Project, monkeypatch: pytest.MonkeyPatch, milliseconds: int, young: bool
) -> None:
    """Counted from when one begins to look: files are looked at after that."""
    note = project.vault / "Note.md"
    note.write_text("# Neuve\n")
    changed = note.stat().st_ctime_ns
    begun = changed + milliseconds * 1_000_000
    monkeypatch.setattr(inputs_module.time, "time_ns", lambda: begun)
    found = inputs(project.places)
    monkeypatch.setattr(inputs_module.time, "time_ns", lambda: begun + 10**10)
    assert found.young is young


# --- what it has written -------------------------------------------------------------------------

OUTPUTS: dict[str, Callable[[Project], object]] = {
    "page edited": lambda p: (p.out / "html" / "note.html").write_text("x"),
    "page edited, time and size as before": lambda p: edited_unseen(p.out / "html" / "note.html"),
    "page deleted": lambda p: (p.out / "html" / "note.html").unlink(),
    "style sheet deleted": lambda p: shutil.rmtree(p.out / "html" / "_static"),
    "file added": lambda p: (p.out / "html" / "x.html").write_text("x"),
    "document deleted": lambda p: (p.out / "doctrees" / "note.doctree").unlink(),
    "environment deleted": lambda p: (p.out / "doctrees" / "environment.pickle").unlink(),
    "record broken": lambda p: (p.out / "doctrees" / unchanged.FILE).write_text("{"),
    "record of another make": lambda p: (p.out / "doctrees" / unchanged.FILE).write_text("{}"),
    "another build at work": lambda p: (p.out / "doctrees" / "unfinished").touch(),
    "vault gone": lambda p: p.vault.rename(p.root / "gone"),
    "all gone": lambda p: shutil.rmtree(p.out),
}


@pytest.mark.parametrize("change", OUTPUTS)
def test_what_was_written_must_be_there(project: Project, change: str) -> None:
    project.build()
    assert unchanged.status_before(project.line) == 0
    OUTPUTS[change](project)
    assert unchanged.status_before(project.line) is None


def test_an_edit_leads_to_a_new_record(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    project.build()
    (project.vault / "Note.md").write_text("# Note\n\n[[index]]\n")
    assert unchanged.status_before(project.line) is None
    capfd.readouterr()
    project.build()
    assert "Nulle part" not in capfd.readouterr().err
    assert unchanged.status_before(project.line) == 0


def test_a_build_that_fails_leaves_no_record(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    shutil.rmtree(project.out / "html")
    (project.out / "html").write_text("a file in the way")
    assert project.build() == 2
    assert not (project.out / "doctrees" / unchanged.FILE).exists()


@pytest.mark.parametrize("module", [history, former_names])
def test_what_git_did_not_say_in_time_is_asked_again(
    project: Project, monkeypatch: pytest.MonkeyPatch, module: ModuleType
) -> None:
    def too_slow(*_arguments: object) -> str:
        raise subprocess.TimeoutExpired("git", 1)

    with monkeypatch.context() as slow:
        slow.setattr(module, "_git", too_slow)
        project.build()
    assert unchanged.status_before(project.line) is None
    project.build()
    assert unchanged.status_before(project.line) == 0
