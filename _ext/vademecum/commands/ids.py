"""``make ids``: a permanent number for every skill that has none, and the register kept.

Notes first, register last: a number is lost neither if the command is killed in between, since
one that stands in a note counts as given. What was planned is first read back from a copy, by the
parser itself; a note in which a mark would not be one is left alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vademecum.commands.files import remove_leftovers, replace_file
from vademecum.commands.vault import parser, read_vault
from vademecum.core.handbook import Handbook
from vademecum.core.names import NotePath, printed
from vademecum.core.patches import Mark, PatchError, edited, is_utf8
from vademecum.core.records import Finding
from vademecum.core.skills.numbering import REFUSED, NewNumber, new_numbers, to_register, to_retire
from vademecum.core.skills.register import FILE_NAME, Register, updated_register
from vademecum.environment.domain import VaultDomain
from vademecum.findings.texts import words
from vademecum.i18n import _, later

HEAD = later(
    "Register of the numbers of skills. Every number ever given stands here, one a line: none is "
    "ever given twice.\n"
    "“make ids” adds the new ones and marks as “retirée” those that no note holds any more.\n"
    "To say what replaces a skill: CUR-09 = retirée → CUR-12 : Old title\n"
    "To take a skill back: write “active” again, and put its mark (^cur-09) into the note."
)


@dataclass(slots=True)
class Plan:
    """What would be written: new bytes by note, numbers given and retired, notes left alone."""

    marks: tuple[NewNumber, ...] = ()
    notes: dict[NotePath, tuple[bytes, bytes]] = field(default_factory=dict)
    register: tuple[bytes | None, bytes] | None = None
    retired: tuple[str, ...] = ()
    refused: tuple[Finding, ...] = ()
    untouched: list[tuple[NotePath, str]] = field(default_factory=list)


def plan(domain: VaultDomain, conf: Path) -> Plan:
    """Say what ``make ids`` would write, having tried it on a copy."""
    handbook, register = domain.handbook, domain.register
    refused = tuple(f for f in handbook.findings if f.code in REFUSED)
    if refused:
        return Plan(refused=refused)
    made = Plan()
    vault = Path(domain.env.srcdir)
    for path, marks in _by_note(new_numbers(handbook, register)).items():
        _plan_note(made, vault, path, marks)
    _try(made, handbook, conf)
    made.retired = to_retire(handbook, register, made.marks)
    made.register = _planned_register(vault, handbook, register, made)
    return made


def _by_note(marks: Iterable[NewNumber]) -> dict[NotePath, list[NewNumber]]:
    found: dict[NotePath, list[NewNumber]] = {}
    for mark in marks:
        found.setdefault(mark.path, []).append(mark)
    return found


def _plan_note(made: Plan, vault: Path, path: NotePath, marks: Sequence[NewNumber]) -> None:
    before = (vault / path).read_bytes()
    if not is_utf8(before):
        made.untouched.append((path, _("it is not written in UTF-8; save it again in UTF-8")))
        return
    try:
        after = edited(before, [Mark(mark.line, mark.block) for mark in marks])
    except PatchError:
        made.untouched.append((path, _("it has changed while it was read; try again")))
        return
    made.notes[path] = (before, after)
    made.marks += tuple(marks)


def _try(made: Plan, handbook: Handbook, conf: Path) -> None:
    """Read the changed notes back; drop those in which anything but the marks would change."""
    if not made.notes:
        return
    with tempfile.TemporaryDirectory(prefix="vademecum-") as folder:
        for path, (_before, after) in made.notes.items():
            copy = Path(folder) / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(after)
        read = read_vault(Path(folder), conf).handbook
    wanted = {(mark.path, mark.ordinal): mark.block for mark in made.marks}
    for path in [p for p in made.notes if _skills(read, p, {}) != _skills(handbook, p, wanted)]:
        del made.notes[path]
        reason = _("a mark cannot stand where the text of a skill ends; write it by hand")
        made.untouched.append((path, reason))
    made.marks = tuple(mark for mark in made.marks if mark.path in made.notes)


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
    vault: Path, handbook: Handbook, register: Register, made: Plan
) -> tuple[bytes | None, bytes] | None:
    given = {i: " ".join(t.split()) for i, t in to_register(handbook, register, made.marks).items()}
    if not given and not made.retired:
        return None
    path = vault / FILE_NAME
    before = path.read_bytes() if path.exists() else None
    if before is not None and not is_utf8(before):
        made.untouched.append(
            (NotePath(FILE_NAME), _("it is not written in UTF-8; save it again in UTF-8"))
        )
        return None
    text = before.decode("utf-8") if before is not None else ""
    after = updated_register(text, given, made.retired, str(_(HEAD)))
    return before, after.encode("utf-8")


def write(made: Plan, vault: Path) -> None:
    """Write the notes, then the register."""
    for path, (before, after) in made.notes.items():
        replace_file(vault, path, before, after)
    if made.register is not None:
        replace_file(vault, FILE_NAME, *made.register)


def told(made: Plan) -> list[str]:
    """Say what a plan does, line by line."""
    lines = [
        _("%(id)s → %(file)s, line %(line)s: %(title)s")
        % {"id": m.id, "file": printed(m.path), "line": m.line, "title": m.title}
        for m in made.marks
    ]
    lines += [
        _(
            "%(id)s is in no note any more: it is now marked as retired in %(file)s. If that was "
            "not meant, put the mark ^%(block)s back and write “active” in the register."
        )
        % {"id": i, "file": FILE_NAME, "block": i.lower()}
        for i in made.retired
    ]
    for path, reason in made.untouched:
        lines.append(
            _("%(file)s was left as it is: %(reason)s.") % {"file": printed(path), "reason": reason}
        )
    if not lines and made.register is not None:
        return [_("The register %(file)s is up to date again.") % {"file": FILE_NAME}]
    return lines or [_("Every skill has its number: nothing to write.")]


def refusal(made: Plan) -> list[str]:
    """Say why nothing was written, and where."""
    lines = [_("No number was given: first mend this.")]
    return lines + [f"{printed(f.path)}:{f.line}: {words(f)} [{f.code}]" for f in made.refused]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 if something was refused or left alone."""
    options = parser("Give permanent numbers to skills.").parse_args(arguments)
    domain = read_vault(options.vault, options.conf)
    remove_leftovers(options.vault)
    made = plan(domain, options.conf)
    if made.refused:
        print("\n".join(refusal(made)), file=sys.stderr)
        return 1
    try:
        write(made, options.vault)
    except OSError as error:
        print(
            _("Writing failed: %(error)s. Run the command again.") % {"error": error},
            file=sys.stderr,
        )
        return 1
    print("\n".join(told(made)))
    return 1 if made.untouched else 0


if __name__ == "__main__":
    sys.exit(main())
