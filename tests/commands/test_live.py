"""``vademecum live``: what is saved is on its page, what is to be mended is told."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
import weakref
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Vault
from live_here import Live
from sphinx.application import Sphinx

from vademecum.commands.live import Session, collect
from vademecum.commands.live_findings import Report, Terminal, opener
from vademecum.commands.live_site import bound
from vademecum.commands.vault import application
from vademecum.environment.build_folder import FILE
from vademecum.vault.names import NotePath
from vademecum.vault.records import Finding

posix = pytest.mark.skipif(os.name != "posix", reason="signals and terminals of POSIX")


Start = Callable[..., Live]


@pytest.fixture
def start(vault: Vault) -> Iterator[Start]:
    """Run the command on two notes."""
    running: list[Live] = []

    def run(*more: str, **environment: str) -> Live:
        if not list(vault.folder.iterdir()):
            vault.write({"index.md": "# Accueil\n\n[[A]], [[Glossaire]]\n"})
            vault.write({"Glossaire.md": "# Glossaire\n", "A.md": "# A\n\nAvant.\n"})
            for name in ("index.md", "Glossaire.md"):
                os.utime(vault.folder / name, (1, 1))
        running.append(Live(vault, *more, **environment))
        return running[-1]

    yield run
    for live in running:
        live.stop()


def test_follows_what_is_saved(start: Start, vault: Vault) -> None:
    live = start()
    assert live.page == "a.html"
    live.wait_for("a.html", "Avant.")
    news = live.news("a.html")
    next(news)
    vault.write({"A.md": "# A\n\nAprès.\n"})
    assert next(news)["reload"] is True
    live.wait_for("a.html", "Après.")
    vault.write({"A.md": b"---\n: [\x00\n---\n# A\n\n![[A]] [[B"})  # half written
    time.sleep(1)
    vault.write({"A.md": "# A\n\nDe nouveau.\n", "B.md": "# B\n\nNouvelle note, ![[p.png]].\n"})
    live.wait_for("a.html", "De nouveau.")
    live.wait_for("b.html", "Nouvelle note")
    vault.write({"p.png": b"\x89PNG\r\n\x1a\nx"})
    live.wait_for("b.html", "_images/")
    assert live.process.poll() is None


def test_follows_as_editors_and_tools_save(start: Start, vault: Vault) -> None:
    """Aside and renamed, with an old time, moved, deleted, many at once."""
    live = start()
    aside = vault.folder / ".A.md.tmp"
    aside.write_text("# A\n\nRenommée par-dessus.\n", encoding="utf-8")
    aside.replace(vault.folder / "A.md")
    live.wait_for("a.html", "Renommée par-dessus.")
    aside.write_text("# A\n\nPlus vieille.\n", encoding="utf-8")
    os.utime(aside, (1_500_000_000, 1_500_000_000))
    aside.replace(vault.folder / "A.md")
    live.wait_for("a.html", "Plus vieille.")
    (vault.folder / "A.md").rename(vault.folder / "Z.md")
    live.wait_for("z.html", "Plus vieille.")
    started = time.monotonic()
    while (vault.work / "html" / "a.html").exists():  # taken away when all is written
        assert time.monotonic() - started < 40
        time.sleep(0.05)
    vault.write({f"Note {n}.md": f"# Note {n}\n\n[[Z]]\n" for n in range(200)})
    live.wait_for("note-199.html", "Note 199")
    live.wait_for("z.html", "Note 198")
    for n in range(200):
        (vault.folder / f"Note {n}.md").unlink()
    started = time.monotonic()
    while "Note 198" in live.read("z.html"):
        assert time.monotonic() - started < 60, live.said[-3000:]
        time.sleep(0.1)


def test_the_site_in_its_folder_is_that_of_make_html(start: Start, vault: Vault) -> None:
    """The bar is in what is served, and in no file; what is kept is as a build leaves it."""
    live = start()
    vault.write({"A.md": "# A\n\n[[index|Retour]] et [[Nulle part]]\n"})
    live.wait_for("index.html", "Nulle part")
    assert '<script src="/_live/bar.js"' in live.read("a.html")
    assert "script-src 'self'" in live.read("a.html")
    started = time.monotonic()
    while not (vault.work / "doctrees" / FILE).read_bytes():  # until the whole is built
        assert time.monotonic() - started < 60
        time.sleep(0.05)
    live.stop()
    left = {
        p.relative_to(vault.work / "html").as_posix(): p.read_bytes()
        for p in (vault.work / "html").rglob("*")
        if p.is_file()
    }
    assert (vault.work / "doctrees" / FILE).read_bytes() != b""
    assert not [name for name, data in left.items() if b"_live" in data]
    places = ("--vault", str(vault.folder), "--build", str(vault.work / "clean"))
    command = [
        sys.executable,
        "-m",
        "vademecum",
        "html",
        *places,
    ]  # a process that speaks French only
    path = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    subprocess.run(command, cwd=ROOT, env=path, check=True, capture_output=True)
    clean = vault.work / "clean" / "html"
    assert left == {
        p.relative_to(clean).as_posix(): p.read_bytes() for p in clean.rglob("*") if p.is_file()
    }


def test_tells_what_is_to_be_mended_and_then_that_it_is(start: Start, vault: Vault) -> None:
    live = start()
    news = live.news("a.html")
    assert next(news)["bar"] == ""
    vault.write({"A.md": "# A\n\n[[Glosaire]]\n\n<b>&\n"})
    bar = ""
    while "Glosaire" not in bar:
        bar = str(next(news)["bar"])
    assert "Ligne 3" in bar
    assert f"obsidian://open?path=%2F{str(vault.folder).replace('/', '%2F')[3:]}%2FA.md" in bar
    live.hears(r"A\.md:3  .*Glosaire")
    vault.write({"A.md": "# A\n\nUne ligne de plus.\n\n[[Glosaire]]\n"})  # moved, not new
    live.wait_for("a.html", "de plus")
    vault.write({"index.md": "# Accueil\n\n[[A]], [[Glossaire]]\n\n![[rien.png]]\n"})
    live.hears(r"index\.md:5  .*rien\.png")
    while "index.md" not in bar:
        bar = str(next(news)["bar"])
    assert "Glosaire" in bar
    vault.write({"A.md": "# A\n\n[[Glossaire]]\n"})
    live.hears(r"A\.md\n")
    vault.write({"index.md": "# Accueil\n\n[[A]], [[Glossaire]]\n"})
    while bar:
        bar = str(next(news)["bar"])
    live.hears("Rien à corriger")
    assert live.said.count("Glosaire") == 1
    assert live.said.count("rien.png") == 1
    assert "\x1b" not in live.said


def settings_of_the_project() -> str:
    text = (ROOT / "conf.py").read_text("utf-8")
    return text.replace("Path(__file__).parent", f"Path({str(ROOT)!r})")


LATE = """
def setup(app):
    1 / 0
