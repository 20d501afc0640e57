"""Slips that are none unless a note bears the name: ``((Note))``, « Voir Note » without a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from vademecum.core.names import NotePath, note_name
from vademecum.core.records import Finding
from vademecum.core.slips.brackets import NAMED
from vademecum.core.vault.index import VaultIndex, Via

_QUOTES: Final = " \t\u00a0\u202f«»“”„\"‘’'.:()"
_FIRST: Final = re.compile(r"(?P<word>\S+?)[\s:.\u00a0]+(?P<rest>\S.*)", re.DOTALL)


def with_names(findings: Iterable[Finding], index: VaultIndex) -> Iterator[Finding]:
    """Yield findings, those about a name that no note bears left out, the others with the name."""
    for finding in findings:
        args = dict(finding.args)
        if NAMED in args and finding.code == "link-form":
            if _note(args[NAMED], finding.path, index):
                yield finding
        elif finding.code == "reference-empty":
            yield _referring(finding, args, index)
        else:
            yield finding


def _referring(finding: Finding, args: dict[str, str], index: VaultIndex) -> Finding:
    """Return « Voir Note » with the link that it means, if a note bears that name."""
    match = _FIRST.fullmatch(args["text"])
    name = match["rest"].strip(_QUOTES) if match is not None else ""
    known = _note(name, finding.path, index) if name and "…" not in name else ""
    if match is None or not known:
        return finding
    return replace(finding, raw=match["rest"], suggestion=f"[[{known}]]")


def _note(name: str, source: str, index: VaultIndex) -> str:
    """Return the name of the one note, or the path and name, that *name* leads to; else empty."""
    match = index.resolve(name, NotePath(source))
    if match.path is None or match.others or match.via in {Via.ALIAS, Via.FORMER}:
        return ""
    return name if "/" in name else note_name(match.path)
