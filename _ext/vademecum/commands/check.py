"""``vademecum check``: the report for contributors.

Read anew each time, in a folder of its own: the report is whole, and the site's cache stays.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from vademecum.commands import fix
from vademecum.commands.vault import build, vault_arguments
from vademecum.i18n import _
from vademecum.settings.options import REPORTS


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)
    line.add_argument("--fix", action="store_true", help=_("first mend what is safe"))
    line.add_argument("--format", choices=REPORTS, help=_("for people or for machines"))


def run(options: Namespace) -> int:
    """Mend if asked, then report; 1 if an author must mend something."""
    if options.fix and (status := fix.run(options)):
        return status
    settings = {"vademecum_report": options.format} if options.format else {}
    return build("check", options, doctrees="check/doctrees", settings=settings, fresh=True)