"""


@pytest.mark.parametrize("late", [False, True])
def test_a_build_that_fails_is_told_on_the_page_that_was(
    start: Start, vault: Vault, tmp_path: Path, late: bool
) -> None:
    """Also if it fails when the folder has been taken, and then once more."""
    conf = tmp_path / "conf"
    conf.mkdir()
    good = settings_of_the_project()
    (conf / "conf.py").write_text(good, encoding="utf-8")
    live = start("--conf", str(conf))
    live.wait_for("a.html", "Avant.")
    news = live.news("a.html")
    next(news)
    (conf / "conf.py").write_text(good + LATE if late else "1 / 0\n", encoding="utf-8")
    bar = str(next(news)["bar"])
    assert "division by zero" in bar
    assert "Avant." in live.read("a.html")
    vault.write({"A.md": "# A\n\nPendant ce temps.\n"})
    live.hears("(?s)division by zero.*division by zero")
    assert "Avant." in live.read("a.html")
    (conf / "conf.py").write_text(good, encoding="utf-8")
    live.wait_for("a.html", "Pendant ce temps.")
    while "division by zero" in bar:
        bar = str(next(news)["bar"])


def test_starts_with_broken_settings(start: Start, vault: Vault, tmp_path: Path) -> None:
    conf = tmp_path / "conf"
    conf.mkdir()
    (conf / "conf.py").write_text("1 / 0\n", encoding="utf-8")
    live = start("--conf", str(conf))
    name, port = live.host.split(":")
    with socket.create_connection((name, int(port))) as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: {live.host}\r\nConnection: close\r\n\r\n".encode())
        page = line.makefile("rb").read().decode()
    assert page.startswith("HTTP/1.1 404")
    assert "/_live/bar.js" in page
    assert "ZeroDivisionError" in str(next(live.news("index.html"))["bar"])
    (conf / "conf.py").write_text(settings_of_the_project(), encoding="utf-8")
    live.wait_for("a.html", "Avant.")


def test_settings_of_the_vault_are_taken_up(start: Start, vault: Vault) -> None:
    live = start()
    vault.write({"vademecum.toml": 'language = "de"\ntitle = "Handbuch"\n'})
    live.wait_for("a.html", "Handbuch")
    vault.write({"A.md": "# A\n\n[[Glosaire]]\n"})
    live.hears(r"A\.md:3  .*«")
    vault.write({"vademecum.toml": "title = [\n"})
    live.hears(r"vademecum\.toml:\d+  ")
    assert live.process.poll() is None


# --- who may ask ------------------------------------------------------------------------------


def test_only_this_computer_by_its_own_name_from_its_own_pages(start: Start) -> None:
    live = start()
    port = live.host.split(":")[1]
    own = f"Host: {live.host}\nConnection: close"
    foreign = "Origin: http://ailleurs.example"

    def status(headers: str, path: str = "/a.html", method: str = "GET") -> int:
        answer = live.raw(f"{method} {path} HTTP/1.1\n{headers}")
        return int(answer.split(" ", 2)[1])

    events = "/_live/events?page=/a.html&seen="
    allowed = {
        "own name": (own, "/a.html"),
        "localhost": (f"Host: localhost:{port}\nConnection: close", "/a.html"),
        "own page": (f"{own}\nOrigin: http://{live.host}\nSec-Fetch-Site: same-origin", events),
        "typed": (f"{own}\nSec-Fetch-Site: none\nSec-Fetch-Mode: navigate", "/a.html"),
        "a link elsewhere": (
            f"{own}\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\n"
            "Sec-Fetch-Dest: document",
            "/a.html",
        ),
    }
    refused = {
        "rebound name": ("Host: ailleurs.example\nConnection: close", "/a.html"),
        "rebound, our port": (f"Host: ailleurs.example:{port}\nConnection: close", "/a.html"),
        "rebound, events": (f"Host: ailleurs.example:{port}\nConnection: close", events),
        "longer name": (f"Host: localhost.ailleurs.example:{port}\nConnection: close", "/a.html"),
        "no port": ("Host: 127.0.0.1\nConnection: close", "/a.html"),
        "another port": ("Host: 127.0.0.1:1\nConnection: close", "/a.html"),
        "no name": ("Connection: close", "/a.html"),
        "two names": (f"{own}\nHost: ailleurs.example", "/a.html"),
        "foreign origin": (f"{own}\n{foreign}", "/a.html"),
        "foreign origin, events": (f"{own}\n{foreign}", events),
        "origin null": (f"{own}\nOrigin: null", events),
        "our origin on another port": (f"{own}\nOrigin: http://localhost:1", events),
        "two origins": (f"{own}\nOrigin: http://{live.host}\n{foreign}", events),
        "script elsewhere": (
            f"{own}\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: script",
            "/_static/search/index.js",
        ),
        "script, other port": (
            f"{own}\nSec-Fetch-Site: same-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: script",
            "/_static/search/index.js",
        ),
        "frame elsewhere": (
            f"{own}\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: iframe",
            "/a.html",
        ),
    }
    answers = {name: status(*what) for name, what in allowed.items()}
    assert answers == dict.fromkeys(allowed, 200)
    answers = {name: status(*what) for name, what in refused.items()}
    assert set(answers.values()) <= {400, 403}, answers
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert status(own, "/a.html", method) == 405
    for path in ("/../conf.py", "/%2e%2e/doctrees/environment.pickle", "/..%2f..%2fA.md"):
        assert status(own, path) == 404
    assert status(own, "/_live/events?page=/..%2f..%2fA.md&seen=") == 404
    upgrade = f"{own}\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: YWJj\n"
    assert "101" not in live.raw(f"GET {events} HTTP/1.1\n{upgrade}{foreign}").split("\r\n")[0]


def test_no_other_site_may_use_what_is_sent(start: Start) -> None:
    live = start()
    for path in ("/a.html", "/_static/search/index.js", "/_live/bar.js", "/_live/events?page=/"):
        answer = live.raw(f"GET {path} HTTP/1.1\nHost: {live.host}\nConnection: close").lower()
        head = answer.partition("\r\n\r\n")[0]
        assert "200 ok" in head
        assert "cross-origin-resource-policy: same-origin" in head
        assert "frame-ancestors 'self'" in head
        assert "nosniff" in head
        assert "access-control" not in head


def test_listens_on_this_computer_alone(start: Start) -> None:
    live = start()
    own = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in own - {"127.0.0.1"}:
        with socket.socket() as line:
            line.settimeout(2)
            assert line.connect_ex((str(address), int(live.host.split(":")[1]))) != 0


def test_a_taken_port_is_not_shared() -> None:
    with bound(0) as first, bound(first.getsockname()[1]) as second:
        assert second.getsockname()[0] == "127.0.0.1"
        assert second.getsockname()[1] != first.getsockname()[1]


def test_the_next_port_is_taken_and_said(start: Start) -> None:
    with bound(0) as taken:
        port = taken.getsockname()[1]
        live = start("--port", str(port))
        assert live.host != f"127.0.0.1:{port}"
        assert f"Le port {port}" in live.said


def test_another_build_into_the_folder_is_told_once_and_waited_for(
    start: Start, vault: Vault
) -> None:
    live, folders = start(), (vault.work / "html", vault.work / "doctrees")
    with application("html", vault.folder, ROOT, *folders):
        vault.write({"A.md": "# A\n\nEnsuite.\n"})
        live.hears("Une autre construction")
        time.sleep(1.5)  # it tries again
        assert "Ensuite." not in live.read("a.html")
    live.wait_for("a.html", "Ensuite.")
    assert live.said.count("Une autre construction") == 1


def test_no_application_outlives_its_save(vault: Vault) -> None:
    """The hundredth save costs what the first did, in time and in memory."""
    vault.write({"index.md": "# Accueil\n"})
    session = Session(Namespace(vault=vault.folder, build=vault.work, conf=ROOT, editor=None))

    def left() -> int:
        vault.write({"A.md": f"# A\n\n{time.monotonic()}\n"})
        session.bring_up_to_date()
        collect()
        return sum(type(one) is Sphinx for one in gc.get_objects())

    before = left()
    assert max(left() for _ in range(3)) <= before


def test_an_interrupt_is_heard_while_a_build_is_cleared_away() -> None:
    """A weak reference's callback, in which it would come, can raise nothing."""

    class Circle:
        pass

    circle = Circle()
    vars(circle)["itself"] = circle
    interrupt = weakref.ref(circle, lambda _: signal.raise_signal(signal.SIGINT))
    del circle
    with pytest.raises(KeyboardInterrupt):
        collect()
        time.sleep(5)
    assert interrupt() is None


