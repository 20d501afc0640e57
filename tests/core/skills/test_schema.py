"""What a handbook declares about its skills."""

from __future__ import annotations

import pytest

from vademecum.vault.schema import FIELDS, FRAMEWORKS, FrameworkSpec, find_field

DIGCOMP, ESCO = FRAMEWORKS


@pytest.mark.parametrize("identifier", ["1.1", "2.6", "4.4", "5.4"])
def test_digcomp_has_the_number(identifier: str) -> None:
    assert DIGCOMP.accepts(identifier)
    assert ESCO.accepts(DIGCOMP.address(identifier))


@pytest.mark.parametrize(
    "identifier", ["1.4", "3.5", "5.5", "6.1", "2", "2.2.1", " 2.2", "2,2", ""]
)
def test_digcomp_has_no_such_number(identifier: str) -> None:
    assert not DIGCOMP.accepts(identifier)


def test_digcomp_has_21_competences() -> None:
    assert len(DIGCOMP.ids) == len(set(DIGCOMP.ids.values())) == 21


def test_esco_takes_addresses_of_skills_alone() -> None:
    skill = "http://data.europa.eu/esco/skill/40001d93-8937-4859-89d5-2dca53290ff4"
    assert ESCO.accepts(skill)
    assert ESCO.address(skill) == skill
    assert not ESCO.accepts(skill.replace("/skill/", "/occupation/"))
    assert not ESCO.accepts(skill.replace("data.", "dataX"))
    assert not ESCO.accepts(skill + "0")


def test_a_framework_without_a_list_gives_addresses_by_its_form() -> None:
    sfia = FrameworkSpec("sfia", "SFIA", "[A-Z]{4}", "https://sfia.example/{id}")
    assert sfia.accepts("DESN")
    assert not sfia.accepts("DESN" * 100)
    assert sfia.address("DESN") == "https://sfia.example/DESN"
    assert FrameworkSpec("x", "X", "[a-z]+").address("a") == ""


@pytest.mark.parametrize("written", ["acquisition", "Acquisition", "Erwerb", "acquisizione"])
def test_a_field_is_known_in_every_language(written: str) -> None:
    spec = find_field(written, FIELDS)
    assert spec is not None
    assert spec.key == "acquisition"


def test_a_value_is_known_in_every_language() -> None:
    spec = find_field("acquisition", FIELDS)
    assert spec is not None
    keys = {
        value.key
        for w in ("Formation continue", "training", "Weiterbildung")
        if (value := spec.value(w))
    }
    assert keys == {"formation continue"}
    assert spec.value("par magie") is None


def test_labels_fall_back_on_english() -> None:
    spec = find_field("statut", FIELDS)
    assert spec is not None
    assert (spec.label("de"), spec.label("de_CH"), spec.label("rm")) == (
        "Status",
        "Status",
        "status",
    )
