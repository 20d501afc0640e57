"""Callouts (``> [!tip] Title``) that Obsidian shows as mere quotes, or of a kind it knows not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vademecum.core.callouts import KINDS, MEANT
from vademecum.core.nearest import Choices
from vademecum.core.slips.source import Slip, Source, shown

_HEAD: Final = re.compile(r"(?P<marks>(?:\s*>)*\s*)(?P<text>\S.*)")
_WELL: Final = re.compile(
    r"\[!(?P<kind>[^\]\n|]+)(?P<more>\|[^\]\n]*)?\](?P<fold>[+-]?)(?P<rest>.*)"
)
_OPEN: Final = re.compile(r"\[!(?P<kind>[^\W\d_]+)(?P<rest>(?:\s[^\]]*)?)$")
_ODD: Final = re.compile(
    r"(?:\[\s*!\s*(?P<a>[^\W\d_]+)\s*\]|!\s*\[\s*(?P<b>[^\W\d_]+)\s*\]|\[(?P<c>[^\W\d_]+)\s*!\]"
    r"|[({]\s*!\s*(?P<d>[^\W\d_]+)\s*[)}]|\[¡(?P<e>[^\W\d_]+)\])(?P<fold>[+-]?)(?P<rest>(?!\().*)"
)
_KINDS: Final = Choices(KINDS)


def callout_slips(source: Source) -> Iterator[Slip]:
    """Yield the callouts that are none."""
    for number, line in source.seen:
        head = _HEAD.fullmatch(line)
        if head is None or not ("!" in line or "¡" in line):
            continue
        quoted = ">" in head["marks"]
        slip = _unknown(number, head["text"]) if quoted else None
        yield from filter(None, [slip or _misshapen(number, head["text"], quoted)])


def _misshapen(number: int, text: str, quoted: bool) -> Slip | None:
    well = _WELL.fullmatch(text)
    if well is not None and well["kind"] == well["kind"].strip():
        glued = bool(well["rest"]) and not well["rest"][0].isspace()
        if (quoted and not glued) or not _means_one(well["kind"]):
            return None
        opening = text[: well.start("rest")]
    else:
        odd = _OPEN.fullmatch(text) or _ODD.fullmatch(text)
        if odd is None:
            return None
        kind = next((v for k, v in odd.groupdict().items() if v and k not in _PARTS), "")
        if not _means_one(kind):
            return None
        well = odd
        opening = f"[!{kind}]" + (odd.groupdict().get("fold") or "")
    instead = f"{opening} {well['rest'].strip()}".rstrip()
    instead = instead if quoted else f"> {instead}"
    return Slip("callout-form", number, text, instead, (("written", shown(text)),))


_PARTS: Final = frozenset({"fold", "rest"})


def _means_one(kind: str) -> bool:
    name = kind.strip().lower()
    return name in KINDS or name in MEANT or _KINDS.suggest(name) is not None


def _unknown(number: int, text: str) -> Slip | None:
    """Return a slip for a kind that Obsidian does not know and that stands for one it knows."""
    well = _WELL.fullmatch(text)
    kind = well["kind"].strip().lower() if well is not None else ""
    if well is None or not kind or kind in KINDS or well["more"]:
        return None
    meant = MEANT.get(kind) or _KINDS.suggest(kind)
    if meant is None or (well["rest"] and not well["rest"][0].isspace()):
        return None
    title = well["rest"].strip() or (kind.capitalize() if kind in MEANT else "")
    instead = f"[!{meant}]{well['fold']} {title}".rstrip()
    args = (("kind", shown(kind)), ("suggestion", instead))
    return Slip("callout-kind", number, text, instead, args)
