"""Every regular expression of the package, and texts that each of them would be slow with.

The texts follow from the pattern: whatever in it may repeat is repeated, then comes what does not
fit; and what it begins with is written again and again.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
import re._constants as kind  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import vademecum

ASKS = frozenset({"search", "match", "fullmatch", "sub", "split", "findall", "finditer"})
SIGNS = "aZ0_- \n\t.,/\\\"'`<>[](){}|#^*+=:;!?@&%$~«é\u00a0\u202f\u200b\ue000\u0301\U0001f600·"
MANY = 20
"""How often a part may stand at least, to count as one that repeats."""
_RUNS_BY_ITSELF = ("defaults.conf", "compile_worker", "mermaid_worker", "__main__")
_REPEATS = (kind.MAX_REPEAT, kind.MIN_REPEAT, kind.POSSESSIVE_REPEAT)


@dataclass(slots=True)
class Pattern:
    """A regular expression, where it stands, and how it is asked."""

    compiled: re.Pattern[str]
    places: set[str] = field(default_factory=set)
    asks: set[str] = field(default_factory=set)

    def ask(self, text: str) -> None:
        """Ask it of a text, in each way in which the package does."""
        for name in self.asks:
            if name == "sub":
                self.compiled.sub("", text)
            elif name in {"split", "findall", "finditer"}:
                self.compiled.findall(text)
            else:
                getattr(self.compiled, name)(text)


def patterns() -> list[Pattern]:
    """Return every regular expression that a module keeps, or writes where it asks it."""
    known: dict[tuple[str, int], Pattern] = {}
    for module in pkgutil.walk_packages(vademecum.__path__, "vademecum."):
        if module.name.endswith(_RUNS_BY_ITSELF):
            continue
        loaded = importlib.import_module(module.name)
        tree = ast.parse(Path(str(loaded.__file__)).read_text(encoding="utf-8"))
        short = module.name.removeprefix("vademecum.")
        for name, value in vars(loaded).items():
            for compiled in _compiled(value):
                _add(known, compiled, f"{short}.{name}", _asks_of(tree, name) or {*ASKS})
        for call in ast.walk(tree):
            written = _written(call)
            if written is not None:
                _add(known, *written[:1], f"{short}:{written[2]}", {written[1]})
    return list(known.values())


def _add(
    known: dict[tuple[str, int], Pattern], one: re.Pattern[str], at: str, by: set[str]
) -> None:
    pattern = known.setdefault((one.pattern, one.flags), Pattern(one))
    pattern.places.add(at)
    pattern.asks |= by


def _compiled(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        yield from _compiled(tuple(value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from _compiled(part)


def _asks_of(tree: ast.AST, name: str) -> set[str]:
    """Return how a module asks the expression that it calls so."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ASKS
        if isinstance(node.value, ast.Name) and node.value.id == name
    }


def _written(call: ast.AST) -> tuple[re.Pattern[str], str, int] | None:
    """Return the expression of ``re.sub("…", …)``, how it is asked, and its line."""
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="re"), attr=name),
            args=[ast.Constant(value=str(text)), *_],
        ) if name in ASKS:
            dotall = any("DOTALL" in ast.dump(word.value) for word in call.keywords)
            lines = any("MULTILINE" in ast.dump(word.value) for word in call.keywords)
            flags = (re.DOTALL if dotall else 0) | (re.MULTILINE if lines else 0)
            return re.compile(text, flags), name, call.lineno
    return None


def texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts of that length which would take a bad pattern the square of it."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    chance = random.Random(repr(pattern.pattern))  # the same at each run
    pieces = dict.fromkeys(_repeated(tree, chance))
    for begin, part in pieces:
        whole = begin + _filled(part, length)
        yield from (whole, whole + "\x00", whole + "\n")
        yield from (_filled(begin + part, length), _filled(begin + part + "\n", length))
    for _ in range(3):
        some = _instance(tree, chance)
        yield from (_filled(some, length), _filled(some[:-1], length))
    yield from (_filled(sign, length) + end for sign in SIGNS for end in ("", "\x00"))


def _filled(part: str, length: int) -> str:
    return (part * (length // len(part) + 1))[:length] if part else ""


def _repeated(tree: Sequence, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield each part that may repeat, with what may stand before it."""
    begin = ""
    for sort, value in tree:
        inner = _inside(sort, value)
        if sort in _REPEATS and value[1] >= MANY:
            yield from ((begin, _instance(value[2], chance)) for _ in range(4))
        for part in inner:
            yield from ((begin + b, p) for b, p in _repeated(part, chance))
        begin += _instance([(sort, value)], chance)


def _inside(sort: object, value: Sequence) -> list[Sequence]:
    if sort in _REPEATS:
        return [value[2]]
    if sort is kind.SUBPATTERN:
        return [value[3]]
    if sort is kind.ATOMIC_GROUP:
        return [value]
    return list(value[1]) if sort is kind.BRANCH else []


def _instance(tree: Sequence, chance: random.Random) -> str:
    """Return a short text that fits, about: what stands before or after is not looked at."""
    return "".join(_part(sort, value, chance) for sort, value in tree)


def _part(sort: object, value: Sequence, chance: random.Random) -> str:
    if sort is kind.LITERAL:
        return chr(value)
    if sort is kind.ANY:
        return chance.choice("a b-")
    if sort in {kind.IN, kind.NOT_LITERAL}:
        return chance.choice(_signs_of(sort, value))
    if sort in _REPEATS:
        count = max(value[0], chance.randint(0, 1) if value[1] else 0)
        return "".join(_instance(value[2], chance) for _ in range(count))
    inner = _inside(sort, value)
    return _instance(chance.choice(inner), chance) if inner else ""


def _signs_of(sort: object, value: Sequence) -> str:
    """Return the signs that a class takes: those it names, and ours."""
    named = [] if sort is kind.NOT_LITERAL else [v for op, v in value if op is kind.LITERAL]
    one = re.compile("")
    tree = parser.SubPattern(parser.State(), [(sort, value)])
    one = re._compiler.compile(tree)  # type: ignore[attr-defined]
    return "".join(s for s in (*map(chr, named), *SIGNS) if one.fullmatch(s)) or "a"
