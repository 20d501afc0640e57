"""The handbook as SKOS: one concept scheme, skills as concepts, domains as collections of them.

A domain is a department, not a broader skill: it *gathers* skills (``skos:member``), and every
skill is a top concept. Roles and resources are described with schema.org's words. What a role asks
for, and how well, is in two terms of our own, which the page of open data explains.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SDO, SKOS, XSD

from vademecum.data.rows import (
    Dataset,
    DomainRow,
    MatchRow,
    Publication,
    ResourceRow,
    RetiredRow,
    RoleRow,
    SkillRow,
    level_place,
)
from vademecum.skills.resource_record import day_of

TERMS: Final = Namespace("urn:vademecum:")
"""Terms of our own, the same for every handbook, so that their data can be put together."""

_LANGUAGE: Final = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_RECORD: Final = {
    "author": SDO.author,
    "provider": SDO.provider,
    "form": SDO.learningResourceType,
    "extent": SDO.timeRequired,
    "price": SDO.price,
    "year": SDO.datePublished,
}


def skos_graph(data: Dataset, publication: Publication) -> Graph:
    """Return the graph of a handbook."""
    return _Writer(data, publication).write()


def turtle(graph: Graph) -> bytes:
    """Write a graph as Turtle; the same graph gives the same bytes."""
    return graph.serialize(format="turtle", encoding="utf-8")


def json_ld(graph: Graph) -> bytes:
    """Write a graph as JSON-LD; the same graph gives the same bytes."""
    context = {prefix: str(uri) for prefix, uri in graph.namespaces()}
    document = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    text = json.dumps(_sorted(document), ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode()


def _sorted(value: Any) -> Any:
    """Sort all arrays: none of ours has an order, and rdflib's own is by chance."""
    if isinstance(value, dict):
        return {key: _sorted(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda v: json.dumps(v, sort_keys=True))
    return value


class _Writer:
    def __init__(self, data: Dataset, publication: Publication) -> None:
        self.data = data
        self.publication = publication
        self.graph = Graph(bind_namespaces="none")
        self.language = publication.language.replace("_", "-")
        self.scheme = URIRef(publication.address(publication.scheme_page))
        self.skills = {s.id: self._page(s.page) for s in data.skills}
        self.gone = {r.id: self._page(r.page) for r in data.retired}
        self.resources = {r.id: self._page(r.page, r.anchor) for r in data.resources}
        bound = {"skos": SKOS, "dct": DCTERMS, "owl": OWL, "rdf": RDF, "rdfs": RDFS}
        for prefix, namespace in (bound | {"schema": SDO, "vm": TERMS, "xsd": XSD}).items():
            self.graph.bind(prefix, namespace)

    def write(self) -> Graph:
        self._scheme()
        for level in self.data.levels:
            self._level(level.number, level.name, level.sentence)
        for domain in self.data.domains:
            self._domain(domain)
        for skill in self.data.skills:
            self._skill(skill)
        for gone in self.data.retired:
            self._retired(gone)
        for role in self.data.roles:
            self._role(role)
        for resource in self.data.resources:
            self._resource(resource)
        return self.graph

    def _page(self, page: str, place: str = "") -> URIRef:
        return URIRef(self.publication.address(page, place))

    def _scale(self, number: int) -> URIRef:
        """Return the address of a level of the scale."""
        return self._page(self.publication.data_page, level_place(number))

    def _add(self, subject: URIRef, predicate: URIRef, *values: URIRef | Literal) -> None:
        for value in values:
            self.graph.add((subject, predicate, value))

    def _say(self, subject: URIRef, predicate: URIRef, *texts: str) -> None:
        """Add what is said in the handbook's language; what is empty is not said."""
        said = (Literal(text, lang=self.language) for text in texts if text)
        self._add(subject, predicate, *said)

    def _see(self, subject: URIRef, identifiers: Iterable[str]) -> None:
        self._add(subject, RDFS.seeAlso, *(self.resources[i] for i in identifiers))

    def _scheme(self) -> None:
        publication, scheme = self.publication, self.scheme
        self._add(scheme, RDF.type, SKOS.ConceptScheme)
        self._say(scheme, DCTERMS.title, publication.title)
        self._say(scheme, DCTERMS.creator, publication.author)
        self._say(scheme, DCTERMS.license, publication.licence)
        self._add(scheme, DCTERMS.language, Literal(self.language))

    def _level(self, number: int, name: str, sentence: str) -> None:
        level = self._scale(number)
        self._add(level, RDF.type, SDO.DefinedTerm)
        self._add(level, SDO.termCode, Literal(str(number)))
        self._say(level, SDO.name, name)
        self._say(level, SDO.description, sentence)

    def _domain(self, domain: DomainRow) -> None:
        page = self._page(domain.page)
        self._add(page, RDF.type, SKOS.Collection)
        self._say(page, SKOS.prefLabel, domain.name)
        self._say(page, SKOS.scopeNote, *domain.themes)
        self._add(page, SKOS.notation, Literal(domain.id))
        self._add(page, SKOS.member, *(self.skills[i] for i in domain.skills))
        self._see(page, domain.see)

    def _skill(self, skill: SkillRow) -> None:
        page = self.skills[skill.id]
        self._concept(page, skill.id)
        self._add(page, SKOS.topConceptOf, self.scheme)
        self._add(self.scheme, SKOS.hasTopConcept, page)
        self._labels(page, skill)
        self._say(page, SKOS.definition, skill.definition)
        for number, sentence in skill.levels:
            self._observable(page, skill, number, sentence)
        for match in skill.matches:
            self._match(page, match)
        self._see(page, skill.see)
        self._say(page, SKOS.editorialNote, skill.origin)

    def _concept(self, page: URIRef, identifier: str) -> None:
        self._add(page, RDF.type, SKOS.Concept)
        self._add(page, SKOS.notation, Literal(identifier))
        self._add(page, SKOS.inScheme, self.scheme)

    def _labels(self, page: URIRef, skill: SkillRow) -> None:
        """Add the labels, no text twice: SKOS wants the three kinds apart (S13)."""
        preferred = skill.title or skill.id
        self._say(page, SKOS.prefLabel, preferred)
        if skill.short_title != preferred:
            self._say(page, SKOS.altLabel, skill.short_title)
        others = (word for word in skill.synonyms if word not in {preferred, skill.short_title})
        self._say(page, SKOS.hiddenLabel, *others)

    def _observable(self, page: URIRef, skill: SkillRow, number: int, sentence: str) -> None:
        node = self._page(skill.page, level_place(number))
        self._add(page, SKOS.example, node)
        self._say(node, RDF.value, sentence)
        self._add(node, SDO.educationalLevel, self._scale(number))

    def _match(self, page: URIRef, match: MatchRow) -> None:
        place = f"{match.framework}-{match.identifier}"
        address = match.address or self.publication.address(self.publication.data_page, place)
        self._add(page, SKOS[match.relation + "Match"], URIRef(address))

    def _retired(self, gone: RetiredRow) -> None:
        page = self.gone[gone.id]
        self._concept(page, gone.id)
        self._say(page, RDFS.label, gone.title)
        self._add(page, OWL.deprecated, Literal(True))
        successors = (self.skills.get(s, self.gone.get(s)) for s in gone.successors)
        self._add(page, DCTERMS.isReplacedBy, *(s for s in successors if s is not None))

    def _role(self, role: RoleRow) -> None:
        page = self._page(role.page)
        self._add(page, RDF.type, SDO.Occupation)
        self._add(page, SDO.identifier, Literal(role.id))
        self._say(page, SDO.name, role.name)
        self._say(page, SDO.description, role.lead)
        for asked in role.requirements:
            node = self._page(role.page, f"{role.id}-{asked.skill}")
            self._add(page, TERMS.requirement, node)
            self._add(node, TERMS.skill, self.skills[asked.skill])
            self._add(node, TERMS.level, Literal(asked.level))
            self._say(node, RDFS.comment, asked.reason)
            if asked.level:
                self._add(page, SDO.skills, self.skills[asked.skill])
                self._add(node, SDO.educationalLevel, self._scale(asked.level))
        self._see(page, role.see)

    def _resource(self, resource: ResourceRow) -> None:
        page, record = self.resources[resource.id], resource.record
        self._add(page, RDF.type, SDO.LearningResource)
        self._add(page, SDO.identifier, Literal(resource.id))
        codes = tuple(filter(None, (code.strip() for code in record.language.split(","))))
        in_one = codes[0] if len(codes) == 1 and _LANGUAGE.fullmatch(codes[0]) else self.language
        self._add(page, SDO.name, Literal(resource.name, lang=in_one))
        self._add(page, SDO.creativeWorkStatus, Literal(resource.status))
        for name, predicate in _RECORD.items():
            value = getattr(record, name)
            self._add(page, predicate, *([Literal(value)] if value else ()))
        self._add(page, SDO.inLanguage, *(Literal(code) for code in codes))
        if day_of(record.verified) is not None:
            self._add(page, SDO.lastReviewed, Literal(record.verified, datatype=XSD.date))
        if record.price:
            self._add(page, SDO.isAccessibleForFree, Literal(record.free))
        if record.url:
            self._add(page, SDO.url, URIRef(record.url))
