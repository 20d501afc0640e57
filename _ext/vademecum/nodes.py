"""Document nodes for what Obsidian writes and docutils has no word for.

They carry meaning only; the rooms html and pdf say how each is shown.
"""

from __future__ import annotations

from docutils import nodes


class wikilink(nodes.Inline, nodes.TextElement):
    """An internal link as written, its target not yet looked up.

    ``link``: the parsed :class:`~vademecum.vault.wikilink.Wikilink`; ``raw``: the source;
    ``lineno``: line in the note; ``note``: path of the note that holds it (in a PDF
    ``env.docname`` is the root's); ``origin``: ``wiki`` or ``markdown``.
    """


class embed(nodes.Inline, nodes.TextElement):
    """An embed ``![[…]]`` of a note, a section or a block, same attributes as ``wikilink``."""


class media(nodes.Inline, nodes.TextElement):
    """A sound, a film or a document shown in place.

    ``kind``: ``audio``, ``video`` or ``pdf``; ``name``: what a reader is told it is;
    ``fragment``: the page or the moment where it opens (``page=2``, ``t=10``), or empty;
    ``width``, ``height``.
    """


class frame(nodes.General, nodes.Element):
    """What stands for a frame of another site: a paragraph with a link to what it shows.

    ``title``, ``host``; ``source``: what a reader may load in place, empty if nothing.
    """


class ghost(nodes.Inline, nodes.TextElement):
    """The text of a link whose note nobody has written yet. ``target``: the name asked for."""


class callout(nodes.General, nodes.Element):
    """A callout ``> [!kind]``: a ``callout_title`` and blocks.

    ``kind``: Obsidian's type, lower case; ``fold``: ``""``, ``"+"`` (open) or ``"-"`` (shut).
    """


class callout_title(nodes.TextElement):
    """The title line of a callout."""


class embedded(nodes.General, nodes.Element):
    """The content of another note shown in place, with where it comes from.

    ``title``: the source's title, in ``language`` if it is not the page's; ``refuri``: address of
    the source.
    """


class highlight(nodes.Inline, nodes.TextElement):
    """``==highlighted==`` text."""


class strike(nodes.Inline, nodes.TextElement):
    """``~~struck~~`` text."""


class tag(nodes.Inline, nodes.TextElement):
    """A ``#tag`` in the text."""


class line_break(nodes.Inline, nodes.Element):
    """A line break inside a paragraph: Obsidian shows a single newline as one."""


class task_mark(nodes.Inline, nodes.Element):
    """The box of a task list item. ``sign``: what stands in it, a blank if it is to be done."""


class mermaid(nodes.General, nodes.Element):
    """A Mermaid diagram: its ``source``, and in ``lines`` the first and last line of its block.

    ``broken``: Mermaid's message if it cannot be drawn.
    """


class formula(nodes.Inline, nodes.TextElement):
    """A formula in a text, which can be drawn; its text is its LaTeX.

    ``mathml``: what draws it, checked.
    """


class formula_block(nodes.General, nodes.TextElement):
    """A formula that stands by itself, as ``formula``."""


class canvas(nodes.General, nodes.Element):
    """A map (``canvas``: a :class:`~vademecum.vault.canvas.Canvas`), its ``name``.

    ``labels``: the text of each card. Its child is the list of the cards; each item says in
    ``card`` which one it is.
    """


class base(nodes.General, nodes.Element):
    """A table of notes (``base``: a :class:`~vademecum.vault.bases.Base`), not yet filled."""


class query(nodes.General, nodes.Element):
    """A block that a plug-in of Obsidian would run: whose it is (``plugin``), its ``source``."""


class inline_field(nodes.Inline, nodes.TextElement):
    """What is left of ``[key:: value]`` in an ordinary note. ``key``: its name; text: its value."""


class block_mark(nodes.Inline, nodes.Element):
    """Where `` ^id`` stood (``block``); gone once its block has been given the anchor."""


class html_tag(nodes.Inline, nodes.TextElement):
    """Children between a start and an end tag of the allow-list (``start``, ``end``)."""


class skill_list(nodes.General, nodes.Element):
    """The skills of one domain heading, and the domain's own references."""


class skill(nodes.General, nodes.Element):
    """One skill: ``skill_title``, description blocks, ``skill_reference`` items.

    ``note`` and ``ordinal``: which skill of which note this is; ``ids``: its anchor.
    """


class skill_title(nodes.TextElement):
    """A skill's title, with its markup."""


class skill_reference(nodes.General, nodes.Element):
    """« Voir … » below a skill or a domain, the words around the link kept."""


class role_item(nodes.Inline, nodes.Element):
    """How well a role needs a skill, and who else may do it, in its item of a role's list.

    ``level``: a number, 0: not required; ``acquisition``: values between commas.
    """


class skill_name(nodes.Inline, nodes.TextElement):
    """The skill that an item of a role names by its id, or by a link without words of its own.

    ``note`` and ``ordinal``: which item of which note; its text is what the item says.
    """


def put_language(node: nodes.Element, language: str) -> None:
    """Say of a node in which language its words are, as docutils does; empty: the page's."""
    if language:
        node["classes"] = [*node["classes"], f"language-{language}"]


def language_of(node: nodes.Node) -> str:
    """Return the language that a node says its words are in, else empty."""
    names = node["classes"] if isinstance(node, nodes.Element) else ()
    return next((n[9:] for n in names if n.startswith("language-")), "")


def without_markup(node: nodes.Node) -> str:
    """Return the text of ``node``, a line break counting as a blank."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, line_break):
        return " "
    if isinstance(node, nodes.image):
        return str(node.get("alt", ""))
    if isinstance(node, nodes.footnote_reference | nodes.system_message | nodes.raw):
        return ""
    return "".join(without_markup(child) for child in node.children)


def source_line(node: nodes.Node) -> int:
    """Return the line at which ``node``, or what is around it, stands in its source; 1 if unknown.

    Sphinx knows none for a picture: 0.
    """
    current: nodes.Node | None = node
    while current is not None and not current.line:
        current = current.parent
    return (current.line or 1) if current is not None else 1
