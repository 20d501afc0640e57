"""What a note's own text teaches while it is read: pictures nobody can hear, links in the clear."""

from __future__ import annotations

from urllib.parse import urlsplit

from docutils import nodes
from sphinx.environment import BuildEnvironment

from vademecum.inhand import NoteInHand
from vademecum.messages import Code, note

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def teach(doctree: nodes.document, in_hand: NoteInHand, env: BuildEnvironment) -> None:
    """Remember what is worth knowing of the document of a note."""
    for image in doctree.findall(nodes.image):
        if not image.get("alt"):
            name = str(image["uri"]).rpartition("/")[2][:80]
            line = int(image.get("lineno") or _start(image))
            note(env, Code.IMAGE_NO_ALT, line, name=name)
    for reference in doctree.findall(nodes.reference):
        _plain_http(reference, in_hand, env)


def _plain_http(reference: nodes.reference, in_hand: NoteInHand, env: BuildEnvironment) -> None:
    address = str(reference.get("refuri", ""))
    if not address.lower().startswith("http://"):
        return
    try:
        host = urlsplit(address).hostname
    except ValueError:  # no address at all; the browser will say so
        return
    line = _line_with(in_hand, _start(reference), f"http://{host}")
    written = f"http://{host}" in in_hand.line(line).lower()
    if (
        host and host not in _HERE and written
    ):  # « www.… » alone names no scheme: its reader adds one
        note(
            env,
            Code.LINK_NOT_HTTPS,
            line,
            address=address[:120],
            suggestion="https" + address[4:120],
        )


def _start(node: nodes.Element) -> int:
    found: nodes.Node | None = node
    while found is not None and not found.line:  # 0: Sphinx knows none for a picture
        found = found.parent
    return found.line or 1 if found is not None else 1


def _line_with(in_hand: NoteInHand, start: int, text: str) -> int:
    """Return the line of the paragraph from ``start`` on that holds ``text``, else ``start``."""
    number = start
    while in_hand.line(number).strip():
        if text.lower() in in_hand.line(number).lower():
            return number
        number += 1
    return start
