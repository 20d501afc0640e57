"""Where the views of sphinx-needs lead: to what a reader can open.

sphinx-needs links to ``page#id``. Skills have such places; a domain has its heading, a role and a
resource their note, an address is outside, and what is unwritten is nowhere.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from vademecum.environment.domain import VaultDomain
from vademecum.handbook import Handbook
from vademecum.needs.adapter import pages_with_needs


def correct_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Correct the links of a page's views."""
    if docname not in pages_with_needs(app.env):
        return
    handbook = VaultDomain.of(app.env).handbook
    domains = {d.id: d.places[0] for d in handbook.catalogue.domains.values()}
    for link in list(doctree.findall(nodes.reference)):
        page, _sign, identifier = str(link.get("refuri", "")).partition("#")
        identifier = identifier or str(link.get("refid", ""))
        if identifier in domains:
            path, anchor, _line = domains[identifier]
            uri = app.builder.get_relative_uri(docname, handbook.notes[path].docname)
            _lead(link, f"{uri}#{anchor}")
        elif identifier in handbook.catalogue.roles:
            _lead(link, page)
        elif identifier in handbook.catalogue.resources:
            _resource(link, page, identifier, handbook)


def _resource(link: nodes.reference, page: str, identifier: str, handbook: Handbook) -> None:
    resource = handbook.catalogue.resources[identifier]
    if resource.path in handbook.notes:
        _lead(link, page)
    elif resource.record.url:
        _lead(link, resource.record.url)
        link["internal"] = False
    else:
        link.replace_self(nodes.inline("", "", *link.children))


def _lead(link: nodes.reference, uri: str) -> None:
    link.attributes.pop("refid", None)
    link["refuri"] = uri or "#"


def setup(app: Sphinx) -> None:
    """Come after sphinx-needs has filled its views (500)."""
    app.connect("doctree-resolved", correct_links, priority=600)
