"""A formula's LaTeX as our reader takes it: macros expanded, a few names written as it knows them.

All that is bounded is counted here, after expansion: math-core recurses in native code, where what
stands too deep in itself would end the process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

MAX_TOKENS: Final = 5_000
"""Tokens of one formula. The longest in use have some two thousand."""

NOTE_TOKENS: Final = 500_000
"""Tokens of all formulas of one note, some four seconds: a macro may fill each of them."""

MAX_COMMANDS: Final = 300
"""Groups open at once, and the commands since the last cell in each: what can nest in one another.

A thread of one megabyte, the smallest in use, holds some 360 of the most costly.
"""

_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+|.)|%[^\n]*\n?|#[1-9#]|\s+|.", re.DOTALL)
_LENGTH: Final = re.compile(r"-?\s*+(?:\d++\.?\d*+|\.\d++)\s*+(?:pt|em|ex|cm|mm|in|mu|px|pc)")
_HEX: Final = re.compile(r"\s*#(?:([0-9A-Fa-f]{6})|([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f]))\s*")

_DEFINERS: Final = frozenset(
    {r"\newcommand", r"\renewcommand", r"\providecommand", r"\def", r"\DeclareMathOperator"}
)
_TEXTS: Final = frozenset({r"\text", r"\textbf", r"\textit", r"\texttt", r"\textup", r"\emph"})
_IN_TEXT: Final = {"_": r"\_", "#": r"\#", "&": r"\&"}
"""What MathJax shows as it stands in a text."""
_ENVIRONMENTS: Final = {
    # Numbers come from the note alone: none is given by itself.
    "align": "align*",
    "equation": "equation*",
    "gather": "gather*",
    "multline*": "multline",
    "flalign": "align*",
    "flalign*": "align*",
    "split": "aligned",
}
_COUNTED: Final = {"alignat": "align*", "alignat*": "align*", "alignedat": "aligned"}
"""Environments that say first how many columns they have."""
_WITH_COLUMNS: Final = {
    "eqnarray": ("array", "{rcl}"),
    "eqnarray*": ("array", "{rcl}"),
    "smallmatrix": ("subarray", "{" + "c" * 20 + "}"),
}
_FENCING: Final = frozenset(
    {r"\left", r"\right", r"\middle"}
    | {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}
)
_ANGLES: Final = {"<": r"\langle", ">": r"\rangle"}
_LIMITS: Final = {"_": r"\underset", "^": r"\overset"}
_NUMBERED: Final = frozenset({"align*", "equation*", "gather*", "multline"})


class UndrawableError(ValueError):
    """A formula that cannot be drawn, or not with certainty: its source is shown."""


@dataclass(frozen=True, slots=True)
class Macro:
    """A command that stands for others: how many arguments it takes, a default for the first."""

    arguments: int
    body: tuple[str, ...]
    default: tuple[str, ...] | None = None


def _tokens(latex: str) -> tuple[str, ...]:
    return tuple(token for token in _TOKEN.findall(latex) if not token.startswith("%"))


_SIZES: Final = (
    "tiny",
    "scriptsize",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
)
_MACROS: Final = {
    name: Macro(arguments, _tokens(body))
    for name, arguments, body in (
        (r"\mbox", 1, r"\text{#1}"),
        (r"\hbox", 1, r"\text{#1}"),
        (r"\textnormal", 1, r"\text{#1}"),
        (r"\fbox", 1, r"\boxed{\text{#1}}"),
        (r"\textup", 1, r"\text{#1}"),
        (r"\textrm", 1, r"\text{#1}"),
        (r"\substack", 1, r"\begin{subarray}{c}#1\end{subarray}"),
        (r"\pmb", 1, r"\boldsymbol{#1}"),
        (r"\mathbbm", 1, r"\mathbb{#1}"),
        (r"\mathds", 1, r"\mathbb{#1}"),
        (r"\smash", 1, r"{#1}"),
        (r"\strut", 0, ""),
        (r"\mathstrut", 0, ""),
        (r"\dotsb", 0, r"\cdots"),
        (r"\dotsm", 0, r"\cdots"),
        (r"\dotsc", 0, r"\ldots"),
        (r"\dotso", 0, r"\ldots"),
        *((rf"\{size}", 0, "") for size in _SIZES),
        (r"\require", 1, ""),
        (r"\label", 1, ""),
        (r"\notag", 0, ""),
        (r"\nonumber", 0, ""),
    )
}
"""What math-core has no word for, in words that it has."""


@dataclass
class NoteFormulas:
    """What the formulas of a note share: the macros that they have defined, the tokens left."""

    macros: dict[str, Macro] = field(default_factory=lambda: dict(_MACROS))
    tokens: int = NOTE_TOKENS


@dataclass
class _Rewriter:
    note: NoteFormulas
    pending: list[str]
    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    """The environments that are open."""
    free_tag: bool = False
    """Whether a number stands outside the environments that take one."""
    read: int = 0

    def run(self) -> None:
        while self.pending:
            token = self._next()
            if token in _DEFINERS:
                self._define(token)
            elif token in self.note.macros:
                self._expand(self.note.macros[token])
            elif token in {r"\begin", r"\end"}:
                self._environment(token)
            elif token in _TEXTS:
                self._text(token)
            elif token in {r"\color", r"\textcolor"}:
                self._colour(token)
            elif token == r"\tag":
                self._tag()
            elif token == r"\mathop":
                self._operator()
            else:
                self._sign(token)

    def _sign(self, token: str) -> None:
        """Write what we need not know, and mind what follows."""
        self.out.append(token)
        if token == r"\\":
            self._skip_row_gap()
        elif token in _FENCING and self._peek() in _ANGLES:
            self.out.append(_ANGLES[self._next()])

    def _next(self) -> str:
        if not self.pending:
            raise UndrawableError("unfinished")
        self.read += 1
        self.note.tokens -= 1
        if self.read > MAX_TOKENS or self.note.tokens < 0:
            raise UndrawableError("long")
        return self.pending.pop()

    def _push(self, tokens: tuple[str, ...] | list[str]) -> None:
        self.pending.extend(reversed(tokens))

    def _peek(self) -> str:
        """Return the next token that is no blank, which stays."""
        while self.pending and self.pending[-1].isspace():
            self._next()
        return self.pending[-1] if self.pending else ""

    def _argument(self) -> tuple[str, ...]:
        """Take an argument, without its braces."""
        self._peek()
        token = self._next()
        return (token,) if token != "{" else self._until("}")

    def _option(self) -> tuple[str, ...] | None:
        """Take an optional argument, without its brackets."""
        if self._peek() != "[":
            return None
        self._next()
        return self._until("]")

    def _until(self, end: str) -> tuple[str, ...]:
        taken: list[str] = []
        depth = 0
        while (token := self._next()) != end or depth:
            depth += (token == "{") - (token == "}")
            taken.append(token)
        return tuple(taken)

    def _define(self, definer: str) -> None:
        starred = self._peek() == "*" and bool(self._next())
        name = "".join(self._argument()).strip()
        if not re.fullmatch(r"\\(?:[A-Za-z]+|.)", name) or name in {r"\begin", r"\end", r"\\"}:
            raise UndrawableError(definer)
        count, default = self._parameters(definer)
        body = self._argument()
        if definer == r"\DeclareMathOperator":
            body = (r"\operatorname", "*" if starred else "", "{", *body, "}")
        if definer != r"\providecommand" or name not in self.note.macros:
            self.note.macros[name] = Macro(count, body, default)

    def _parameters(self, definer: str) -> tuple[int, tuple[str, ...] | None]:
        if definer == r"\def":
            count = 0
            while self._peek().startswith("#"):
                self._next()
                count += 1
            return count, None
        number = "".join(self._option() or ("0",)).strip()
        if not re.fullmatch(r"[0-9]", number):
            raise UndrawableError(definer)
        return int(number), self._option()

    def _expand(self, macro: Macro) -> None:
        given: list[tuple[str, ...]] = []
        if macro.default is not None:
            given.append(self._option() or macro.default)
        while len(given) < macro.arguments:
            given.append(self._argument())
        body: list[str] = []
        for token in macro.body:
            if len(token) == 2 and token[0] == "#" and token[1] != "#":
                if int(token[1]) > len(given):
                    raise UndrawableError(token)
                body += given[int(token[1]) - 1]
            else:
                body.append(token)
            if len(body) > MAX_TOKENS:
                raise UndrawableError("long")
        self._push(body)

    def _environment(self, token: str) -> None:
        name = "".join(self._argument())
        after = ""
        if name in _COUNTED:
            name = _COUNTED[name]
            if token == r"\begin":
                self._argument()
        elif name in _WITH_COLUMNS:
            name, after = _WITH_COLUMNS[name]
        name = _ENVIRONMENTS.get(name, name)
        if token == r"\begin":
            self.open.append(name)
            self.out += (token, "{", name, "}", after)
            if name == "array":
                self._columns(after)
            return
        if name == "multline" and r"\tag" not in self.out:
            self.out.append(r"\notag")
        if self.open:
            self.open.pop()
        self.out += (token, "{", name, "}")

    def _columns(self, written: str) -> None:
        """Write the columns of an array, without where it stands in its line and ``@{…}``."""
        self._option()
        if written:
            return
        columns = "".join(self._argument())
        self.out += ("{", re.sub(r"\s+|[@!]\{[^{}]*\}", "", columns), "}")

    def _text(self, token: str) -> None:
        """Write a text; formulas within it stand beside its parts, all in one group."""
        parts: list[str] = [token, "{"]
        mathematics = False
        for sign in self._argument():
            if sign == "$":
                parts += ("}", "{") if not mathematics else ("}", token, "{")
                mathematics = not mathematics
            elif mathematics:
                parts.append(sign)
            elif sign.isspace() and re.fullmatch(r"\\[^A-Za-z]", parts[-1]):
                parts.append("~")  # math-core takes a blank behind \% for the end of its name
            else:
                parts.append(_IN_TEXT.get(sign, sign))
        if mathematics:
            raise UndrawableError(token)
        parts.append("}")
        if "$" not in parts and parts.count(token) == 1:
            self.out += parts
        else:
            self.out += ("{", *parts, "}")

    def _colour(self, token: str) -> None:
        """Write a colour: of one argument (``textcolor``), or of the rest of its group."""
        model = self._option()
        name = "".join(self._argument())
        if (match := _HEX.fullmatch(name)) is not None:
            model, name = ("HTML",), match[1] or "".join(2 * sign for sign in match.groups()[1:])
        option = ("[", *model, "]") if model is not None else ()
        colour = (r"\color", *option, "{", name, "}")
        if token == r"\color":
            self.out += colour
        else:
            self.out.append("{")
            self._push([*self._argument(), "}"])
            self.out += colour

    def _operator(self) -> None:
        """Write an operator of one's own, what is below and above it being its limits."""
        operator: tuple[str, ...] = self._argument()
        if self._peek() in {r"\limits", r"\nolimits"} and self._next() == r"\nolimits":
            self._push(("{", *operator, "}"))
            return
        while (place := self._peek()) in _LIMITS:
            self._next()
            operator = (_LIMITS[place], "{", *self._argument(), "}", "{", *operator, "}")
        self._push(("{", *operator, "}"))

    def _tag(self) -> None:
        self.out.append(r"\tag")
        if self._peek() == "*":
            self.out.append(self._next())
        self.out += ("{", *self._argument(), "}")
        self.free_tag = self.free_tag or not _NUMBERED.intersection(self.open)

    def _skip_row_gap(self) -> None:
        """Leave out the room that a row asks for below it, a length in brackets."""
        if self.pending and self.pending[-1] == "*":
            self._next()
        if not self.pending or self.pending[-1] != "[":
            return
        gap = self._option() or ()
        if not _LENGTH.fullmatch("".join(gap).strip()):
            self._push(("[", *gap, "]"))


