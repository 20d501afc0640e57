"""Reading without a network: a service worker beside the pages, whose scope is the site alone.

It is one small file that a browser asks for when a page has been shown. Its revision is a digest
of what the pages show, so that the same notes give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from vademecum.environment.domain import VaultDomain
from vademecum.html.host_layout import has_own_theme
from vademecum.html.search.pages import FOLDER as SEARCH
from vademecum.html.theme import FOLDER as THEME

WORKER: Final = "sw.js"
INDEX_LIMIT: Final = 3_000_000
"""Bytes of a search index that a device keeps as a whole; of a larger one, what was asked for."""

_SOURCE: Final = Path(__file__).with_name("worker.js")
_FIRST: Final = (
    "_static/vademecum.css",
    "_static/vademecum.js",
    "_static/vademecum.search.js",
    "_static/vademecum.preview.js",
    "_static/vademecum.offline.js",
    "_static/vademecum.svg",
)
"""What every page needs to be shown."""


def has_worker(app: Sphinx) -> bool:
    """Say whether the site has a service worker: if it is all ours."""
    own = has_own_theme(app.config) and VaultDomain.of(app.env).whole
    return own and isinstance(app.builder, StandaloneHTMLBuilder)


def write_worker(app: Sphinx, error: Exception | None) -> None:
    """Write the worker when all that it names is written."""
    builder = app.builder
    if error is not None or not has_worker(app) or not isinstance(builder, StandaloneHTMLBuilder):
        return
    vault, root = VaultDomain.of(app.env), Path(app.outdir)
    index = sorted((root / SEARCH).glob("*.js"))
    whole = sum(path.stat().st_size for path in index) <= INDEX_LIMIT
    offline = builder.get_target_uri(vault.addresses.offline)
    about = {
        "revision": _revision(builder, vault),
        "offline": offline,
        "first": [offline, "./", builder.get_target_uri("search"), *_FIRST],
        "index": [f"{SEARCH}/{path.name}" for path in index] if whole else [],
    }
    script = _SOURCE.read_text(encoding="utf-8")
    written = script.replace("const ABOUT = {};", f"const ABOUT = {json.dumps(about)};")
    (root / WORKER).write_text(written, encoding="utf-8", newline="\n")


def _revision(builder: StandaloneHTMLBuilder, vault: VaultDomain) -> str:
    """Return a digest of the notes with all that surrounds them, of settings and theme."""
    digest = hashlib.sha256()
    notes = sorted((n.docname, vault.fingerprints[n.docname]) for n in vault.notes.values())
    digest.update(repr((builder.build_info.config_hash, notes)).encode())
    for path in sorted(THEME.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def setup(app: Sphinx) -> None:
    """Write after the search index and the pages."""
    app.connect("build-finished", write_worker)
