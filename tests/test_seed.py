# ruff: noqa: E501  (a title is read best in one line)
"""A note of the seed's structure: the exact counts of the contract, its needs and its pages."""

from __future__ import annotations

import csv
import io

import pytest
from conftest import Built, Vault
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

NAME = "Quelles sont les compétences numériques à acquérir et à développer en interne"
PAGE = "quelles-sont-les-competences-numeriques-a-acquerir-et-a-developper-en-interne"
NOTE = """---
title: MuseumXTD
layout: layouts/post.njk
date: 2022-06-22
tags: #question
---
# Quelles sont les compétences numériques à acquérir et à développer en interne ?
Tout ne s'achète pas (voir [[Comment collaborer avec des prestataires]]), et l'on apprend à
travailler autrement (voir [[Quelles sont les méthodologies liées au numérique à connaître]]).

D'après [[One-by-One]], une liste ouverte de compétences *utiles* au musée.

## Collection : Numérisation des collections
- Voir [[Tate - Archives and access toolkit]]
## Curation : Création de formats numériques
- Utilisation de catalogues numériques et de systèmes de gestion des actifs numériques
- Utilisation de la photographie numérique et la manipulation d'images
- Utilisation des médias sociaux
	- Voir [[Comment utiliser les réseaux sociaux]]
- Conservation d'objets numériques
- (Re)Présentation de l'information
- Communication en ligne
- Compréhension et connaissance du sujet de la propriété intellectuelle et autres sujets d'ordre légal
	- Voir [[MuseumXTD - Tatiana Julliez]]
	- Voir [[Cyber Sain et Sauf - Imaa]]
## Marketing et communication : Diversification de la participation de publics plus larges\x20
- Utilisation des plateformes de médias sociaux
	- Voir [[Comment utiliser les réseaux sociaux]]
- Utilisation des plateformes de musique numérique
- Utilisation de la technologie d'identification par radiofréquence (RFID)
- Utilisation du système de gestion des collections (CMS)
- Utilisation des plateformes de messagerie électronique
- Utilisation des applications tierces
- Utilisation la réalité augmentée/virtuelle
	- Voir les définitions dans [[The impact of digital technology on arts culture in the UK]]
- Capacité à concevoir et élaborer des stratégies
## Education et apprentissage :\x20\x20
- Création de ressources d'apprentissage interactives
- Conception de ressources en ligne
- Production des copies d'objets pour des activités d'apprentissage
- Adaptation aux scans 3D d'objets de musée ; impression 3D pour les élèves
- Utilisation de logiciels libres.\x20
## Informatique et métiers techniques
- Développement de nouvelles interactivités
- Construction et assurance de la maintenance des infrastructures
"""
FILES = {
    f"{NAME}.md": NOTE,
    "index.md": "# Accueil\n",
    "MuseumXTD - Tatiana Jullier.md": "# Questions de droit\n",
    "Cyber sain et sauf - IMAA.md": "# Sécurité\n",
    "Comment utiliser les réseaux sociaux.md": "---\ntags: ressource\n---\n# Réseaux\n",
}


@pytest.fixture(scope="module")
def built(module_vault: Vault) -> Built:
    module_vault.write(FILES)
    return module_vault.build()


def of_type(built: Built, kind: str) -> list[dict[str, object]]:
    return [need for need in built.needs().values() if need["type"] == kind]


def test_domains(built: Built) -> None:
    found = {n["domain"]: (n["title"], n["theme"]) for n in of_type(built, "domain")}
    assert found == {
        "collection": ("Collection", "Numérisation des collections"),
        "curation": ("Curation", "Création de formats numériques"),
        "marketing": (
            "Marketing et communication",
            "Diversification de la participation de publics plus larges",
        ),
        "education": ("Éducation et apprentissage", None),
        "informatique": ("Informatique et métiers techniques", None),
    }
    order = ["collection", "curation", "marketing", "education", "informatique"]
    assert list(built.handbook.catalogue.domains) == order


def test_skills(built: Built) -> None:
    domains = [n["domain"] for n in of_type(built, "skill")]
    assert len(domains) == 22
    counts = {slug: len(d.skills) for slug, d in built.handbook.catalogue.domains.items()}
    assert counts == {
        "collection": 0,
        "curation": 7,
        "marketing": 8,
        "education": 5,
        "informatique": 2,
    }


