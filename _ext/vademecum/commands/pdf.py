"""``vademecum pdf``: the handbook as one PDF, or the booklet of some domains or of a role.

The notes are read into a folder of its own, like those of the check: the site's cache stays.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from vademecum.commands.vault import build, vault_arguments
from vademecum.i18n import _
from vademecum.pdf.builder import CONTRIBUTORS

DOCTREES = "pdf-doctrees"


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)
    which = line.add_mutually_exclusive_group()
    which.add_argument("--domain", default="", help=_("the booklet of a domain, or of several"))
    which.add_argument(
        "--contributors", action="store_true", help=_("the booklet for contributors")
    )
    which.add_argument("--role", default="", help=_("the booklet of a role"))


def run(options: Namespace) -> int:
    """Make the PDF; the builder says where it is."""
    asked = CONTRIBUTORS if options.contributors else options.domain
    settings = {"vademecum_pdf_domains": asked}
    if options.role:
        settings["vademecum_pdf_role"] = options.role
    return build("pdf", options, doctrees=DOCTREES, settings=settings)
