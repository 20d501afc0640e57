"""A guest in somebody's Sphinx project: its pages stay its own, ours come in its layout."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from vademecum.environment.domain import VaultDomain

CONF = """
project = "Museum guide"
extensions = ["vademecum"]
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["own.css"]
html_js_files = ["own.js"]
"""
HOST = {
    "_static/own.css": "p { color: inherit }\n",
    "_static/own.js": "// own\n",
    "index.rst": (
        "Welcome\n=======\n\n.. toctree::\n   :caption: Pages\n\n"
        "   Skills\n   Note one\n   sub/Other\n"
    ),
    "Skills.md": (
        "---\nskills: true\n---\n\n# Our skills\n\nOne line\nand the next\n\n"
        "## Visitor services\n\n- Welcome visitors ^vis-01\n  - Says hello\n  - See [[Note one]]\n"
        "- Sell tickets ^vis-02\n  - See [[Nobody wrote this]]\n\n"
        '```{raw} html\n<p id="host">raw</p>\n```\n\n{need}`VIS-01`\n'
    ),
    "Note one.md": (
        "# Note one\n\nSee [other](sub/Other.rst), [[skills#Visitor services]].\n\n![[Third]]\n"
    ),
    "Third.md": "---\norphan: true\n---\n\n# Third\n\nEmbedded text\n",
    "catalogue.md": "---\norphan: true\n---\n\n# A catalogue of the host\n",
    "sub/Other.rst": "Other\n=====\n\nText with [[no link]].\n",
}
VAULT = {
    "notes/Start here.md": (
        "# Start\n\nline one\nline two\n\n```{raw} html\n<p id='bad'>x</p>\n```\n"
    ),
    "notes/Deep/Été.md": "# Été\n\n[[/Start here]] [[Note one]] ![[secret.pdf]] ![[own.pdf]]\n",
    "notes/own.pdf": b"%PDF-1.4\n",
    "secret.pdf": b"%PDF-1.4\n",
    "notes/Draft.md": "---\ndraft: true\n---\n\n# D\n",
}


@dataclass
class Project:
    """A host's project in a folder, built as often as a test likes."""

    folder: Path
    warnings: str = ""
    app: Sphinx | None = None

    def write(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def build(self, parallel: int = 1, out: str = "_build", **options: object) -> Project:
        warning = io.StringIO()
        outdir = self.folder / out
        with docutils_namespace(), patch_docutils(self.folder):
            self.app = Sphinx(
                self.folder,
                self.folder,
                outdir,
                outdir / ".doctrees",
                "html",
                confoverrides=dict(options),
                status=io.StringIO(),
                warning=warning,
                parallel=parallel,
            )
            with contextlib.redirect_stdout(io.StringIO()):
                self.app.build()
        self.warnings = re.sub(r"\x1b\[[0-9;]*m", "", warning.getvalue())
        return self

    def soup(self, page: str, out: str = "_build") -> BeautifulSoup:
        text = (self.folder / out / f"{page}.html").read_text(encoding="utf-8")
        return BeautifulSoup(text, "html.parser")


def new(folder: Path, conf: str = CONF, *parts: dict[str, str | bytes]) -> Project:
    project = Project(folder)
    project.write({"conf.py": f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n{conf}"})
    for files in parts:
        project.write(files)
    return project


@pytest.fixture(scope="module")
def guest(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new(tmp_path_factory.mktemp("guest"), CONF, HOST).build()  # type: ignore[arg-type]


def test_it_builds_without_a_word(guest: Project) -> None:
    assert guest.warnings == ""


def test_addresses_and_toctrees_are_the_hosts(guest: Project) -> None:
    index = guest.soup("index")
    links = {str(a["href"]) for a in index.select(".toctree-l1 > a")}
    assert links == {"Skills.html", "Note%20one.html", "sub/Other.html"}
    assert "Welcome" in index.find("h1").get_text()  # type: ignore[union-attr]
    assert "[[no link]]" in guest.soup("sub/Other").get_text()


def test_markdown_is_the_hosts_and_trusted(guest: Project) -> None:
    page = guest.soup("Skills")
    assert page.find(id="host") is not None
    paragraph = next(p for p in page.find_all("p") if "One line" in p.get_text())
    assert paragraph.find("br") is None
    other = guest.soup("Note one").find("a", string="other")
    assert other is not None
    assert other["href"] == "sub/Other.html"  # type: ignore[index]


def test_wikilinks_embeds_and_skills(guest: Project) -> None:
    page = guest.soup("Skills")
    assert page.select_one(".skill-reference a")["href"] == "Note%20one.html"  # type: ignore[index]
    assert "Nobody wrote this" in page.select_one(".ghost").get_text()  # type: ignore[union-attr]
    note = guest.soup("Note one")
    assert "Embedded text" in note.get_text()
    heading = note.find("a", href="Skills.html#visitor-services")
    assert heading is not None
    data = json.loads((guest.folder / "_build/needs.json").read_text(encoding="utf-8"))
    (version,) = data["versions"].values()
    assert version["needs"]["VIS-01"]["domain"] == "visitor-services"
    assert version["needs"]["VIS-01"]["see"] == ["RES-NOTE-ONE"]


@pytest.mark.parametrize(
    "page", ["vademecum-catalogue", "domains/visitor-services", "skills/vis-01", "contents"]
)
def test_made_pages_are_in_the_hosts_layout(guest: Project, page: str) -> None:
    soup = guest.soup(page)
    main = soup.find(id="furo-main-content")
    assert main is not None
    assert len(soup.find_all("h1")) == 1
    assert soup.find("link", href=re.compile(r"furo\.css"))


STYLES = re.compile(r"vademecum\.host\.css")


def test_what_is_ours_has_a_style_sheet_and_no_other_page_has_it(guest: Project) -> None:
    for page in ("skills/vis-01", "Skills", "Note one"):
        link = guest.soup(page).find("link", href=STYLES)
        assert link is not None, page
        file = guest.folder / "_build" / page / ".." / str(link["href"]).partition("?")[0]  # type: ignore[index]
        assert file.resolve().stat().st_size < 5_000
    for page in ("index", "sub/Other"):
        assert guest.soup(page).find("link", href=STYLES) is None, page
    assert guest.soup("skills/vis-01").select_one("div.vademecum h1") is not None


def test_a_note_ends_with_what_rests_on_it_and_who_cites_it(guest: Project) -> None:
    foot = guest.soup("Note one").select_one("#furo-main-content .vademecum")
    assert foot is not None
    assert [h.get_text() for h in foot.find_all("h2")] == [
        "Skills that rest on this note",
        "Cited by",
    ]
    assert {a["href"] for a in foot.find_all("a")} == {"skills/vis-01.html", "Skills.html"}
    assert guest.soup("sub/Other").find(class_="vademecum") is None


def test_the_hosts_way_on_is_not_ours(guest: Project) -> None:
    """A theme has variables of its own: ours of one name would be taken for them."""
    page = guest.soup("skills/vis-01")
    assert page.select_one(".beside a") is not None
    assert page.select_one("footer a.next-page") is None


def test_the_hosts_page_of_the_same_name_stays(guest: Project) -> None:
    assert "A catalogue of the host" in guest.soup("catalogue").get_text()
    link = guest.soup("skills/vis-01").find("a", href=re.compile(r"vademecum-catalogue\.html"))
    assert link is not None


def test_assets_of_the_host_are_on_every_page(guest: Project) -> None:
    for name in ("index", "Skills", "skills/vis-01"):
        page = str(guest.soup(name))
        assert "own.css" in page
        assert "own.js" in page


def test_parallel_gives_the_same(guest: Project, tmp_path: Path) -> None:
    twin = new(tmp_path, CONF, HOST).build(parallel=2)  # type: ignore[arg-type]
    assert twin.warnings == ""
    for name in ("Skills.html", "skills/vis-01.html", "needs.json"):
        one, two = ((p.folder / "_build" / name).read_bytes() for p in (guest, twin))
        assert one == two


def test_incremental(tmp_path: Path) -> None:
    project = new(tmp_path, CONF, HOST).build()  # type: ignore[arg-type]
    (project.folder / "Note one.md").rename(project.folder / "Note 1.md")
    index = HOST["index.rst"].replace("Note one", "Note 1")
    project.write({"index.rst": index})
    project.build()
    assert project.soup("Skills").select_one(".skill-reference .ghost") is not None
    read = VaultDomain.of(project.app.env).notes  # type: ignore[union-attr]
    assert "Note one" not in read
    seen: list[str] = []
    (project.folder / "sub/Other.rst").write_text("Other\n=====\n\nNew.\n", encoding="utf-8")
    with docutils_namespace(), patch_docutils(project.folder):
        outdir = project.folder / "_build"
        app = Sphinx(
            project.folder,
            project.folder,
            outdir,
            outdir / ".doctrees",
            "html",
            status=None,
            warning=io.StringIO(),
        )
        app.connect("source-read", lambda _app, name, _text: seen.append(name))
        app.build()
    assert seen == ["sub/Other"]


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Project:
    conf = CONF + 'vademecum_vault = "notes"\n'
    folder = tmp_path_factory.mktemp("nested")
    return new(folder, conf, HOST, VAULT).build()  # type: ignore[arg-type]


def test_a_folder_is_a_vault_of_its_own(nested: Project) -> None:
    page = nested.soup("notes/start-here")
    assert page.find(id="bad") is None
    paragraph = next(p for p in page.find_all("p") if "line one" in p.get_text())
    assert paragraph.find("br") is not None
    assert "vademecum.directive-refused" in nested.warnings
    assert (nested.folder / "_build/notes/deep/ete.html").exists()
    assert not (nested.folder / "_build/notes/draft.html").exists()
    assert nested.soup("Skills").find(id="host") is not None  # the host's own stay trusted


def test_a_vault_sees_nothing_of_the_host(nested: Project) -> None:
    page = nested.soup("notes/deep/ete")
    assert page.find("a", href="../start-here.html") is not None
    assert page.find(class_="ghost") is not None  # [[Note one]] is the host's
    assert "Write “Note one”" not in nested.warnings, "nor is it what is meant"
    assert "Write “secret.pdf”" not in nested.warnings
    published = [p.name for p in (nested.folder / "_build/_downloads").rglob("*.pdf")]
    assert published == ["own.pdf"]
    assert b"secret.pdf" not in b"".join(
        p.read_bytes() for p in (nested.folder / "_build/_downloads").rglob("*") if p.is_file()
    )


def test_the_register_of_a_vault_is_in_the_vault(tmp_path: Path) -> None:
    skills = "---\nskills: true\n---\n\n## Curation\n\n- Write ^cur-01\n"
    files: dict[str, str | bytes] = {
        "notes/Skills.md": skills,
        "notes/skills-register.txt": "CUR-01 = active : Write\nCUR-09 = retired : Old\n",
        "skills-register.txt": "CUR-77 = retired : The host's own\n",
        "index.rst": "Welcome\n=======\n\n.. toctree::\n   :glob:\n\n   notes/*\n",
    }
    conf = 'extensions = ["vademecum"]\nvademecum_vault = "notes"\n'
    project = new(tmp_path, conf, files).build()
    assert "Old" in project.soup("skills/cur-09").get_text()
    assert not (project.folder / "_build/skills/cur-77.html").exists()
    assert VaultDomain.of(project.app.env).register.path == "notes/skills-register.txt"  # type: ignore[union-attr]


def command(folder: Path, *words: str) -> str:
    """Run Python in a process of its own, which has built and spoken nothing before."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "LANGUAGE": "en", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_first_build_of_a_process(tmp_path: Path) -> None:
    """Settings are asked for before the words of this extension are loaded."""
    project = new(tmp_path, CONF, HOST)  # type: ignore[arg-type]
    command(tmp_path, "sphinx", "-q", "-W", "-b", "html", ".", "_build")
    assert "Welcome visitors" in project.soup("skills/vis-01").get_text()


def test_the_check_leaves_the_hosts_files_alone(tmp_path: Path) -> None:
    conf = CONF + 'vademecum_vault = "notes"\n'
    new(tmp_path, conf, HOST, VAULT | {"notes/lonely.png": b"\x89PNG"})  # type: ignore[arg-type]
    command(tmp_path, "sphinx", "-q", "-b", "html", ".", "_build")
    out = tmp_path / "check"
    subprocess.run(
        [sys.executable, "-m", "vademecum", "check", "--vault", ".", "--conf", ".", "--build", out],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
        capture_output=True,
        check=False,
    )
    rows = (out / "check" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    unused = [row["filename"] for row in map(json.loads, rows) if row["code"] == "file-unused"]
    assert unused == ["notes/lonely.png"]


@pytest.mark.parametrize("theme", ["alabaster", "classic", "furo"])
def test_other_themes(tmp_path: Path, theme: str) -> None:
    project = new(tmp_path, CONF.replace("furo", theme), HOST).build()  # type: ignore[arg-type]
    assert project.warnings == ""
    assert "Welcome visitors" in project.soup("skills/vis-01").get_text()


def test_formulas_of_a_vault_leave_the_hosts_math_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "index.rst": "Host\n====\n\n.. toctree::\n\n   notes/Area\n\nA circle: :math:`\\pi r^2`.\n",
        "notes/Area.md": "# Area\n\n$$\n\\pi r^2\n$$\n",
    }
    project = new(tmp_path, CONF + 'vademecum_vault = "notes"\n', files).build()
    host, note = project.soup("index"), project.soup("notes/area")
    assert host.select_one("span.math") is not None
    assert host.select_one("math") is None
    assert [s for s in host.select("script") if "mathjax" in s.get("src", "")] != []
    assert note.select_one(".math-block > math msup") is not None
    assert [s for s in note.select("script") if "mathjax" in s.get("src", "")] == []
    sheets = [link["href"] for link in note.select("link[rel=stylesheet]")]
    assert [href for href in sheets if "vademecum.formulas.css" in href] != []
    assert (tmp_path / "_build/_static/vademecum.formulas.css").exists()
    assert "vademecum.formulas.css" not in str(host)


def test_the_pdf_of_a_guest_prints_the_hosts_formulas(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"index.md": "# Host\n\nA {math}`\\frac12` and {math}`\\no`.\n"}
    warning = io.StringIO()
    new(tmp_path, CONF, files)
    with docutils_namespace(), patch_docutils(tmp_path):
        outdir = tmp_path / "_build"
        app = Sphinx(tmp_path, tmp_path, outdir, outdir / ".d", "pdf", status=None, warning=warning)
        app.build()
    assert list(outdir.glob("*.pdf")) != []
    assert warning.getvalue().count("vademecum.pdf-math") == 1
