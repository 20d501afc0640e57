"""``make check FIX=1``: writes what is safe to write, and shows it first.

Safe is what can be replaced word for word by one clear answer, a name in composed letters, a number
for a skill that has none. All is tried on a copy of the vault; only if the copy is no worse than
the vault does anything change. No number is retired here: that is for ``make ids``.
"""

from __future__ import annotations

import difflib
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vademecum.commands import ids
from vademecum.commands.files import (
    PatchError,
    Replace,
    is_utf8,
    patched,
    remove_leftovers,
    replace_file,
)
from vademecum.commands.vault import conf_folder, copy_settings, read_vault, vault_arguments
from vademecum.environment.domain import VaultDomain
from vademecum.handbook import Handbook
from vademecum.i18n import _
from vademecum.lint.codes import Code, Severity, severity
from vademecum.lint.log_lines import safe_lines
from vademecum.vault.names import NotePath, printed
from vademecum.vault.records import Finding
from vademecum.vault.text import decode

_SAFE = frozenset(
    "link-note link-renamed link-form link-in-table link-malformed link-heading link-block "
    "link-file link-no-scheme address-form address-tracked heading-form list-form item-below "
    "code-indented emphasis-open field-indent field-form field-value skill-field match-form "
    "mark-form mark-number reference-word reference-bare reference-empty callout-form callout-kind "
    "table-form property-date property-value footnote-missing fence-form domain-level "
    "role-skill-form front-matter".split()
)
_REVEALING = frozenset(
    "heading-form list-form item-below domain-level field-indent fence-form front-matter "
    "callout-form table-form link-form mark-form mark-number footnote-missing field-form "
    "skill-field code-indented".split()
)
"""Mends after which lines are read that were text before."""

_ROUNDS = 6
"""How often what a mend has let be read is mended in its turn."""

Change = tuple[bytes | None, bytes]
Place = tuple[str, int, str, str]
"""Note, line, code and what was written: of an error."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A change to a line of a note, and the code of the finding that it answers."""

    code: str
    path: str
    edit: Replace

    @property
    def line(self) -> int:
        """The line that is changed."""
        return self.edit.line


@dataclass(slots=True)
class Fixes:
    """New bytes by file, new names by file, and what could not be done."""

    changes: dict[str, Change] = field(default_factory=dict)
    renames: dict[str, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)


def plan(vault: Path, conf: Path) -> Fixes:
    """Say what would be written, having written it to a copy, in rounds.

    What lets lines be read goes first: then these lines are read, and mended as well.
    """
    domain = read_vault(vault, conf)
    fixes = Fixes(renames=dict(_renames(domain)))
    with tempfile.TemporaryDirectory(prefix="vademecum-") as folder:
        copy = Path(folder) / "vault"
        _copy(domain, copy)
        fixed, left = domain, dict[Mend, None]()
        for _round in range(_ROUNDS):
            mends = _next(fixed.handbook, left)
            if not mends:
                break
            fixed, harm = _tried(fixed, mends, copy, conf)
            left.update(dict.fromkeys(harm))
        fixes.messages += map(_left, dict.fromkeys((mend.path, mend.line) for mend in left))
        _number(fixed, copy, conf, fixes)
        fixes.changes = dict(_changes(domain, copy))
    return fixes


def _next(handbook: Handbook, left: Collection[Mend]) -> list[Mend]:
    """Return the mends of the next round, without those that have been tried in vain."""
    mends = [mend for mend in _mends(handbook) if mend not in left]
    return [mend for mend in mends if mend.code in _REVEALING] or mends


def _left(place: tuple[str, int]) -> str:
    words = _("%(file)s, line %(line)s is left as it is: a mend would break something else.")
    return words % {"file": printed(NotePath(place[0])), "line": place[1]}


