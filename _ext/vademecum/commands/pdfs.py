"""``vademecum pdfs``: the handbook and a booklet of each domain; a site built then offers them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from vademecum.commands.pdf import DOCTREES
from vademecum.commands.vault import build, vault_arguments
from vademecum.pdf.builder import ALL


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)


def run(options: Namespace) -> int:
    """Make every PDF; the builder says where they are."""
    settings = {"vademecum_pdf_domains": ALL}
    return build("pdf", options, doctrees=DOCTREES, settings=settings)
