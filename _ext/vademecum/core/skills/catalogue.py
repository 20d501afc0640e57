"""The skills, domains, resources and roles of a vault, as records.

NOTATION.md, « Skills »: each skill an id for ever, each domain a slug and a code, each note that a
skill, a domain or a role refers to a resource, written or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vademecum.core.names import NotePath
from vademecum.core.records import Finding, Skill
from vademecum.core.skills.notation import SkillId
from vademecum.core.skills.resources import Resource
from vademecum.core.skills.roles import Requirement, Role

__all__ = ["Domain", "PlacedSkill", "Resource", "Role", "SkillCatalogue"]


@dataclass(frozen=True, slots=True)
class PlacedSkill:
    """A skill in its domain, with its id and the ids of its resources.

    ``origin``: what its note says of where it comes from; empty for the handbook's own.
    """

    id: SkillId
    permanent: bool
    domain: str
    note: NotePath
    heading: str
    anchor: str
    skill: Skill
    see: tuple[str, ...] = ()
    origin: str = ""

    @property
    def name(self) -> str:
        """The title under which lists show it: the short one, if it has one."""
        return self.skill.short_title or self.skill.title


@dataclass(frozen=True, slots=True)
class Domain:
    """A department: its skills in the order of the notes, the resources that it refers to."""

    slug: str
    code: str
    name: str
    themes: tuple[str, ...] = ()
    places: tuple[tuple[NotePath, str, int], ...] = ()
    skills: tuple[SkillId, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the domain as a need."""
        return "DOMAINE-" + self.slug.upper()


@dataclass(frozen=True, slots=True)
class SkillCatalogue:
    """Skills, resources and roles by id, domains by slug, and what is wrong with them.

    ``asked``: by skill, the roles that need it; ``by_link`` and ``by_address``: the resource that
    a link of a note, or an address, refers to; ``by_item``: the skill that an item of a role names.
    """

    skills: dict[SkillId, PlacedSkill] = field(default_factory=dict)
    domains: dict[str, Domain] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    asked: dict[SkillId, list[tuple[Role, Requirement]]] = field(default_factory=dict)
    by_place: dict[tuple[NotePath, int], SkillId] = field(default_factory=dict)
    by_link: dict[tuple[NotePath, int], str] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)
    by_item: dict[tuple[NotePath, int], SkillId] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