def _tried(
    domain: VaultDomain, mends: Sequence[Mend], copy: Path, conf: Path
) -> tuple[VaultDomain, Sequence[Mend]]:
    """Write mends into the copy but those that do harm; return what is read then, and these."""
    before = {mend.path: (copy / mend.path).read_bytes() for mend in mends}
    fixed = _written(before, mends, copy, conf)
    harm = harmful(domain.handbook, fixed.handbook, mends)
    if not harm:
        return fixed, ()
    kept = [mend for mend in mends if mend not in harm]
    fixed = _written(before, kept, copy, conf)
    if harmful(domain.handbook, fixed.handbook, kept):
        return _written(before, (), copy, conf), mends
    return fixed, harm


def _written(
    before: Mapping[str, bytes], mends: Sequence[Mend], copy: Path, conf: Path
) -> VaultDomain:
    for path, data in before.items():
        (copy / path).write_bytes(data)
    _write(mends, copy)
    return read_vault(copy, conf)


def _copy(domain: VaultDomain, copy: Path) -> None:
    """Copy the notes and the register; of other files, only that they are there counts."""
    vault, register = Path(domain.env.srcdir), domain.register.path
    for path in (*domain.handbook.notes, *domain.project.index.attachments):
        there = copy / path
        there.parent.mkdir(parents=True, exist_ok=True)
        if path in domain.handbook.notes and _too_long(domain, path):
            with (vault / path).open("rb") as note:  # so that it is too long in the copy as well
                there.write_bytes(note.read(domain.project.limit + 1))
        elif path in domain.handbook.notes or path == register:
            shutil.copyfile(vault / path, there)
        else:
            there.touch()
    copy_settings(vault, copy)


def _too_long(domain: VaultDomain, path: str) -> bool:
    """Say whether a note is longer than what is read of it: nothing in it is mended."""
    file = Path(domain.env.srcdir) / path
    return file.exists() and file.stat().st_size > domain.project.limit


def _write(mends: Sequence[Mend], vault: Path) -> None:
    by_note: dict[str, list[Mend]] = {}
    for mend in mends:
        by_note.setdefault(mend.path, []).append(mend)
    for path, of_note in by_note.items():
        data = (vault / path).read_bytes()
        if not is_utf8(data):
            continue
        for mend in of_note:
            try:
                data = patched(data, [mend.edit])
            except PatchError:  # the same words stand in the line as code, for instance
                continue
        (vault / path).write_bytes(data)


def _mends(handbook: Handbook) -> list[Mend]:
    """Return one mend a line and slip: the same slip twice in a line is two, or none."""
    slips = [f for f in handbook.findings if f.code in _SAFE and f.raw and f.suggestion]
    return [
        Mend(code, path, Replace(line, raw, suggestion, times))
        for (code, path, line, raw, suggestion), times in Counter(map(_place, slips)).items()
    ]


def _place(finding: Finding) -> tuple[str, str, int, str, str]:
    return finding.code, finding.path, finding.line, finding.raw, finding.suggestion


def harmful(before: Handbook, after: Handbook, mends: Sequence[Mend]) -> list[Mend]:
    """Return the mends after which the check is no cleaner, each judged by itself.

    A mend does harm if its own finding is still there, or if there is an error that was not: in
    its line, or, of one that lets lines be read which nothing could read (a heading that was
    none), in another note. What such lines hold may have faults of its own: these were there.
    No mend moves a line.
    """
    new = _errors(after) - _errors(before)
    still = {_place(finding)[:4] for finding in after.findings}
    lines = {(path, line) for path, line, _code, _raw in new}
    elsewhere = {path for path, _line, _code, _raw in new} - {mend.path for mend in mends}
    harm = []
    for mend in mends:
        reveals = mend.code in _REVEALING
        still_there = (mend.code, mend.path, mend.line, mend.edit.old) in still
        if still_there or (not reveals and (mend.path, mend.line) in lines) or elsewhere:
            harm.append(mend)
    return harm + [mend for mend in _beside(mends, new) if mend not in harm]