# --- the terminal -----------------------------------------------------------------------------


@posix
def test_ends_quietly_and_soon(start: Start) -> None:
    live = start()
    news = live.news("a.html")
    next(news)  # somebody listens
    before, started = live.said, time.monotonic()
    assert live.stop() == 0
    assert time.monotonic() - started < 5
    time.sleep(0.1)
    assert live.said == before


@posix
def test_an_interrupted_build_is_made_up_for(start: Start, vault: Vault) -> None:
    live = start()
    vault.write({"A.md": "# A\n\nEn dernier.\n"})
    live.wait_for("a.html", "En dernier.")
    assert live.stop() == 0
    again = start()
    assert "Traceback" not in live.said + again.said
    again.wait_for("a.html", "En dernier.")


@posix
@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_for_terminals(vault: Vault, more: dict[str, str], coloured: bool) -> None:
    import pty

    vault.write({"index.md": "# Accueil\n\n[[Glosaire]]\n", "Glossaire.md": "# Glossaire\n"})
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "vademecum", "live", "--vault", str(vault.folder)]
    process = subprocess.Popen(
        [*command, "--build", str(vault.work), "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "TERM": "xterm", **more},
        cwd=ROOT,
        stdout=follower,
        stderr=follower,
    )
    said = b""
    while b"http://" not in said:
        said += os.read(leader, 4096)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
    assert (b"\x1b[1mindex.md:3" in said) is coloured
    assert b"index.md:3" in said


def test_needs_no_fork(start: Start, tmp_path: Path) -> None:
    """As on Windows, and on macOS: no process is copied."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, multiprocessing\ndel os.fork\nmultiprocessing.set_start_method('spawn')\n",
        encoding="utf-8",
    )
    live = start(PYTHONPATH=os.pathsep.join((str(tmp_path), str(ROOT / "_ext"))))
    live.vault.write({"A.md": "# A\n\nSans fourche.\n\n```mermaid\ngraph TD; A-->B\n```\n"})
    live.wait_for("a.html", "Sans fourche.")
    live.vault.write({"B.md": "# B\n"})
    live.wait_for("b.html", "<h1>B")
    assert "Traceback" not in live.said


# --- what is told -----------------------------------------------------------------------------


def test_the_terminal_repeats_nothing() -> None:
    terminal = Terminal(colours=False)
    first = "A.md:3  Faux. [vademecum.link-note]\nA.md:9  Faux. [vademecum.link-note]\n"
    assert list(terminal.lines(first))[:2] == first.splitlines()
    assert list(terminal.lines(first)) == []
    moved = first.replace(":3", ":4")
    assert list(terminal.lines(moved)) == []
    one_less = "A.md:5  Faux. [vademecum.link-note]\n"
    mended = list(terminal.lines(one_less))
    assert len(mended) == 2
    assert "A.md" in mended[0]
    assert next(terminal.lines(first)) == first.splitlines()[1]


def test_a_note_cannot_forge_a_line_of_the_terminal() -> None:
    lines = list(Terminal(colours=True).lines("A.md:1  \x1b[2J\u202eFaux. [vademecum.link-note]\n"))
    assert "\x1b[2J" not in lines[0]


def report(*findings: Finding, **more: object) -> Report:
    notes = {NotePath(f"{n}.md"): (f"<i>{n}</i>", f"{n.lower()}.html") for n in "ABC"}
    opens = opener(Path("/un coffre"), "edit:{path}#{line}")
    return Report(opens, findings, notes, **more)  # type: ignore[arg-type]


def test_the_bar_is_of_its_page_first_and_escapes() -> None:
    name = (("target", "<script>alert(1)</script>"), ("suggestion", "B"))
    own = Finding("link-note", "A.md", 3, name, '[[<img src=x onerror="x">]]', "[[B]]")
    other = Finding("link-note", "B.md", 7, name)
    bar = report(own, other, saved=NotePath("B.md")).bar("a.html")
    assert "<script" not in bar
    assert "<img" not in bar
    assert "<i>" not in bar
    assert bar.index("un%20coffre/A.md#3") < bar.index("B.md")
    assert "[[B]]" in bar
    assert 'href="/b.html"' in bar


def test_a_page_without_fault_has_no_bar_but_a_failure_is_everywhere() -> None:
    ghost = Finding("link-ghost", "A.md", 3, (("target", "X"),))
    assert report(ghost).bar("a.html") == ""
    assert "Cassé" in report(ghost, failure="Cassé <b>").bar("c.html")
    assert "<b>" not in report(failure="Cassé <b>").bar("c.html")


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        (None, "obsidian://open?path=%2Fun%20coffre%2Fd%C3%A9j%C3%A0%20%26%20vu%3F.md"),
        (
            "vscode://file/{path}:{line}",
            "vscode://file/un%20coffre/d%C3%A9j%C3%A0%20%26%20vu%3F.md:7",
        ),
    ],
)
def test_an_address_opens_the_file(
    pattern: str | None, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    assert opener(Path("/un coffre"), pattern)("déjà & vu?.md", 7) == address


def test_an_address_opens_the_file_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import PureWindowsPath

    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    vault = PureWindowsPath(r"D:\Anne\Mon coffre")
    monkeypatch.setattr(PureWindowsPath, "is_dir", lambda _self: True, raising=False)
    to = opener(vault)  # type: ignore[arg-type]
    assert to("dossier/Déjà.md", 1) == (
        "obsidian://open?path=D%3A%5CAnne%5CMon%20coffre%5Cdossier%5CD%C3%A9j%C3%A0.md"
    )
    code = opener(vault, "vscode://file/{path}:{line}")  # type: ignore[arg-type]
    assert code("dossier/Un.md", 2) == "vscode://file/D:/Anne/Mon%20coffre/dossier/Un.md:2"
