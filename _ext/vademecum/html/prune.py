"""What an earlier build left in the site and this one would not make goes away.

Sphinx writes pages and never takes one back: after a note is deleted or a skill leaves, an
incremental build would differ from a clean one, and the old page would stay on line.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from vademecum.environment.build_folder import FILE as LOCK
from vademecum.environment.domain import VaultDomain
from vademecum.html.made_pages import site_pages

_BUILD_INFO: Final = "# Sphinx build info version 1"


def begin_anew(app: Sphinx) -> None:
    """Clear what was copied if settings have changed: every page is written again then.

    Files of a folder of styles that is no longer named would stay.
    """
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or not VaultDomain.of(app.env).whole:
        return
    file = Path(builder.outdir) / ".buildinfo"
    if file.is_file() and _settings(file) != builder.build_info.config_hash:
        _clear_static(builder, (Path(app.doctreedir) / LOCK).stat().st_mtime)


def _clear_static(builder: StandaloneHTMLBuilder, began: float) -> None:
    """Delete the copies that are older than this build: extensions have begun to make theirs."""
    for path in list((Path(builder.outdir) / "_static").rglob("*")):
        if path.is_file() and path.stat().st_mtime < began:
            _delete(path, Path(builder.outdir))


def _settings(file: Path) -> str:
    """Return the digest of the settings that the last build had; empty if it cannot be read.

    ``.buildinfo`` is a text of four lines, of which the third is ``config: `` and the digest.
    """
    try:
        title, _words, config, tags = file.read_text(encoding="utf-8").splitlines()[:4]
    except (OSError, ValueError):
        title = config = tags = ""
    if title == _BUILD_INFO and config.startswith("config: ") and tags.startswith("tags: "):
        return config.removeprefix("config: ").strip()
    file.unlink()  # Sphinx would stop at it
    return ""


def note_pages(_app: Sphinx, env: BuildEnvironment) -> None:
    """Remember the pages of this build, and those of the last one that it does not make."""
    vault = VaultDomain.of(env)
    generated = {page.name for page in site_pages(vault)}
    names = {d for d in env.found_docs if not vault.project.trusts(d)} | generated
    vault.gone = frozenset(vault.pages - names - env.found_docs)
    vault.pages.clear()
    vault.pages.update(names)


def remove(app: Sphinx, error: Exception | None) -> None:
    """Delete the pages, pictures and files that no note has any more."""
    builder = app.builder
    if error is not None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    for name in sorted(VaultDomain.of(app.env).gone):
        _delete(Path(builder.get_output_path(name)), Path(builder.outdir))
    # Sphinx keeps its former record when settings change; a clean build has none.
    (Path(builder.outdir) / ".buildinfo.bak").unlink(missing_ok=True)
    if not VaultDomain.of(app.env).whole:  # a host's other extensions keep files there
        return
    drawn = (name for note in VaultDomain.of(app.env).notes.values() for name in note.drawings)
    images = (*(name for _docs, name in app.env.images.values()), *drawn)
    _keep_only(Path(builder.outdir) / builder.imagedir, images)
    files = (str(name) for _docs, name in app.env.dlfiles.values())
    _keep_only(Path(builder.outdir) / "_downloads", files)


def _keep_only(folder: Path, names: Iterable[str]) -> None:
    wanted = {folder / name for name in names}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path not in wanted:
            _delete(path, folder.parent)


def _delete(path: Path, root: Path) -> None:
    """Delete a file, and the folders that it leaves empty below ``root``."""
    path.unlink(missing_ok=True)
    folder = path.parent
    with suppress(OSError):  # not empty: done
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def setup(app: Sphinx) -> None:
    """Note before the environment is kept, remove when all is written."""
    app.connect("builder-inited", begin_anew)
    app.connect("env-updated", note_pages)
    app.connect("build-finished", remove)
