"""Shortcuts through Sphinx and docutils: the same bytes, sooner.

Each is small, knows the versions that it was measured with, and gives way to the library's own
code for any other. ``vademecum_shortcuts`` is the switch; what each gives is told in
``benchmarks/README.md``.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.needs import backlinks
from vademecum.settings import WHOLE, Settings
from vademecum.speed import document_settings, parallel_reading, tree_walks
from vademecum.speed.patches import Patch, known_versions
from vademecum.speed.site_builder import SiteBuilder

PATCHES: tuple[Patch, ...] = (
    *tree_walks.PATCHES,
    *document_settings.PATCHES,
    *parallel_reading.PATCHES,
    Patch(backlinks.OWNER, "add_backlink", backlinks.add_backlink),
)
_LATE = 900
"""After the theme has been chosen."""


def switch(app: Sphinx, config: Config) -> None:
    """Put the shortcuts in place, or take those of an earlier build out: a process may do many."""
    settings = Settings.of(config)
    wanted = settings.shortcuts and settings.vault == WHOLE
    document_settings.ANSWERS.forget()
    for patch in PATCHES:
        patch.put_in() if wanted else patch.take_out()
    if wanted and known_versions() and app.registry.builders["html"] is SiteBuilder.__base__:
        app.add_builder(SiteBuilder, override=True)


def setup(app: Sphinx) -> None:
    """Listen to the configuration."""
    app.connect("config-inited", switch, priority=_LATE)
