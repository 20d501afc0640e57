"""``vademecum check``: the report for contributors.

Read anew each time, in a folder of its own: the report is whole, and the site's cache stays.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from vademecum.commands import changed, fix
from vademecum.commands.revisions import GitError
from vademecum.commands.vault import build, vault_arguments
from vademecum.i18n import _
from vademecum.settings.options import REPORTS


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)
    line.add_argument("--fix", action="store_true", help=_("first mend what is safe"))
    line.add_argument("--format", choices=REPORTS, help=_("for people or for machines"))
    base = _("tell only what is new since a revision")
    head = _("revision to compare (the notes as they are now)")
    line.add_argument("--base", default="", metavar=_("REVISION"), help=base)
    line.add_argument("--head", default="", metavar=_("REVISION"), help=head)


def run(options: Namespace) -> int:
    """Mend if asked, then report; 1 if an author must mend something."""
    if options.fix and (status := fix.run(options)):
        return status
    if options.base:
        return _compared(options)
    settings = {"vademecum_report": options.format} if options.format else {}
    return build("check", options, doctrees="check/doctrees", settings=settings, fresh=True)


def _compared(options: Namespace) -> int:
    try:
        return changed.run(options)
    except GitError as error:
        words = _(
            "git has no answer for “%(what)s”. Give a branch or a commit: make diff BASE=main"
        )
        print(words % {"what": error}, file=sys.stderr)
        return 2
