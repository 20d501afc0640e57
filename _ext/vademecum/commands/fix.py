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
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vademecum.commands import ids
from vademecum.commands.files import remove_leftovers, replace_file
from vademecum.commands.vault import conf_folder, copy_settings, read_vault, vault_arguments
from vademecum.core.handbook import Handbook
from vademecum.core.names import printed
from vademecum.core.patches import PatchError, Replace, is_utf8, patched
from vademecum.core.records import Finding
from vademecum.core.text import decode
from vademecum.environment.domain import VaultDomain
from vademecum.findings.codes import Code, Severity, severity
from vademecum.findings.log_lines import safe_lines
from vademecum.i18n import _

_SAFE = frozenset(
    "link-note link-renamed link-form link-in-table heading-form list-form field-indent mark-form "
    "mark-number reference-word callout-form callout-kind table-form property-date property-value "
    "link-heading link-block link-file link-no-scheme".split()
)
Change = tuple[bytes | None, bytes]


@dataclass(slots=True)
class Fixes:
    """New bytes by file, new names by file, and what could not be done."""

    changes: dict[str, Change] = field(default_factory=dict)
    renames: dict[str, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)


def plan(vault: Path, conf: Path) -> Fixes:
    """Say what would be written, having written it to a copy."""
    domain = read_vault(vault, conf)
    fixes = Fixes(renames=dict(_renames(domain)))
    with tempfile.TemporaryDirectory(prefix="vademecum-") as folder:
        copy = Path(folder) / "vault"
        _copy(domain, copy)
        _fix_links(domain.handbook, copy)
        fixed = read_vault(copy, conf)
        spoilt = _spoilt(domain.handbook, fixed.handbook)
        if spoilt:  # once more without the notes in which a mend did harm
            for path in filter(domain.handbook.notes.__contains__, spoilt):
                shutil.copyfile(vault / path, copy / path)
            fixed = read_vault(copy, conf)
            fixes.messages += map(_left, spoilt)
        if _spoilt(domain.handbook, fixed.handbook):
            fixes.messages.append(_("The corrections would break something else: none was made."))
            return fixes
        _number(fixed, copy, conf, fixes)
        fixes.changes = dict(_changes(domain, copy))
    return fixes


def _left(path: str) -> str:
    words = _("%(file)s is left as it is: a mend would break something else.")
    return words % {"file": printed(path)}


def _copy(domain: VaultDomain, copy: Path) -> None:
    """Copy the notes and the register; of other files, only that they are there counts."""
    vault, register = Path(domain.env.srcdir), domain.register.path
    for path in (*domain.handbook.notes, *domain.project.index.attachments):
        there = copy / path
        there.parent.mkdir(parents=True, exist_ok=True)
        if path in domain.handbook.notes or path == register:
            shutil.copyfile(vault / path, there)
        else:
            there.touch()
    copy_settings(vault, copy)


def _fix_links(handbook: Handbook, vault: Path) -> None:
    for path, edits in _replacements(handbook).items():
        data = (vault / path).read_bytes()
        if not is_utf8(data):
            continue
        for edit in edits:
            try:
                data = patched(data, [edit])
            except PatchError:  # the same words stand in the line as code, for instance
                continue
        (vault / path).write_bytes(data)


def _replacements(handbook: Handbook) -> dict[str, list[Replace]]:
    """Return one edit a line and link: the same slip twice in a line is two, or none."""
    slips = [f for f in handbook.findings if f.code in _SAFE and f.raw and f.suggestion]
    replacements: dict[str, list[Replace]] = {}
    for (path, line, raw, suggestion), times in Counter(map(_place, slips)).items():
        replacements.setdefault(path, []).append(Replace(line, raw, suggestion, times))
    return replacements


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.path, finding.line, finding.raw, finding.suggestion


def _spoilt(before: Handbook, after: Handbook) -> list[str]:
    """Return the notes with a line that has an error which it had not before.

    No mend moves a line. What a line held that nothing could read (a skill behind a heading that
    was none) may have faults of its own; a note with fewer errors in all is no worse.
    """
    new, old = _errors(after), _errors(before)
    worse = {place[0] for place in new - old}
    return sorted(p for p in worse if _in(new, p) >= _in(old, p))


def _in(errors: Counter[tuple[str, int, str, str]], path: str) -> int:
    return sum(count for place, count in errors.items() if place[0] == path)


def _errors(handbook: Handbook) -> Counter[tuple[str, int, str, str]]:
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
        if (copy / path).exists():
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
