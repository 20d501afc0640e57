"""Numbers and domains that look wrong in the light of all others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from vademecum.languages import words
from vademecum.lint.rules import Fix, On, Rule, found_by
from vademecum.lint.sources import ReadVault
from vademecum.skills.catalogue import Domain, PlacedSkill, SkillCatalogue
from vademecum.skills.notation import match_domain, parse_domain_heading
from vademecum.vault.names import without_marks
from vademecum.vault.nearest import Choices
from vademecum.vault.records import Finding

_NUMBER: Final = re.compile(r"(?P<code>[A-Z0-9]+(?:-[A-Z0-9]+)*)-(?P<number>\d+)")
_DISPLACING: Final = frozenset({"domain-level", "domain-near", "heading-form"})
_DIGITS: Final = str.maketrans("OIL", "011")
_DECORATION: Final = re.compile(
    rf"^(?:(?:\d{{1,2}}|[IVX]{{1,4}}|[A-Z])\s*[.)/–—-]|{'|'.join(words('words', 'domain'))})\s*"
    rf"|(?:(?<!\s)\s++)?(?:\([^()]*+\)|[-–—,]\s*+(?:{'|'.join(words('words', 'continued'))}))$",
    re.IGNORECASE,
)
"""What stands around the name of a domain in a heading: its number, « (suite) »."""
_SAME_START: Final = 3
_LONG: Final = 8


def domain_findings(vault: ReadVault) -> Iterator[Finding]:
    """Yield the domains that a misspelt heading has made."""
    catalogue, specs = vault.handbook.catalogue, vault.domains
    registered = {spec.slug for spec in specs}
    names = {n: spec.name for spec in specs for n in (spec.name, spec.slug, *spec.aliases)}
    for domain in catalogue.domains.values():
        if domain.slug in registered:
            continue
        others = {o.name: o.name for o in catalogue.domains.values() if _outweighs(o, domain)}
        near = _plain(domain.name, {**others, **names}) or _near(domain.name, {**others, **names})
        if near and near != domain.name:
            for path, _, line in domain.places:
                args = {"name": domain.name, "suggestion": near}
                yield Finding.of("domain-near", path, line, domain.name, near, **args)


def _outweighs(other: Domain, domain: Domain) -> bool:
    return other.slug != domain.slug and len(other.skills) > len(domain.skills)


def _plain(name: str, known: Mapping[str, str]) -> str:
    """Return the domain that *name* is without its number or « (suite) »; empty if it is none."""
    wanted = without_marks(_DECORATION.sub("", name)).strip()
    if wanted == without_marks(name).strip():
        return ""
    return next((known[other] for other in known if without_marks(other) == wanted), "")


def _near(name: str, known: Mapping[str, str]) -> str:
    close = Choices(known).suggest(name)
    if close is not None:
        return known[close]
    wanted = without_marks(name)
    alike = {known[other] for other in known if _is_close(wanted, without_marks(other))}
    return alike.pop() if len(alike) == 1 else ""


def _is_close(wanted: str, other: str) -> bool:
    """Say whether two letters differ in a long word that begins alike."""
    alike = wanted[:_SAME_START] == other[:_SAME_START]
    return alike and min(len(wanted), len(other)) >= _LONG and OSA.distance(wanted, other) <= 2


def _displaced(vault: ReadVault) -> frozenset[tuple[str, str]]:
    """Return notes and codes of domains whose heading is none: their skills stand elsewhere."""
    pairs = set()
    of_notes = (finding for note in vault.notes.values() for finding in note.findings)
    for finding in (*domain_findings(vault), *of_notes):
        if finding.code in _DISPLACING:
            name = dict(finding.args).get("suggestion", "").lstrip("# ")
            spec = match_domain(parse_domain_heading(name).name, vault.domains)
            pairs |= {(finding.path, spec.code.upper())} if spec is not None else set()
    return frozenset(pairs)


def mark_findings(vault: ReadVault) -> Iterator[Finding]:
    """Yield the marks that are no number, or that of another domain which nobody ever gave."""
    catalogue, entries = vault.handbook.catalogue, vault.register.entries
    displaced = _displaced(vault)  # there the heading is told already
    codes = {spec.code.upper() for spec in vault.domains}
    codes.update(domain.code.upper() for domain in catalogue.domains.values())
    gone = [e.id for e in entries.values() if not e.retired and e.id not in catalogue.skills]
    for placed in catalogue.skills.values():
        if not placed.permanent or placed.id in entries:
            continue
        own = catalogue.domains[placed.domain].code.upper()
        hint = _meant(placed.id, gone) or _hyphenated(placed.id, own, catalogue)
        match = _NUMBER.fullmatch(placed.id)
        strange = match is not None and match["code"] != own and match["code"] in codes
        code = match["code"] if match is not None else ""
        if match is None or hint or (strange and (placed.note, code) not in displaced):
            yield _finding(placed, own, hint)


def _meant(identifier: str, gone: Sequence[str]) -> str:
    """Return the one number in use that no note holds and that *identifier* misspells."""
    plain = re.sub(r"[^A-Z0-9]", "", identifier)
    close = [
        known
        for known in gone
        if re.sub(r"[^A-Z0-9]", "", known) == plain
        or _loose(known) == _loose(identifier)
        or (known[-3:] == identifier[-3:] and OSA.distance(known, identifier) == 1)
    ]
    return close[0] if len(close) == 1 else ""


def _hyphenated(identifier: str, code: str, catalogue: SkillCatalogue) -> str:
    """Return ``CUR-07`` for ``CUR07`` and ``CUR-O7``, unless another skill bears that number."""
    match = re.fullmatch(rf"{re.escape(code)}-?([0-9OIL]{{1,6}})", identifier)
    right = f"{code}-{match[1].translate(_DIGITS)}" if match is not None else ""
    return right if right not in catalogue.skills else ""


def _loose(identifier: str) -> tuple[str, int] | None:
    match = re.fullmatch(r"([A-Z]++)[^A-Z0-9]*+([0-9]++)", identifier)
    return (match[1], int(match[2])) if match else None


def _finding(placed: PlacedSkill, code: str, hint: str) -> Finding:
    block, instead = placed.skill.block or "", f"^{hint.lower()}" if hint else ""
    line = placed.skill.end or placed.skill.line
    args = {"block": block, "code": code, "hint": instead}
    raw = f"^{block}" if hint else ""
    return Finding.of("mark-number", placed.note, line, raw, instead, **args)


RULES: Final = (
    *found_by(
        domain_findings,
        On.HANDBOOK,
        Rule(
            "domain-near",
            "“%(name)s” makes a domain of its own. If “%(suggestion)s” is meant, write so; else "
            "name the new domain among the settings.",
        ),
    ),
    *found_by(
        mark_findings,
        On.HANDBOOK,
        Rule(
            "mark-number",
            "“^%(block)s” is no number that this handbook gave to a skill of this domain "
            "(%(code)s-01, %(code)s-02…). Correct it; or, if the skill is new, delete the mark and "
            "run “make ids”. %(hint)s",
            fix=Fix.REVEALING,
        ),
    ),
)
