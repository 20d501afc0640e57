"""The builder: from the environment to PDF files, the handbook or booklets of domains."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path
from shutil import rmtree
from typing import ClassVar

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from vademecum.compat import application
from vademecum.environment.domain import VaultDomain
from vademecum.extras import require
from vademecum.handbook import Handbook
from vademecum.i18n import _
from vademecum.languages import word_in
from vademecum.pdf import downloads
from vademecum.pdf.downloads import megabytes, record
from vademecum.pdf.places import INTERNAL
from vademecum.pdf.plan import (
    Plan,
    UnknownDomainError,
    UnknownRoleError,
    booklet,
    contributors,
    named_domains,
    named_role,
    role_booklet,
    whole,
)
from vademecum.settings import Settings
from vademecum.skills.catalogue import Domain
from vademecum.vault.names import slug

logger = logging.getLogger(__name__)

ALL = "*"
"""What ``vademecum_pdf_domains`` says for the handbook and a booklet of each domain."""


CONTRIBUTORS = "+"
"""What ``vademecum_pdf_domains`` says for the booklet for contributors."""


class PdfBuilder(Builder):
    """Writes the handbook, or booklets, under names in the handbook's language."""

    name = "pdf"
    format = "typst"
    epilog = ""
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    supported_remote_images = True  # none is left: nothing is to be fetched
    supported_data_uri_images = True

    def init(self) -> None:
        """Say at the start, before notes are read, what a PDF needs and is not installed."""
        require("pdf")

    def get_outdated_docs(self) -> str:
        """Return what Sphinx says is out of date: every PDF is made anew."""
        return _("the PDF")

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a note's address inside the handbook."""
        return INTERNAL + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return a note's address inside the handbook, wherever the link stands."""
        return self.get_target_uri(to)

    def write_documents(self, docnames: Set[str]) -> None:
        """Make the PDF files that the settings ask for."""
        # The compiler and its tables are loaded for a PDF only, not for every build of the site.
        from vademecum.pdf.assembly import Assembly, AssemblyError, TooLargeError  # noqa: PLC0415

        handbook = VaultDomain.of(self.env).handbook
        try:
            plans = list(self._plans(handbook, str(self.config.vademecum_pdf_domains).strip()))
        except UnknownDomainError as unknown:
            self._fail(_unknown(handbook, unknown.args[0]))
            return
        except UnknownRoleError as unknown:
            self._fail(_unknown_role(handbook, unknown.args[0]))
            return
        for name, plan in plans:
            try:
                data = Assembly(self, handbook, plan).pdf()
            except AssemblyError as error:
                self._fail(_("The PDF could not be made: %(cause)s") % {"cause": error.args[0]})
                continue
            except TooLargeError as error:
                self._fail(_too_large(handbook, plan, error.args[0]))
                continue
            file = Path(self.outdir) / f"{name}.pdf"
            _write(file, data)
            record(Path(self.outdir), Path(self.env.srcdir), _about(plan), file.name)
            print(
                _("PDF (%(size)s MB): %(file)s")
                % {"size": megabytes(len(data)), "file": _relative(file)}
            )

    def _plans(self, handbook: Handbook, asked: str) -> Iterator[tuple[str, Plan]]:
        role_asked = str(self.config.vademecum_pdf_role).strip()
        if role_asked:
            role = named_role(handbook, role_asked)
            yield self._file("role", slug(role.name)), role_booklet(handbook, role)
            return
        if asked in {"", ALL}:
            yield self._file("handbook"), whole(handbook)
        if asked == ALL:
            for domain in handbook.catalogue.domains.values():
                if domain.skills:
                    yield self._file("booklet", domain.slug), booklet(handbook, [domain])
        if asked in {ALL, CONTRIBUTORS}:
            yield from self._of_contributors(handbook)
        elif asked and asked != CONTRIBUTORS:
            domains = self._named(handbook, asked)
            yield self._file("booklet", *(d.slug for d in domains)), booklet(handbook, domains)

    def _of_contributors(self, handbook: Handbook) -> Iterator[tuple[str, Plan]]:
        plan = contributors(handbook)
        if plan.parts:
            yield self._file("contributors"), plan
        elif str(self.config.vademecum_pdf_domains).strip() == CONTRIBUTORS:
            self._fail(_("No note is for contributors: tag one “contribute”."))

    def _file(self, key: str, *names: str) -> str:
        """Return the name of a PDF without its suffix, in the handbook's language."""
        return "-".join((word_in("files", key, str(self.config.language)), *names))

    def _named(self, handbook: Handbook, asked: str) -> list[Domain]:
        specs = Settings.of(self.config).domains
        aliases = [(alias, spec.slug) for spec in specs for alias in spec.aliases]
        return named_domains(handbook, asked, aliases)

    def _fail(self, words: str) -> None:
        logger.error(words)
        application(self.env).statuscode = 2


