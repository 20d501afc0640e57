"""Which version of the notes a page shows: the last commit that touched the vault."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.core.git_command import GIT, QUIET
from vademecum.settings import WHOLE, Settings


def last_commit(vault: Path) -> dict[str, str]:
    """Return the hash and day of the last commit of a folder; empty outside git."""
    command = [*GIT, "-C", str(vault), "log", "-1", "--format=%h %cs", "--", "."]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
            env={**os.environ, **QUIET},
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    revision, _, day = done.stdout.strip().partition(" ")
    return {"revision": revision, "revision_date": day} if day else {}


def _add_context(app: Sphinx, config: Config) -> None:
    if Settings.of(config).vault != WHOLE:
        return
    config.html_context = {**config.html_context, **last_commit(Path(app.srcdir))}


def setup(app: Sphinx) -> None:
    """Add the revision to the template context: a new commit rewrites pages, re-reads no note."""
    app.connect("config-inited", _add_context)
