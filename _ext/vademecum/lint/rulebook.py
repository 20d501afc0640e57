"""All rules of a build, by code: what each finds, how much it matters, what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any, Final

from sphinx.environment import BuildEnvironment
from sphinx.events import EventManager

from vademecum.environment.extending import cause
from vademecum.findings import Severity, plain_line
from vademecum.i18n import _
from vademecum.lint.rules import Find, On, Rule, module_of, registered
from vademecum.settings import Settings
from vademecum.vault.records import Finding


def _built_in() -> dict[str, Rule]:
    """Return the rules of each module of this folder that is called ``…_rules``."""
    names = (module.name for module in iter_modules([str(Path(__file__).parent)]))
    modules = [import_module(f"vademecum.lint.{name}") for name in names if name.endswith("_rules")]
    return {rule.code: rule for module in modules for rule in module.RULES}


BUILT_IN: Final[Mapping[str, Rule]] = MappingProxyType(_built_in())


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules by code; ``chosen``: severities that the settings give to codes."""

    rules: Mapping[str, Rule] = field(default_factory=lambda: BUILT_IN)
    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, events: EventManager, chosen: Mapping[str, str] | None = None) -> Rulebook:
        """Return our rules and those that other extensions have registered."""
        more = {rule.code: rule for rule in registered(events)}
        rules = {**BUILT_IN, **more}
        # Of a table that names a code which is none, nothing is taken: that is told at the start.
        return cls(rules, chosen if chosen and chosen.keys() <= rules.keys() else {})

    @classmethod
    def of_build(cls, env: BuildEnvironment) -> Rulebook:
        """Return the rules of a build, with the severities that its settings choose."""
        return cls.of(env.events, Settings.of(env.config).severity)

    def severity(self, code: str) -> Severity:
        """Return the severity of a code: as the settings choose, else its own."""
        return Severity(self.chosen.get(code, self.rules[code].severity))

    def words(self, finding: Finding) -> str:
        """Return the sentence of a finding in the reader's language; a hint becomes one too."""
        rule = self.rules[finding.code]
        given = dict(finding.args)
        args = defaultdict(str, {name: plain_line(value) for name, value in given.items()})
        if "hint" in args:
            args["hint"] = _("Write “%(hint)s”.") % args if args["hint"] else ""
        args.update(rule.fill(given) if rule.fill is not None else {})
        return (_(rule.message) % args).strip()

    def find(self, on: On, subject: Any) -> Iterator[Finding]:
        """Yield what the rules find in ``subject``.

        A rule that fails is told, and the others go on: none may break a build.
        """
        # Rules of one finder are a family: it runs once, and yields the findings of all of them.
        codes: dict[Find, list[str]] = {}
        for rule in self.rules.values():
            if rule.on is on and rule.find is not None:
                codes.setdefault(rule.find, []).append(rule.code)
        for finder, of_finder in codes.items():
            try:
                yield from self._checked(finder(subject), of_finder)
            except MemoryError:  # the note's bound, not the rule
                raise
            except Exception as error:
                name = f"{', '.join(of_finder)} ({module_of(self.rules[of_finder[0]])})"
                yield Finding.of("rule-failed", "", 1, rule=name, cause=cause(error))

    def _checked(self, yielded: Iterable[Finding], of_finder: Sequence[str]) -> list[Finding]:
        findings = list(yielded)
        ours = of_finder[0] in BUILT_IN  # ours may find what the reading of a note records too
        for finding in findings:
            if not isinstance(finding, Finding):
                raise TypeError(f"{finding!r} is no Finding")
            if finding.code not in (self.rules if ours else of_finder):
                raise TypeError(f"{finding!r} is no Finding of {', '.join(of_finder)}")
            if not isinstance(finding.path, str) or not isinstance(finding.line, int):
                raise TypeError(f"{finding!r} has no place")
        return findings
