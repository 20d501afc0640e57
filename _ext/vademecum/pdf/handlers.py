"""The table of all handlers: how each class of node is printed.

Loaded when a PDF is made, not with the extension: the modules below bring the compiler with them.
"""

from __future__ import annotations

from typing import Final

from sphinx.builders import Builder
from sphinx.registry import SphinxComponentRegistry

from vademecum.pdf import blocks, boxes, inline, markup, references, roles, skill_cards, tables
from vademecum.pdf.translator import Handlers, SphinxHandlers

HANDLERS: Final[Handlers] = {
    **blocks.HANDLERS,
    **boxes.HANDLERS,
    **inline.HANDLERS,
    **markup.HANDLERS,
    **references.HANDLERS,
    **roles.HANDLERS,
    **skill_cards.HANDLERS,
    **tables.HANDLERS,
}


def added_handlers(registry: SphinxComponentRegistry, builder: Builder) -> SphinxHandlers:
    """Return what extensions have registered for a builder's name, else for its format.

    The order is Sphinx's own, in ``SphinxComponentRegistry.create_translator``.
    """
    handlers = registry.translation_handlers
    return handlers.get(builder.name) or handlers.get(builder.format) or {}
