"""The settings: options of ``conf.py``, what the vault says of itself, what is set for others."""

from __future__ import annotations

from functools import partial
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.settings.host import set_defaults
from vademecum.settings.options import PREFIX, Settings, declared_default, options
from vademecum.settings.problems import setting_finding, vault_file_findings, warn_of_options
from vademecum.settings.vault_file import WHOLE, domains, read_vault, small_text, vault_folder

__all__ = [
    "WHOLE",
    "Settings",
    "domains",
    "setting_finding",
    "setup",
    "small_text",
    "vault_file_findings",
    "vault_folder",
]

_WITH_NEEDS = 10
"""sphinx-needs reads a file of settings at 10 (before us, set up first), uses them from 11 on."""


def _default(value: Any, _config: Config) -> Any:
    return value


def setup(app: Sphinx) -> None:
    """Declare every option, and read what the vault says before other extensions are set up."""
    for option in options():
        metadata = option.metadata
        app.add_config_value(
            PREFIX + option.name,
            # Sphinx hands on what the command line says as it stands, if a function gives the
            # default; the option's own check knows better than the type of a default.
            partial(_default, declared_default(option)),
            metadata["scope"],
            Any,
            metadata["help"],
        )
    read_vault(app)
    app.setup_extension("sphinx_needs")
    app.connect("config-inited", set_defaults, priority=_WITH_NEEDS)
    app.connect("config-inited", warn_of_options)
