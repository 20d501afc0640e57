"""What the notation of this handbook is, from its settings."""

from __future__ import annotations

from sphinx.config import Config

from vademecum.core.skills.declared import Declared


def declared(config: Config) -> Declared:
    """Return the levels, fields, frameworks and reference words of a build."""
    return Declared(language=str(config.language))
