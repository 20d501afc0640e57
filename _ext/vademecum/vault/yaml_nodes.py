"""YAML 1.2 as a graph of nodes: every value keeps its line, and nothing is constructed.

Notes come from strangers, so the graph is bounded (depth, number of values once aliases are
followed), and no tag makes anything but text, numbers, lists and mappings.
"""

import math
import re
from enum import Enum
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

from vademecum.vault.wikilink import find_wikilink

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

MAX_DEPTH: Final = 32
MAX_VALUES: Final = 5_000
# Python refuses to read an int of thousands of digits.
_LONGEST_NUMBER: Final = 100

_PLAIN: Final = Tag(suffix="plain")
_INT: Final = re.compile(r"[-+]?[0-9]+")
_BASED: Final = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class ProblemKind(Enum):
    """What is wrong with a front matter."""

    BROKEN = "broken"
    COLON = "colon"
    UNCLOSED_QUOTE = "unclosed-quote"
    UNCLOSED_BRACKET = "unclosed-bracket"
    SPECIAL_START = "special-start"
    NOT_KEYS = "not-keys"
    TAB = "tab"
    DUPLICATE_KEY = "duplicate-key"
    UNCLOSED_FENCE = "unclosed-fence"
    LATE_FENCE = "late-fence"
    LONG_FENCE = "long-fence"
    CONTROL_CHARACTER = "control-character"
    TOO_MUCH = "too-much"


class UnreadableError(Exception):
    """A text is no YAML: why, and in which of its lines (from 0) that shows."""

    def __init__(self, kind: ProblemKind, line: int = 0) -> None:
        super().__init__(kind, line)
        self.kind = kind
        self.line = line


class _Resolver(VersionedResolver):
    """Marks what is plain and untagged instead of guessing its type.

    The guess is made in ``scalar_value``, and ruamel's costs a third of the time of a note.
    """

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode:
            return _PLAIN if implicit[0] else self.DEFAULT_SCALAR_TAG
        return self.DEFAULT_SEQUENCE_TAG if kind is SequenceNode else self.DEFAULT_MAPPING_TAG


class _Yaml(YAML):
    def official_plug_ins(self) -> list[str]:
        # ruamel lists its plug-in folder for every instance; none is needed here.
        return []


def compose(text: str) -> Node | None:
    """Read *text* as one YAML 1.2 document; None if it is empty. Raises only UnreadableError."""
    yaml = _Yaml(typ="safe", pure=True)
    yaml.Resolver = _Resolver
    yaml.max_depth = MAX_DEPTH
    # A second use of an anchor is a Python warning otherwise, and an error under « -W error ».
    yaml.composer.warn_double_anchors = False
    try:
        node: Node | None = yaml.compose(text)
    except MarkedYAMLError as error:
        raise _unreadable(error) from None
    except Exception:  # ruamel trips over some malformed texts; that is the text's fault
        raise UnreadableError(ProblemKind.BROKEN) from None
    _combine_surrogates(node, set())
    return node


def _combine_surrogates(node: Node | None, visited: set[int]) -> None:
    """Make characters of the halves (surrogates) that JSON writes; a lone one is none."""
    if node is None or id(node) in visited:
        return
    visited.add(id(node))
    if isinstance(node, ScalarNode):
        if not node.value.isascii():
            data = node.value.encode("utf-16-le", "surrogatepass")
            node.value = data.decode("utf-16-le", "replace")
        return
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            _combine_surrogates(part, visited)


def _unreadable(error: MarkedYAMLError) -> UnreadableError:
    """Turn ruamel's words into a code; words that it may change one day become ``BROKEN``."""
    mark = error.problem_mark
    line = mark.line if mark is not None else 0
    message = f"{error.context or ''}; {error.problem or ''}"
    for words, kind in _MESSAGES:
        if words in message:
            return UnreadableError(kind, line)
    return UnreadableError(ProblemKind.BROKEN, line)


_MESSAGES: Final = (
    ("maximum depth", ProblemKind.TOO_MUCH),
    ("mapping values are not allowed", ProblemKind.COLON),
    ("quoted scalar; found unexpected end", ProblemKind.UNCLOSED_QUOTE),
    ("quoted scalar; found unexpected document", ProblemKind.UNCLOSED_QUOTE),
    ("parsing a flow", ProblemKind.UNCLOSED_BRACKET),
    ("undefined alias", ProblemKind.SPECIAL_START),
    ("scanning an alias", ProblemKind.SPECIAL_START),
    ("scanning an anchor", ProblemKind.SPECIAL_START),
    ("cannot start any token", ProblemKind.SPECIAL_START),
    ("could not find expected ':'", ProblemKind.NOT_KEYS),
)


class Walk:
    """Turns nodes of *source* into values, as many as its budget allows.

    ``links`` gathers the scalars, and bare lists in lists, that are one whole wikilink.
    """

    __slots__ = ("_source", "left", "links")

    def __init__(self, source: str, budget: int = MAX_VALUES) -> None:
        self._source = source
        self.left = budget
        self.links: list[tuple[Node, str]] = []

    def value(self, node: Node, depth: int = 0) -> Value:
        """Return what *node* says; raises UnreadableError if it is too deep or too much.

        Aliases are followed, so a graph of ten nodes may hold a billion values.
        """
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            raise UnreadableError(ProblemKind.TOO_MUCH)
        link = whole_link(node.value) if isinstance(node, ScalarNode) else self._bare_link(node)
        if link is not None:
            self.links.append((node, link))
        if isinstance(node, ScalarNode):
            return scalar_value(node)
        if link is not None:
            return link
        if isinstance(node, SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        values: dict[str, Value] = {}
        for key, item in node.value:
            values.setdefault(key_text(key, self._source), self.value(item, depth + 1))
        return values

    def _bare_link(self, node: Node) -> str | None:
        """Return the text ``[[…]]`` of a list in a list, which is how YAML reads a bare wikilink.

        Who writes ``up: [[Note]]`` without quotes never means a list that holds a list.
        """
        if not (isinstance(node, SequenceNode) and node.flow_style and len(node.value) == 1):
            return None
        inner = node.value[0]
        if not (isinstance(inner, SequenceNode) and inner.flow_style):
            return None
        return whole_link(source_text(node, self._source))


def whole_link(text: str) -> str | None:
    """Return *text* without blanks around it if it is one wikilink and nothing else."""
    if "[[" not in text:
        return None
    text = text.strip()
    link = find_wikilink(text, 0, len(text)) if text.startswith("[[") else None
    return text if link is not None and link[0] == len(text) else None


def scalar_value(node: ScalarNode) -> str | int | float | bool | None:
    """Read a scalar by the YAML 1.2 core schema; a date stays text, and so does infinity."""
    text: str = node.value
    if node.ctag is not _PLAIN:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    number = float(text) if _FLOAT.fullmatch(text) else math.inf
    return number if math.isfinite(number) else text


def is_plain(node: Node) -> bool:
    """Return whether *node* is a scalar without quotes or tag."""
    return node.ctag is _PLAIN


def key_text(node: Node, source: str) -> str:
    """Return a key as text, whatever it is in YAML."""
    return str(node.value) if isinstance(node, ScalarNode) else source_text(node, source)


def source_text(node: Node, source: str) -> str:
    """Return the text of *source* from which *node* was read, without blanks around it."""
    return source[node.start_mark.index : node.end_mark.index].strip()
