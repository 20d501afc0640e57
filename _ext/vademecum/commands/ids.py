"""``make ids``: a permanent number for every skill that has none, and the register kept.

Notes first, register last: a number is lost neither if the command is killed in between, since
one that stands in a note counts as given. What was planned is first read back from a copy, by the
parser itself; a note in which a mark would not be one is left alone.
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vademecum.commands.files import (
    Mark,
    PatchError,
    Replace,
    is_utf8,
    patched,
    remove_leftovers,
    replace_file,
)
from vademecum.commands.numbering import REFUSED, NewNumber, new_numbers, to_register, to_retire
from vademecum.commands.vault import conf_folder, copy_settings, read_vault, vault_arguments
from vademecum.environment.domain import VaultDomain
from vademecum.findings import safe_lines
from vademecum.handbook import Handbook
from vademecum.i18n import _, later
from vademecum.lint.rulebook import Rulebook
from vademecum.lint.run import findings_of
from vademecum.skills.notation import skill_id
from vademecum.skills.register import Doubled, Register, doubled, merged_register, updated_register
from vademecum.vault.names import NotePath, printed
from vademecum.vault.records import Finding

HEAD = later(
    "Register of the numbers of skills. Every number ever given stands here, one a line: none is "
    "ever given twice.\n"
    "“make ids” adds the new ones and marks as “retired” those that no note holds any more.\n"
    "To say what replaces a skill: CUR-09 = retired → CUR-12 : Old title\n"
    "To take a skill back: write “active” again, and put its mark (^cur-09) into the note."
)


@dataclass(slots=True)
class Plan:
    """What would be written: new bytes by note, numbers given and retired, notes left alone.

    ``register_path``: where the register is, or will be.
    """

    register_path: NotePath
    numbers: tuple[NewNumber, ...] = ()
    notes: dict[NotePath, tuple[bytes, bytes]] = field(default_factory=dict)
    register: tuple[bytes | None, bytes] | None = None
    retired: tuple[str, ...] = ()
    refused: tuple[Finding, ...] = ()
    untouched: list[tuple[NotePath, str]] = field(default_factory=list)


def plan(domain: VaultDomain, conf: Path, *, retire: bool = True) -> Plan:
    """Say what ``make ids`` would write, having tried it on a copy.

    ``retire``: whether numbers that no note holds any more are marked as retired.
    """
    handbook, register = domain.handbook, domain.register
    refused = tuple(f for f in findings_of(domain) if f.code in REFUSED)
    if refused:
        return Plan(register.path, refused=refused)
    planned = Plan(register.path)
    vault = Path(domain.env.srcdir)
    for path, numbers in _by_note(new_numbers(handbook, register)).items():
        _plan_note(planned, vault, path, numbers)
    _try(planned, vault, handbook, conf)
    planned.retired = to_retire(handbook, register, planned.numbers) if retire else ()
    planned.register = _planned_register(vault, handbook, register, planned)
    return planned


def after_merge(domain: VaultDomain) -> list[str]:
    """Order what two branches that gave one number have left; say what was done.

    The register gets one line a number; a skill that bears the number of another loses its mark,
    and so gets the next number. Nothing is done to a vault without such a fault.
    """
    register, vault = domain.register, Path(domain.env.srcdir)
    wrong = {problem.kind for problem in register.problems}
    twice = any(f.code == "skill-id-twice" for f in findings_of(domain))
    if not (twice or wrong & {"conflict", "twice"}) or wrong - {"conflict", "twice"}:
        return []
    path = vault / register.path
    before = path.read_bytes() if register.exists else b""
    if not is_utf8(before):
        return []
    text = before.decode("utf-8")
    said = [_unmark(vault, loser) for loser in doubled(domain.handbook.notes, text)]
    after = merged_register(text, set(domain.handbook.catalogue.skills)).encode("utf-8")
    if after != before:
        replace_file(vault, register.path, before, after)
        done = _("The register %(file)s has one line a number again.")
        said.append(done % {"file": printed(register.path)})
    return list(filter(None, said))


def _unmark(vault: Path, loser: Doubled) -> str:
    before = (vault / loser.path).read_bytes()
    try:
        after = patched(before, [Replace(loser.line, f" ^{loser.block}", "")])
    except PatchError:  # written in another way: the check goes on telling it
        return ""
    replace_file(vault, loser.path, before, after)
    return _(
        "%(id)s stays with “%(keeper)s”; “%(title)s” (%(file)s) gets another number. Look at the "
        "links to ^%(block)s: those that meant the second need its new number."
    ) % {
        "id": skill_id(loser.block),
        "keeper": loser.keeper,
        "title": loser.title,
        "file": printed(loser.path),
        "block": loser.block,
    }


def _by_note(numbers: Iterable[NewNumber]) -> dict[NotePath, list[NewNumber]]:
    by_note: dict[NotePath, list[NewNumber]] = {}
    for number in numbers:
        by_note.setdefault(number.path, []).append(number)
    return by_note


def _plan_note(planned: Plan, vault: Path, path: NotePath, numbers: Sequence[NewNumber]) -> None:
    before = (vault / path).read_bytes()
    if not is_utf8(before):
        planned.untouched.append((path, _("it is not written in UTF-8; save it again in UTF-8")))
        return
    try:
        after = patched(before, [Mark(number.line, number.block) for number in numbers])
    except PatchError:
        planned.untouched.append((path, _("it has changed while it was read; try again")))
        return
    planned.notes[path] = (before, after)
    planned.numbers += tuple(numbers)


def _try(planned: Plan, vault: Path, handbook: Handbook, conf: Path) -> None:
    """Read the changed notes back; drop those in which anything but the marks would change."""
    if not planned.notes:
        return
    with tempfile.TemporaryDirectory(prefix="vademecum-") as folder:
        copy_settings(vault, Path(folder))
        for path, (_before, after) in planned.notes.items():
            copy = Path(folder) / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(after)
        read = read_vault(Path(folder), conf).handbook
    wanted = {(number.path, number.ordinal): number.block for number in planned.numbers}
    for path in [p for p in planned.notes if _skills(read, p, {}) != _skills(handbook, p, wanted)]:
        del planned.notes[path]
        reason = _("a mark cannot stand where the text of a skill ends; write it by hand")
        planned.untouched.append((path, reason))
    planned.numbers = tuple(number for number in planned.numbers if number.path in planned.notes)


def _skills(
    handbook: Handbook, path: NotePath, given: Mapping[tuple[NotePath, int], str]
) -> object:
    domain_sections = handbook.notes[path].domain_sections if path in handbook.notes else ()
    return [
        (d.name, s.title, s.description, s.fields, s.levels, given.get((path, s.ordinal), s.block))
        for d in domain_sections
        for s in d.skills
    ]


def _planned_register(
    vault: Path, handbook: Handbook, register: Register, planned: Plan
) -> tuple[bytes | None, bytes] | None:
    given = {
        i: " ".join(t.split()) for i, t in to_register(handbook, register, planned.numbers).items()
    }
    if not given and not planned.retired:
        return None
    path = vault / register.path
    before = path.read_bytes() if path.exists() else None
    if before is not None and not is_utf8(before):
        planned.untouched.append(
            (register.path, _("it is not written in UTF-8; save it again in UTF-8"))
        )
        return None
    text = before.decode("utf-8") if before is not None else ""
    after = updated_register(text, given, planned.retired, str(_(HEAD)), register.words)
    return before, after.encode("utf-8")


def write(planned: Plan, vault: Path) -> None:
    """Write the notes, then the register."""
    for path, (before, after) in planned.notes.items():
        replace_file(vault, path, before, after)
    if planned.register is not None:
        replace_file(vault, planned.register_path, *planned.register)


def report(planned: Plan) -> list[str]:
    """Say what a plan does, line by line."""
    lines = [
        _("%(id)s → %(file)s, line %(line)s: %(title)s")
        % {"id": n.id, "file": printed(n.path), "line": n.line, "title": n.title}
        for n in planned.numbers
    ]
    lines += [
        _(
            "%(id)s is in no note any more: it is now marked as retired in %(file)s. If that was "
            "not meant, put the mark ^%(block)s back and write “active” in the register."
        )
        % {"id": i, "file": printed(planned.register_path), "block": i.lower()}
        for i in planned.retired
    ]
    for path, reason in planned.untouched:
        lines.append(
            _("%(file)s was left as it is: %(reason)s.") % {"file": printed(path), "reason": reason}
        )
    if not lines and planned.register is not None:
        return [
            _("The register %(file)s is up to date again.")
            % {"file": printed(planned.register_path)}
        ]
    return lines or [_("Every skill has its number: nothing to write.")]


def refusal(planned: Plan, rules: Rulebook) -> list[str]:
    """Say why nothing was written, and where."""
    lines = [_("No number was given: first mend this.")]
    lines += (f"{printed(f.path)}:{f.line}: {rules.words(f)} [{f.code}]" for f in planned.refused)
    return lines


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)


def run(options: Namespace) -> int:
    """Number and write; 1 if something was refused or left alone."""
    conf = conf_folder(options)
    domain = read_vault(options.vault, conf)
    remove_leftovers(options.vault)
    if merged := after_merge(domain):
        print(safe_lines("\n".join(merged)))
        domain = read_vault(options.vault, conf)
    planned = plan(domain, conf)
    if planned.refused:
        print(
            safe_lines("\n".join(refusal(planned, Rulebook.of_build(domain.env)))), file=sys.stderr
        )
        return 1
    try:
        write(planned, options.vault)
    except OSError as error:
        print(
            _("Writing failed: %(error)s. Run the command again.") % {"error": error},
            file=sys.stderr,
        )
        return 1
    print(safe_lines("\n".join(report(planned))))
    return 1 if planned.untouched else 0