def _beside(mends: Sequence[Mend], new: Counter[Place]) -> list[Mend]:
    """Return the mends of notes with a new error in a line that none of them touches or reveals."""
    touched = {(mend.path, mend.line) for mend in mends}
    revealing = {mend.path for mend in mends if mend.code in _REVEALING}
    worse = {path for path, line, _code, _raw in new if (path, line) not in touched} - revealing
    return [mend for mend in mends if mend.path in worse]


def _errors(handbook: Handbook) -> Counter[Place]:
    """Count the errors by place, code and link: a mended one is not set off by a new one."""
    errors = (f for f in handbook.findings if severity(Code(f.code)) is Severity.ERROR)
    return Counter((f.path, f.line, f.code, f.raw) for f in errors)


def _number(domain: VaultDomain, copy: Path, conf: Path, fixes: Fixes) -> None:
    planned = ids.plan(domain, conf, retire=False)
    if planned.refused:
        fixes.messages += ids.refusal(planned)
        return
    ids.write(planned, copy)
    fixes.messages += [
        line
        for line in ids.report(planned)
        if planned.numbers or planned.retired or planned.untouched
    ]


def _changes(domain: VaultDomain, copy: Path) -> Iterator[tuple[str, Change]]:
    vault = Path(domain.env.srcdir)
    for path in (*domain.handbook.notes, domain.register.path):
        if (copy / path).exists() and not _too_long(domain, path):
            before = (vault / path).read_bytes() if (vault / path).exists() else None
            after = (copy / path).read_bytes()
            if before != after:
                yield path, (before, after)


def _renames(domain: VaultDomain) -> Iterator[tuple[str, str]]:
    """Yield files and folders whose own name is decomposed, the innermost first."""
    known = (*domain.handbook.notes, *domain.project.index.attachments)
    places = {
        "/".join(path.split("/")[:n]) for path in known for n in range(1, path.count("/") + 2)
    }
    for place in sorted(places, key=lambda p: (-p.count("/"), p)):
        folder, _slash, name = place.rpartition("/")
        if name != printed(name):
            yield place, f"{folder}/{printed(name)}" if folder else printed(name)


def shown(fixes: Fixes) -> Iterator[str]:
    """Yield the differences, as ``diff -u`` would say them, and the new names."""
    for path, (before, after) in fixes.changes.items():
        old, new = _lines(before or b""), _lines(after)
        name = printed(path)
        yield from difflib.unified_diff(old, new, name, name, lineterm="", n=1)
    for old_name, new_name in fixes.renames.items():
        yield _("%(old)s is renamed %(new)s (the same letters, coded as one)") % {
            "old": old_name,
            "new": new_name,
        }


def _lines(data: bytes) -> list[str]:
    """Return the lines as the reading of notes counts them (a form feed ends none)."""
    return decode(data).text.removesuffix("\n").split("\n") if data else []


def apply(fixes: Fixes, vault: Path) -> list[str]:
    """Write the changes, then the names; return what could not be renamed."""
    for path, (before, after) in fixes.changes.items():
        replace_file(vault, path, before, after)
    return [name for name, new in fixes.renames.items() if not _rename(vault / name, vault / new)]


def _rename(old: Path, new: Path) -> bool:
    """Rename, unless another file has the name; a Mac holds both names for one file."""
    if new.exists() and not old.samefile(new):
        return False
    old.rename(new)
    return True


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)


def run(options: Namespace) -> int:
    """Show what is safe, then write it."""
    remove_leftovers(options.vault)
    fixes = plan(options.vault, conf_folder(options))
    lines = list(shown(fixes))
    print(safe_lines("\n".join(lines)) if lines else _("Nothing that can be mended safely."))
    try:
        kept = apply(fixes, options.vault)
    except OSError as error:
        message = _("Writing failed: %(error)s. Run the command again.")
        print(message % {"error": error}, file=sys.stderr)
        return 1
    for name in kept:
        print(_("%(name)s keeps its name: another file has the other one.") % {"name": name})
    print(safe_lines("\n".join([*fixes.messages, ""])))
    return 0
