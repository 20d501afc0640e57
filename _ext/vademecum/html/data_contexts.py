"""What the page of open data shows, and the data inside a skill's own page."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.environment import BuildEnvironment

from vademecum.core.skills.catalogue import PlacedSkill
from vademecum.data.builder import publication, rows
from vademecum.data.defined_term import defined_term
from vademecum.data.files import FILES, FOLDER
from vademecum.data.publication import level_place
from vademecum.data.rows import Dataset
from vademecum.environment.domain import VaultDomain
from vademecum.html.views import DataLine, DataPart
from vademecum.i18n import _


def data_part(env: BuildEnvironment) -> DataPart:
    """Return what the page of open data shows."""
    data, about = rows(env), publication(env)
    example = data.skills[0].page if data.skills else ""
    return DataPart(
        tuple(DataLine(f"{FOLDER}/{f.name}", f.name, _(f.form), _(f.holds)) for f in FILES),
        tuple(_counts(data)),
        about.site,
        about.address(example) if example else "",
        about.licence,
        tuple((level_place(one.number), one.number, one.name, one.sentence) for one in data.levels),
    )


def _counts(data: Dataset) -> Iterator[tuple[str, int]]:
    yield _("skills"), len(data.skills)
    yield _("domains"), len(data.domains)
    yield _("roles"), len(data.roles)
    yield _("resources"), len(data.resources)
    yield _("matches with other frameworks"), sum(len(skill.matches) for skill in data.skills)


def skill_json_ld(env: BuildEnvironment, placed: PlacedSkill) -> str:
    """Return a skill as JSON-LD for its page; without a site, addresses count from the page."""
    about, page = publication(env), VaultDomain.of(env).addresses.skill(placed.id)
    if about.site:
        own, scheme = about.address(page), about.address(about.scheme_page)
    else:
        own, scheme = (
            page.rpartition("/")[2] + about.suffix,
            f"../{about.scheme_page}{about.suffix}",
        )
    return defined_term(placed.id, placed.skill, own, scheme, about)
