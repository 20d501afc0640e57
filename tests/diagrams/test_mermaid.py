"""Mermaid: drawn once, the same everywhere; whatever a diagram says, nothing of it acts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import Build, Vault

from vademecum.diagrams import drawing, mermaid_worker
from vademecum.diagrams.svg import UnsafeSvgError, still_picture
from vademecum.markdown.files import svg_problem

FLOW = "flowchart LR\n  A[Élève à l’œuvre — où ?] -->|lit & écrit| B{Choix}\n"
GANTT = "gantt\n  dateFormat YYYY-MM-DD\n  section A\n  Tâche :a1, 2024-01-01, 30d\n  Suite : 9d\n"
JS = "javascript:alert(1)"
FLOWS = [
    f'click A "{JS}"',
    f'click A href "{JS}" "mot" _blank',
    'click A call alert("x")',
    "click A alert",
    'click A "https://evil.example/"',
    'click A "file:///etc/passwd"',
    'click A "data:text/html,<script>alert(1)</script>"',
    'X["<img src=x onerror=alert(1)>"]',
    'X["<script>alert(1)</script>"]',
    'X["<iframe src=//evil.example></iframe>"]',
    f"X[\"<a href='{JS}'>x</a>\"]",
    'X["<svg onload=alert(1)>"]',
    'X["</text><script>alert(1)</script>"]',
    'X["]]><script>alert(1)</script>"]',
    'X["&lt;script&gt;alert(1)&lt;/script&gt;"]',
    'X["$$\\\\href{javascript:alert(1)}{x}$$"]',
    'X["fa:fa-ban"]',
    'X@{ img: "https://evil.example/x.png", label: "L", pos: "t" }',
    'X@{ icon: "fa:user", form: "square" }',
    "style A fill:url(https://evil.example/x)",
    "style A fill:#fff,background:url(//evil.example/x)",
    "classDef z fill:red;} @import url(//evil.example);\n  class A z",
    "linkStyle 0 stroke:url(//evil.example)",
    "subgraph A\n  A\n  end",
]
HOSTILE = [
    *(f"flowchart LR\n  A --> B\n  {line}\n" for line in FLOWS),
    "%%{init: {'securityLevel': 'loose', 'htmlLabels': true}}%%\n" + FLOW,
    "---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n  flowchart:\n    htmlLabels: true\n"
    "  themeCSS: '*{background:url(//evil.example)}'\n---\n" + FLOW,
    "%%{init: {'themeVariables': {'primaryColor': 'url(//evil.example)'}}}%%\n" + FLOW,
    "%%{init: {'__proto__': {'x': 1}, 'constructor': {'prototype': {'x': 1}}}}%%\n" + FLOW,
    f"sequenceDiagram\n  participant A\n  link A: x @ {JS}\n  A->>B: <img src=x onerror=alert(1)>\n",  # noqa: E501
    f'classDiagram\n  class A\n  click A href "{JS}"\n  link A "{JS}"\n',
    'erDiagram\n  A ||--o{ B : "<script>alert(1)</script>"\n',
    "stateDiagram-v2\n  [*] --> A\n  A : <iframe src=//evil.example>\n",
    'pie title <script>alert(1)</script>\n  "a" : 1\n',
    f'gantt\n  section A\n  T :a, 2024-01-01, 3d\n  click a href "{JS}"\n',
    "journey\n  title <b onclick=alert(1)>x</b>\n  section s\n    t: 5: moi\n",
    "graph TD\n" + "(" * 2000 + "\n",
    "graph TD\n" + "".join(f"A{i} --> A{i + 1}\n" for i in range(700)),
    "\x00\x01\ud800",
    "",
]
ACTS = re.compile(r"<script|foreignObject|javascript:|onerror|onclick|onload|<image|<a[ >]", re.I)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(0, len(HOSTILE), 8))
def test_hostile_diagrams(vault: Vault, number: int, tmp_path: Path) -> None:
    batch = HOSTILE[number : number + 8]
    text = "\n".join(f"~~~mermaid\n{source}\n~~~\n" for source in batch)
    vault.write({"N.md": f"# N\n\n{text}\nFin saine.\n".encode("utf-8", "replace")})
    built = vault.build()
    pictures = list((built.outdir / "_images").glob("diagram-*.svg"))
    shown = built.body("n")
    assert "Fin saine." in shown.get_text()
    assert not shown.find_all(["script", "iframe", "svg", "object"])
    assert len(shown.find_all("figure")) == len(batch)
    for path in pictures:
        said = path.read_text(encoding="utf-8")
        assert svg_problem(path) is None
        assert "evil.example" not in re.sub(r"<t(?:ext|span)[^>]*>[^<]*", "", said)
        tags = {str(e.tag).rpartition("}")[2] for e in ET.fromstring(said).iter()}
        assert not tags & {"script", "foreignObject", "image", "a", "iframe", "animate", "set"}
        for element in ET.fromstring(said).iter():
            assert not [k for k in element.attrib if k.lower().startswith("on")]
            assert not ACTS.search(json.dumps(element.attrib))


@pytest.mark.slow
def test_the_same_bytes_serial_parallel_and_after_the_cache_is_gone(vault: Vault) -> None:
    notes = {f"N{i}.md": f"# N{i}\n\n```mermaid\n{FLOW}```\n" for i in range(8)}
    vault.write({**notes, "G.md": f"# G\n\n```mermaid\n{GANTT}```\n"})
    first = vault.build().files()
    kept = sorted((vault.work / "diagrams").iterdir())
    assert {p.suffix for p in kept} == {".json", ".svg"}
    assert len(kept) == 4  # two diagrams, however many notes show one
    for path in kept:
        path.unlink()
    parallel = vault.build(out="parallel", parallel=2).files()
    changed = [n for n, data in first.items() if parallel.get(n) != data]
    assert [n for n in changed if n.endswith((".svg", ".html"))] == []


def test_a_picture_that_no_note_has_any_more_goes(vault: Vault) -> None:
    vault.write({"N.md": f"# N\n\n```mermaid\n{FLOW}```\n"})
    folder = vault.build().outdir / "_images"
    (before,) = folder.iterdir()
    vault.write({"N.md": '# N\n\n```mermaid\npie\n  "a" : 1\n```\n'})
    vault.build()
    (after,) = folder.iterdir()
    assert before != after


def test_a_kept_drawing_is_not_drawn_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.write({"N.md": f"# N\n\n```mermaid\n{FLOW}```\n"})
    vault.build()
    monkeypatch.setattr(drawing, "_run", lambda *_args: pytest.fail("drawn again"))
    built = vault.build(fresh=True)
    (image,) = built.body("n").find_all("img")
    assert image["alt"] == "Organigramme"


def test_what_takes_too_long_is_stopped_and_told(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 0.05)
    built = build({"N.md": f"# N\n\nMot.\n\n```mermaid\n{FLOW}```\n"})
    assert built.warned("diagram-not-drawn") == [("N.md", 5)]
    assert "Élève" in built.body("n").get_text()


@pytest.mark.parametrize("by_clock", [True, False])
def test_what_its_limits_ended_is_not_tried_again(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, *, by_clock: bool
) -> None:
    tried: list[str] = []

    def run(source: str, *_how: str) -> None:
        tried.append(source)
        if by_clock:
            raise subprocess.TimeoutExpired("mermaid", drawing.SECONDS)

    monkeypatch.setattr(drawing, "_run", run)
    vault.write({"N.md": f"# N\n\n```mermaid\n{FLOW}```\n"})
    for _build in range(2):
        built = vault.build(fresh=True)
        assert built.warned("diagram-not-drawn") == [("N.md", 3)]
    assert len(tried) == (2 if by_clock else 1)  # another time the machine may be less busy


def test_one_diagram_that_takes_too_long_is_enough(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def run(source: str, *_how: str) -> None:
        tried.append(source)
        raise subprocess.TimeoutExpired("mermaid", drawing.SECONDS)

    monkeypatch.setattr(drawing, "_run", run)
    several = "\n".join(f"```mermaid\n{FLOW}%% {number}\n```\n" for number in range(4))
    built = build({"N.md": f"# N\n\n{several}"})
    assert len(built.warned("diagram-not-drawn")) == 4
    assert len(tried) == 1


def test_the_worker_has_limits(tmp_path: Path) -> None:
    hungry = "import resource, mermaid_worker as w; w._limit(); bytearray(3 * 1024**3)"
    done = subprocess.run(
        [sys.executable, "-c", hungry],
        cwd=Path(mermaid_worker.__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "MemoryError" in done.stderr


@pytest.mark.parametrize(
    "text",
    ["", "<svg", "<p/>", '<!DOCTYPE x [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>'],
)
def test_what_is_no_picture(text: str) -> None:
    with pytest.raises(UnsafeSvgError):
        still_picture(text)
