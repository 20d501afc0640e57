"""Settings of Sphinx, MyST and sphinx-needs that the handbook needs; what the host sets stays."""

from __future__ import annotations

import re
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.config import Config

from vademecum.settings.options import Settings
from vademecum.settings.vault_file import WHOLE, is_set

SKILL_ID: Final = "^[A-Z0-9-]+$"

_WHOLE_VAULT: Final[dict[str, Any]] = {
    "html_theme": "vademecum",
    "html_math_renderer": "mathml",
    "html_copy_source": False,
    "html_scaled_image_link": False,
    "html_use_index": False,
    "html_domain_indices": False,
    "html_show_sphinx": False,
    "highlight_language": "none",
    "smartquotes": False,  # titles and headings are data: they are compared and kept as typed
    "suppress_warnings": ["misc.highlighting_failure", "ref.footnote"],
    "myst_update_mathjax": False,  # math is MathML: no script looks for it
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
