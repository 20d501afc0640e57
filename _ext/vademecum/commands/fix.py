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
from collections.abc import Iterator, Mapping, Sequence
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
from vademecum.findings import safe_lines
from vademecum.i18n import _
from vademecum.lint.fix import LineFix, harmful, next_fixes
from vademecum.lint.rulebook import Rulebook
from vademecum.lint.run import findings_of
from vademecum.vault.names import NotePath, printed
from vademecum.vault.text import decode

_ROUNDS = 6
"""How often what a fix has let be read is fixed in its turn."""

Change = tuple[bytes | None, bytes]


@dataclass(slots=True)
class Fixes:
    """New bytes by file, new names by file, and what could not be done."""

    changes: dict[str, Change] = field(default_factory=dict)
    renames: dict[str, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)


def plan(vault: Path, conf: Path) -> Fixes:
    """Say what would be written, having written it to a copy, in rounds."""
    domain = read_vault(vault, conf)
    rules = Rulebook.of_build(domain.env)
    fixes = Fixes(renames=dict(_renames(domain)))
    with tempfile.TemporaryDirectory(prefix="vademecum-") as folder:
        copy = Path(folder) / "vault"
        _copy(domain, copy)
        fixed, left = domain, dict[LineFix, None]()
        for _round in range(_ROUNDS):
            of_round = next_fixes(findings_of(fixed), left, rules)
            if not of_round:
                break
            fixed, harm = _tried(fixed, of_round, copy, conf)
            left.update(dict.fromkeys(harm))
        fixes.messages += map(_left, dict.fromkeys((fix.path, fix.line) for fix in left))
        _number(fixed, copy, conf, fixes)
        fixes.changes = dict(_changes(domain, copy))
    return fixes


def _left(place: tuple[str, int]) -> str:
    words = _("%(file)s, line %(line)s is left as it is: a mend would break something else.")
    return words % {"file": printed(NotePath(place[0])), "line": place[1]}


def _tried(
    domain: VaultDomain, fixes: Sequence[LineFix], copy: Path, conf: Path
) -> tuple[VaultDomain, Sequence[LineFix]]:
    """Write fixes into the copy but those that do harm; return what is read then, and these."""
    rules, known = Rulebook.of_build(domain.env), findings_of(domain)
    before = {fix.path: (copy / fix.path).read_bytes() for fix in fixes}
    fixed = _written(before, fixes, copy, conf)
    harm = harmful(known, findings_of(fixed), fixes, rules)
    if not harm:
        return fixed, ()
    kept = [fix for fix in fixes if fix not in harm]
    fixed = _written(before, kept, copy, conf)
    if harmful(known, findings_of(fixed), kept, rules):
        return _written(before, (), copy, conf), fixes
    return fixed, harm


def _written(
    before: Mapping[str, bytes], fixes: Sequence[LineFix], copy: Path, conf: Path
) -> VaultDomain:
    for path, data in before.items():
        (copy / path).write_bytes(data)
    _write(fixes, copy)
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
    """Say whether a note is longer than what is read of it: nothing in it is fixed."""
    file = Path(domain.env.srcdir) / path
    return file.exists() and file.stat().st_size > domain.project.limit


def _write(fixes: Sequence[LineFix], vault: Path) -> None:
    by_note: dict[str, list[LineFix]] = {}
    for fix in fixes:
        by_note.setdefault(fix.path, []).append(fix)
    for path, of_note in by_note.items():
        data = (vault / path).read_bytes()
        if not is_utf8(data):
            continue
        for fix in of_note:
            try:
                data = patched(data, [Replace(fix.line, fix.old, fix.new, fix.times)])
            except PatchError:  # the same words stand in the line as code, for instance
                continue
        (vault / path).write_bytes(data)


def _number(domain: VaultDomain, copy: Path, conf: Path, fixes: Fixes) -> None:
    planned = ids.plan(domain, conf, retire=False)
    if planned.refused:
        fixes.messages += ids.refusal(planned, Rulebook.of_build(domain.env))
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
