"""The catalogue of skills, from records: ids, domains, resources, findings."""

from __future__ import annotations

from typing import Any

import pytest
from core_samples import handbook_of, note, section, skill

from vademecum.skills.catalogue import SkillCatalogue
from vademecum.vault.records import Note


def catalogue_of(*notes: Note) -> SkillCatalogue:
    return handbook_of(*notes).catalogue


def skills_note(path: str, *sections: Any, raws: tuple[str, ...] = ()) -> Note:
    return note(path, *raws, domain_sections=sections)


@pytest.mark.parametrize(
    ("heading", "slug", "code"),
    [
        ("Curation", "curation", "CUR"),
        ("curation", "curation", "CUR"),
        ("Accueil du public", "accueil-du-public", "ACC"),
        ("Curiosités", "curiosites", None),  # CUR is taken
    ],
)
def test_domain(heading: str, slug: str, code: str | None) -> None:
    catalogue = catalogue_of(skills_note("s.md", section(heading, skill("Lire", "x-01"))))
    (domain,) = catalogue.domains.values()
    assert domain.slug == slug
    assert domain.skills == ("X-01",)
    if code is None:
        assert domain.code not in {"CUR", "COL"}
    else:
        assert domain.code == code


def test_registered_domains_first() -> None:
    sections = (
        section("Accueil", skill("A", "acc-01"), line=1),
        section("Curation", skill("B", "cur-01", ordinal=1), line=5),
        section("Collection", skill("C", "col-01", ordinal=2), line=9),
    )
    catalogue = catalogue_of(skills_note("s.md", *sections))
    assert list(catalogue.domains) == ["collection", "curation", "accueil"]
    assert list(catalogue.skills) == ["COL-01", "CUR-01", "ACC-01"]


def test_two_notes_make_one_domain() -> None:
    catalogue = catalogue_of(
        skills_note("a.md", section("Curation", skill("A", "cur-02"))),
        skills_note("b.md", section("curation", skill("B", "cur-01"))),
    )
    assert catalogue.domains["curation"].skills == ("CUR-02", "CUR-01")
    assert catalogue.findings == ()


def test_heading_twice_in_one_note() -> None:
    sections = (section("Curation", line=3), section("Curation", line=8))
    (finding,) = catalogue_of(skills_note("s.md", *sections)).findings
    assert (finding.code, finding.line, dict(finding.args)["other"]) == ("domain-twice", 8, "3")


def test_first_of_two_equal_ids_keeps_it() -> None:
    catalogue = catalogue_of(
        skills_note("a.md", section("Curation", skill("A", "cur-01", line=4))),
        skills_note("b.md", section("Curation", skill("B", "CUR-01", line=7))),
    )
    assert catalogue.skills["CUR-01"].skill.title == "A"  # type: ignore[index]
    assert [(f.code, f.path, f.line) for f in catalogue.findings] == [("skill-id-twice", "b.md", 7)]
    (other,) = [s for s in catalogue.skills.values() if not s.permanent]
    assert other.skill.title == "B"


def test_provisional_id_depends_on_title_and_domain_alone() -> None:
    def provisional(*titles: str) -> dict[str, str]:
        skills = [skill(title, ordinal=i) for i, title in enumerate(titles)]
        catalogue = catalogue_of(skills_note("s.md", section("Curation", *skills)))
        return {s.skill.title: s.id for s in catalogue.skills.values()}

    one, other = provisional("Lire", "Écrire"), provisional("Écrire", "Compter", "Lire")
    assert one == {title: other[title] for title in one}
    assert len(set(other.values())) == 3


def test_resources_and_who_refers_to_them() -> None:
    first = skill("A", "cur-01", references=(0, 1))
    second = skill("B", "cur-02", ordinal=1, references=(1, 1))
    page = skills_note(
        "s.md",
        section("Curation", first, second, references=(2,)),
        raws=("[[Guide]]", "[[À écrire]]", "[[guide]]"),
    )
    catalogue = catalogue_of(page, note("Guide.md"))
    rows = [(r.name, r.path, r.skills, r.domains) for r in catalogue.resources.values()]
    assert rows == [
        ("Guide", "Guide.md", ("CUR-01",), ("curation",)),
        ("À écrire", None, ("CUR-01", "CUR-02"), ()),
    ]
    assert catalogue.skills["CUR-02"].see == ("RES-A-ECRIRE",)  # type: ignore[index]


def test_resources_of_one_slug_have_two_ids() -> None:
    page = skills_note(
        "s.md",
        section("Curation", skill("A", "cur-01", references=(0, 1))),
        raws=("[[C]]", "[[C++]]"),
    )
    assert set(catalogue_of(page).resources) == {"RES-C", "RES-C-2"}
