"""What the notation of this handbook is, from its settings."""

from __future__ import annotations

from sphinx.config import Config

from vademecum.core.skills.declared import Declared
from vademecum.settings import Settings


def declared(config: Config) -> Declared:
    """Return the levels, fields, frameworks and reference words of a build."""
    settings = Settings.of(config)
    return Declared(
        settings.levels,
        settings.skill_fields,
        settings.frameworks,
        settings.reference_words,
        str(config.language),
    )
