"""What directives and roles have put into a note's document, checked before it is used.

The renderer makes only what is allowed; a directive could still name a file outside the vault, a
picture of another site or an address that runs a script.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from docutils import nodes
from markdown_it.common.normalize_url import normalizeLink
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from vademecum import nodes as vn
from vademecum.environment.project import VaultProject
from vademecum.findings import record_finding
from vademecum.markdown import allow_list
from vademecum.markdown.files import file_problem
from vademecum.markdown.read_context import ReadContext
from vademecum.needs.adapter import is_query


def guard(doctree: nodes.document, read_context: ReadContext, env: BuildEnvironment) -> None:
    """Replace by its text whatever leads out of the vault, and drop raw output."""
    for node in list(doctree.findall(nodes.Element)):
        if "style" in node.attributes and not is_query(node):
            del node["style"]  # CSS can fetch from other sites
        node["classes"] = [name for name in node["classes"] if name not in _OVERLAYING]
        if isinstance(node, nodes.literal_block):
            _colours(node, read_context)
        if isinstance(node, nodes.raw) and not node.get("vademecum"):
            node.parent.remove(node)
        elif isinstance(node, nodes.image) and not node.get("known"):
            _image(node, read_context, env)
        elif isinstance(node, addnodes.download_reference) and not node.get("known"):
            _download(node, read_context, env)
    for reference in list(doctree.findall(nodes.reference)):
        _reference(reference, read_context, env)
    _open_nested_links(doctree)
    for text in [n for n in doctree.findall(nodes.Element) if _is_text(n)]:
        if not isinstance(text.parent, nodes.TextElement):  # where a picture stood by itself
            text.replace_self(nodes.paragraph("", "", text.deepcopy()))


_OVERLAYING = frozenset(
    "sd-stretched-link stretched-link sd-position-relative sd-d-none sd-sphinx-override".split()
)
"""Classes that lay a link, or anything, over what is not the note's own."""


def _colours(block: nodes.literal_block, read_context: ReadContext) -> None:
    """Have code coloured in few languages, and not without end."""
    language = str(block.get("language", "default")).lower()
    if language not in allow_list.LEXERS or len(block.rawsource) > read_context.settings.code_limit:
        block["language"] = "none"


_LINKS = (nodes.reference, addnodes.download_reference, vn.wikilink, vn.embed)


def _open_nested_links(doctree: nodes.document) -> None:
    """Leave of a link around links its words: HTML has no link in a link."""
    for node in [n for n in doctree.findall(nodes.Element) if _is_link(n)]:
        if any(map(_is_link, _inner(node))):
            node.replace_self(nodes.inline("", "", *node.children))


def _inner(node: nodes.Element) -> Iterator[nodes.Node]:
    descendants = node.findall()
    next(descendants)  # the node itself
    return descendants


def _is_link(node: nodes.Node) -> bool:
    if isinstance(node, vn.html_tag):
        return allow_list.tag_name(node["start"]) == "a"
    return isinstance(node, _LINKS)


def _is_text(node: nodes.Node) -> bool:
    """Say whether a node is a link that shows words, or the words of a missing file."""
    if isinstance(node, nodes.reference):
        return not any(isinstance(child, nodes.image) for child in node.children)
    return isinstance(node, nodes.inline) and "missing-file" in node["classes"]


def _image(image: nodes.image, read_context: ReadContext, env: BuildEnvironment) -> None:
    source, line = str(image["uri"]), vn.source_line(image)
    if allow_list.scheme_of(source) or source.startswith("//"):
        record_finding(env, "image-elsewhere", line, address=source[:120])
        text = image.get("alt") or source
        if isinstance(image.parent, nodes.reference):  # it is a link already
            image.replace_self(nodes.inline("", text))
        else:
            refuri = normalizeLink(f"https:{source}" if source.startswith("//") else source)
            image.replace_self(nodes.reference("", text, refuri=refuri, classes=["elsewhere"]))
        return
    path = _file(source, read_context, env, line)
    if path is None:
        image.replace_self(nodes.inline("", image.get("alt") or source, classes=["missing-file"]))
    else:
        image["uri"] = "/" + path


def _download(
    download: addnodes.download_reference, read_context: ReadContext, env: BuildEnvironment
) -> None:
    path = _file(str(download["reftarget"]), read_context, env, vn.source_line(download))
    if path is None:
        download.replace_self(nodes.inline("", "", *download.children, classes=["missing-file"]))
    else:
        download["reftarget"] = "/" + path


def _file(source: str, read_context: ReadContext, env: BuildEnvironment, line: int) -> str | None:
    """Return the file of the vault that ``source`` means, if it may be published."""
    project = env.project
    assert isinstance(project, VaultProject)
    target = unquote(source)
    path = project.index.resolve(target, read_context.path).path
    read_context.attachments.append((target, path))
    if path is None:
        record_finding(env, "link-file", line, target=target)
        return None
    cause = file_problem(project.srcdir, path, read_context.settings)
    if cause is not None:
        record_finding(env, "file-refused", line, target=path, cause=cause)
        return None
    return path


def _reference(
    reference: nodes.reference, read_context: ReadContext, env: BuildEnvironment
) -> None:
    address = str(reference.get("refuri", ""))
    scheme = allow_list.scheme_of(address)
    if not scheme or scheme in read_context.settings.link_schemes:
        return
    record_finding(env, "link-scheme", vn.source_line(reference), address=address[:80])
    reference.replace_self(nodes.inline("", "", *reference.children))