def test_data_hold_22_skills_and_5_domains(built: Built) -> None:
    data = Graph().parse(built.outdir / "data" / "competences.ttl", publicID="https://x.example/")
    assert len(set(data.subjects(RDF.type, SKOS.Concept))) == 22
    assert len(set(data.subjects(RDF.type, SKOS.Collection))) == 5
    text = (built.outdir / "data" / "competences.csv").read_bytes().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert len(list(rows)) == 22


def test_titles(built: Built) -> None:
    titles = {n["title"] for n in of_type(built, "skill")}
    assert "Utilisation de logiciels libres" in titles
    assert "(Re)Présentation de l'information" in titles
    assert not [t for t in titles if str(t).startswith("Voir") or "[[" in str(t)]


def test_links(built: Built) -> None:
    skills, domains = of_type(built, "skill"), of_type(built, "domain")
    assert sum(len(n["see"]) for n in skills) == 5
    assert {n["domain"]: len(n["see"]) for n in domains if n["see"]} == {"collection": 1}
    assert all(len(n["part_of"]) == 1 for n in skills)
    by_id = built.needs()
    for skill in skills:
        (domain,) = skill["part_of"]
        assert by_id[domain]["domain"] == skill["domain"]
        assert skill["id"] in by_id[domain]["part_of_back"]


def test_resources(built: Built) -> None:
    found = {n["title"]: n["status"] for n in of_type(built, "resource")}
    assert found == {
        "Tate - Archives and access toolkit": "missing",
        "Réseaux": "written",
        "MuseumXTD - Tatiana Julliez": "missing",
        "Sécurité": "written",
        "The impact of digital technology on arts culture in the UK": "missing",
    }


def test_both_directions_in_needs(built: Built) -> None:
    (resource,) = [n for n in of_type(built, "resource") if n["title"] == "Réseaux"]
    users = [n["id"] for n in of_type(built, "skill") if resource["id"] in n["see"]]
    assert len(users) == 2
    assert sorted(resource["see_back"]) == sorted(users)


def test_both_directions_on_pages(built: Built) -> None:
    words = built.text("comment-utiliser-les-reseaux-sociaux")
    assert "Utilisation des médias sociaux" in words
    assert "Utilisation des plateformes de médias sociaux" in words
    (skill,) = [
        s
        for s in built.handbook.catalogue.skills.values()
        if s.skill.title == "Utilisation des médias sociaux"
    ]
    assert "Comment utiliser les réseaux sociaux" in built.text(f"competences/{skill.id.lower()}")


def test_wikilinks(built: Built, module_vault: Vault) -> None:
    rows = [r for r in module_vault.build("check").output() if r["filename"] == f"{NAME}.md"]
    assert len(rows) == 9
    targets = {r["raw"].strip("[]") for r in rows}
    assert len(targets) == 8
    (misspelt,) = [r for r in rows if "Julliez" in r["raw"]]
    assert misspelt["suggestion"] == "MuseumXTD - Tatiana Jullier"
    assert misspelt["status"] == "missing-note"
    assert [r["target"] for r in rows if "Imaa" in r["raw"]] == ["Cyber sain et sauf - IMAA.md"]


def test_ids_are_provisional_and_told_once(built: Built) -> None:
    assert all(n["provisional"] is True for n in of_type(built, "skill"))
    assert built.arguments("skill-provisional")[0]["count"] == "22"
    assert len(built.found("skill-provisional")) == 1


def test_the_note_is_a_question_with_its_own_title(built: Built) -> None:
    assert built.handbook.notes[f"{NAME}.md"].kind.value == "question"  # type: ignore[index, union-attr]
    assert built.title(PAGE).startswith("Quelles sont les compétences")


def test_only_the_misspelt_link_warns(built: Built) -> None:
    line = NOTE.split("\n").index("\t- Voir [[MuseumXTD - Tatiana Julliez]]") + 1
    assert [(w.code, w.line) for w in built.warnings] == [("vademecum.link-note", line)]


def test_filters_know_domains(module_vault: Vault) -> None:
    text = '```{needlist}\n:filter: domain == "informatique" and type == "skill"\n```\n'
    module_vault.write({"Liste.md": text})
    built = module_vault.build()
    module_vault.write({"Liste.md": None})
    words = built.body("liste").get_text()
    assert "Développement de nouvelles interactivités" in words
    assert "Communication en ligne" not in words
