"""A rule is one object: all that is known of a code of the check stands in it.

``suppress_warnings`` and ``-W`` work on ``vademecum.<code>``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from enum import Enum
from functools import partial
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.events import EventManager

from vademecum.environment.extending import check_kind, set_up_in_time
from vademecum.findings import Severity
from vademecum.i18n import _
from vademecum.vault.records import Finding

RULES_EVENT: Final = "vademecum-rules"
"""Asked for the rules of other extensions: the listeners are the registry, one an application."""
_CODE: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

NOTICE: Final = Severity.NOTICE


class On(Enum):
    """What a rule looks at.

    ``RECORDS``: the ``Handbook`` alone, which ``vademecum.api`` promises. ``SOURCE``: a note's
    lines as its author typed them (``Source``). ``NOTE``: what was read of a note (``ReadNote``).
    ``HANDBOOK``: all notes (``ReadVault``). ``CHECK``: the same, for the check alone: no build
    waits for it.
    """

    RECORDS = "records"
    SOURCE = "source"
    NOTE = "note"
    HANDBOOK = "handbook"
    CHECK = "check"


class Fix(Enum):
    """Whether ``FIX=1`` writes what a finding says to write.

    ``SAFE``: there is one clear answer. ``REVEALING``: too, and after it lines are read that were
    text before, with faults of their own perhaps.
    """

    NONE = "none"
    SAFE = "safe"
    REVEALING = "revealing"


Find = Callable[[Any], Iterable[Finding]]
Settle = Callable[[Finding, Any], Finding | None]
Fill = Callable[[Mapping[str, str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check: what may be wrong, and how it is found.

    :param code: its name in reports and in ``suppress_warnings``: ``museum-no-contact``.
    :param message: what is wrong and what to write instead; ``%(name)s`` stands for an argument
        of the finding.
    :param find: called once a build with the handbook; returns the findings.
    :param severity: ``error`` (an author must fix it) or ``notice``.

    The others are for our own rules, and may change. ``on``: what ``find`` is called with. Rules
    may share one ``find``, which then runs once; one without is recorded while a note is
    read. ``whole_file``: no line of the file is what was written. ``settle`` looks at a finding of
    one note again when all are known (a ``ReadVault``): it may complete it, or drop it (None).
    ``fill`` changes the arguments of the message, from those of a finding.

    :raises ExtensionError: if something is of a wrong type; it names the module of ``find``.
    """

    code: str
    message: str
    _rest: KW_ONLY
    find: Find | None = None
    severity: str = Severity.ERROR
    on: On = On.RECORDS
    fix: Fix = Fix.NONE
    whole_file: bool = False
    settle: Settle | None = None
    fill: Fill | None = None

    def __post_init__(self) -> None:
        """Refuse what is no rule at once, where it is written."""
        well = {
            "code": isinstance(self.code, str) and _CODE.fullmatch(self.code) is not None,
            "message": isinstance(self.message, str) and _fills(self.message),
            "find": self.find is None or callable(self.find),
            "on": isinstance(self.on, On),
            "severity": self.severity in {Severity.ERROR, Severity.NOTICE},
            "fix": isinstance(self.fix, Fix),
            "whole_file": isinstance(self.whole_file, bool),
            "settle": self.settle is None or callable(self.settle),
            "fill": self.fill is None or callable(self.fill),
        }
        for name in (name for name, is_well in well.items() if not is_well):
            words = _("%(kind)s: “%(name)s” cannot be %(value)s")
            args = {"kind": "Rule", "name": name, "value": repr(getattr(self, name))}
            raise ExtensionError(words % args, modname=module_of(self))


def found_by(find: Find, on: On, *rules: Rule) -> tuple[Rule, ...]:
    """Return the rules of one finder."""
    return tuple(replace(rule, find=find, on=on) for rule in rules)


def register(app: Sphinx, rule: Rule, module: str = "") -> None:
    """Add a rule of another extension; to be called in its ``setup``.

    :raises ExtensionError: if it is no rule, or its code is taken; it names the module.
    """
    from vademecum.lint.rulebook import Rulebook  # noqa: PLC0415  (it collects the rules above)

    module = module or module_of(rule)
    check_kind(rule, Rule, module)
    if rule.find is None:
        words = _("%(kind)s: “%(name)s” cannot be %(value)s")
        args = {"kind": "Rule", "name": "find", "value": "None"}
        raise ExtensionError(words % args, modname=module)
    set_up_in_time(app, module)
    if (known := Rulebook.of(app.events).rules.get(rule.code)) is not None:
        words = _("%(kind)s: “%(value)s” is there already, of %(module)s")
        args = {"kind": "Rule", "value": rule.code, "module": module_of(known)}
        raise ExtensionError(words % args, modname=module)
    app.connect(RULES_EVENT, partial(_given, rule))


def _given(rule: Rule, _app: Sphinx) -> Rule:
    return rule


def module_of(rule: object) -> str:
    """Return the module that a rule comes from, as far as that can be known."""
    find = getattr(rule, "find", rule)
    return str(getattr(find, "__module__", None) or type(find).__module__)


def _fills(message: str) -> bool:
    """Say whether arguments can be put into a message: a lone ``%`` cannot be read."""
    try:
        return bool(message) and isinstance(message % _Anything(), str)
    except (TypeError, ValueError):
        return False


class _Anything(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return name


def registered(events: EventManager) -> Iterable[Rule]:
    """Return the rules of other extensions, in the order of their registration."""
    return events.emit(RULES_EVENT)


def setup(app: Sphinx) -> None:
    """Add the event that other extensions' rules answer."""
    app.add_event(RULES_EVENT)