def _write(file: Path, data: bytes) -> None:
    """Write in one step: a site that is built meanwhile copies the whole of it, or the last one."""
    aside = file.with_suffix(".part")
    aside.write_bytes(data)
    aside.replace(file)


def _about(plan: Plan) -> str:
    """Return the name of a PDF on the list: its domains' slugs, a role, empty for the whole."""
    if plan.whole:
        return ""
    return plan.title or " ".join(domain.slug for domain in plan.domains)


def _too_large(handbook: Handbook, plan: Plan, pages: int) -> str:
    """Return what to tell whose PDF would have too many pages: which booklets there are."""
    words = _("The PDF would have about %(pages)s pages, more than can be laid out at once.")
    words %= {"pages": pages}
    domains = [domain for domain in handbook.catalogue.domains.values() if domain.skills]
    if not plan.whole and len(plan.domains) == 1:
        domains = []
    if not domains:
        return words + " " + _("Leave folders out of it with the setting “excluded_folders”.")
    commands = "".join(
        f"\n  vademecum pdf --domain {domain.slug} (make pdf DOMAIN={domain.slug})"
        for domain in domains
    )
    return words + " " + _("Make booklets instead:") + commands


def _unknown_role(handbook: Handbook, name: str) -> str:
    """Return what to tell who asks for a role that is not there."""
    roles = list(handbook.catalogue.roles.values())
    if not roles:
        return _("No role is called “%(name)s”: no note of this vault is tagged as one.") % {
            "name": name
        }
    known = ", ".join(f"{role.id} ({role.name})" for role in roles)
    words = _(
        "No role is called “%(name)s”. Known: %(known)s. Write, for instance, ROLE=%(first)s."
    )
    return words % {"name": name, "known": known, "first": roles[0].id}


def _unknown(handbook: Handbook, name: str) -> str:
    """Return the message about a domain that does not exist, with those that do."""
    domains = list(handbook.catalogue.domains.values())
    if not domains:
        return _("No domain is called “%(name)s”: this vault has no skills, hence no domains.") % {
            "name": name
        }
    words = _(
        "No domain is called “%(name)s”. Known: %(known)s. Write, for instance, DOMAIN=%(first)s."
    )
    known = ", ".join(f"{d.slug} ({d.name})" for d in domains)
    return words % {"name": name, "known": known, "first": domains[0].slug}


def _relative(file: Path) -> Path:
    """Return a path relative to the working directory if it is below it."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def _remove_site_files(app: Sphinx, _error: Exception | None) -> None:
    """Remove what sphinx-needs writes for pages beside the PDF."""
    if isinstance(app.builder, PdfBuilder):
        rmtree(Path(app.outdir) / "_static", ignore_errors=True)
        (Path(app.outdir) / "needs.json").unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Add the builder and its setting."""
    downloads.setup(app)
    app.add_builder(PdfBuilder)
    app.connect("build-finished", _remove_site_files, priority=950)  # after those that write them
    app.add_config_value("vademecum_pdf_role", "", "", str, "Role of the booklet to make.")
    app.add_config_value("vademecum_pdf_domains", "", "", str, "Domains of the booklet to make.")
