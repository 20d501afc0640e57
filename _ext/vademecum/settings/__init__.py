"""The settings: options of ``conf.py``, what the vault says of itself, what is set for others."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.settings.options import (
    PREFIX,
    REMOVED,
    ParsedSettings,
    Settings,
    declared_default,
    options,
)
from vademecum.settings.vault_file import (
    WHOLE,
    domains,
    is_set,
    read_vault,
    small_text,
    vault_file,
    vault_folder,
)

__all__ = [
    "PREFIX",
    "REMOVED",
    "WHOLE",
    "ParsedSettings",
    "Settings",
    "domains",
    "is_set",
    "setup",
    "small_text",
    "vault_file",
    "vault_folder",
]

_WITH_NEEDS = 10
"""sphinx-needs reads a file of settings at 10 (before us, set up first), uses them from 11 on."""


SKILL_ID: Final = "^[A-Z0-9-]+$"

_WHOLE_VAULT: Final[dict[str, Any]] = {
    "html_theme": "vademecum",
    "html_copy_source": False,
    "html_scaled_image_link": False,
    "html_use_index": False,
    "html_domain_indices": False,
    "html_show_sphinx": False,
    "highlight_language": "none",
    "smartquotes": False,  # titles and headings are data: they are compared and kept as typed
    "suppress_warnings": ["misc.highlighting_failure", "ref.footnote"],
    "myst_update_mathjax": False,  # formulas are MathML: no script looks for them
    "needs_types": [],
    "needs_table_style": "table",
}
"""What is so where the project is one vault, unless ``conf.py`` says otherwise."""


def set_defaults(_app: Sphinx, config: Config) -> None:
    """Set what the handbook needs, before sphinx-needs reads its own settings."""
    if Settings.of(config).vault == WHOLE:
        for name, value in _WHOLE_VAULT.items():
            if not is_set(config, name):
                setattr(config, name, value)
    _set_needs(config)


def _set_needs(config: Config) -> None:
    """Let ids of skills stand beside the host's own, and write needs.json."""
    if is_set(config, "needs_id_regex") and not re.match(config.needs_id_regex, "CUR-06"):
        config.needs_id_regex = f"(?:{config.needs_id_regex})|(?:{SKILL_ID})"
    for name in ("needs_build_json", "needs_reproducible_json"):
        if not is_set(config, name):
            setattr(config, name, True)


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