def rewritten(latex: str, note: NoteFormulas, *, block: bool) -> str:
    """Return a formula with its macros expanded, in words that math-core has.

    :param note: what its note has defined; what this formula defines is added.
    :raises UndrawableError: it is too long, too deep, or not finished.
    """
    if len(latex) > 4 * MAX_TOKENS:
        raise UndrawableError("long")
    rewriter = _Rewriter(note, list(reversed(_tokens(latex))))
    rewriter.run()
    out = rewriter.out
    if rewriter.free_tag and block and not rewriter.open:
        out = [r"\begin{equation*}", *out, r"\end{equation*}"]
    _check_depth(out)
    return "".join(_spaced(out))


def _check_depth(tokens: list[str]) -> None:
    """Refuse what may nest too deep: groups, and commands of which each takes the next."""
    levels = [0]
    for token in tokens:
        if token in {"{", r"\left", r"\begin", r"\begingroup"}:
            levels.append(0)
        elif token in {"}", r"\right", r"\end", r"\endgroup"}:
            levels = levels[:-1] or [0]
        elif token in {"&", r"\\"}:
            levels[-1] = 0
        if token[0:1] == "\\" and token[1:2].isalpha():
            levels[-1] += 1
        if len(levels) + sum(levels) > MAX_COMMANDS:
            raise UndrawableError("deep")


def _spaced(tokens: list[str]) -> Iterator[str]:
    """Yield tokens; a blank parts a command from a letter that an expansion has put behind it."""
    before = ""
    for token in tokens:
        if before[:1] == "\\" and before[-1].isalpha() and token[:1].isalpha():
            yield " "
        yield token
        before = token or before
