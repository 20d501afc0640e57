"""``vademecum links``: every public address outside the handbook is asked once.

Sphinx's own builder ``linkcheck`` asks, as the options ``linkcheck_*`` of ``conf.py`` say. What it
writes to ``output.json`` is told here at every place where an address stands, like the findings
of the check. No part of this is imported by a build.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.logging import NAMESPACE

from vademecum import nodes as vn
from vademecum.commands.public_network import REFUSED, ROBOTS, only_public, politely
from vademecum.commands.terminal import is_terminal
from vademecum.commands.vault import application, conf_folder, vault_arguments
from vademecum.environment.domain import VaultDomain, today
from vademecum.i18n import _
from vademecum.lint.builder import FINDINGS, report, write_rows
from vademecum.lint.report import rows_of
from vademecum.settings import Settings
from vademecum.settings.options import REPORTS
from vademecum.vault.front_matter import FrontMatter
from vademecum.vault.records import Finding

HISTORY: Final = "history.json"
"""On which day each address that answers did so last; safe to delete."""
_CERTIFICATE: Final = re.compile(r"certificate|SSL", re.IGNORECASE)
_PERMANENT: Final = frozenset({301, 308})

Places = dict[str, dict[tuple[str, int], None]]
"""Where each address stands: the paths and lines of notes, each once and in order."""


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)
    line.add_argument("--format", choices=REPORTS, help=_("for people or for machines"))


def run(options: Namespace) -> int:
    """Ask; 1 if an author must mend an address."""
    out = Path(options.build) / "links"
    with application(
        "linkcheck",
        options.vault,
        conf_folder(options),
        out,
        out / "doctrees",
        settings={"vademecum_report": options.format} if options.format else {},
        fresh=True,
        jobs=os.cpu_count() or 1,
    ) as app:
        settings = Settings.of(app.config)
        known = good_of_late(out, settings.links_fresh_days)
        places: Places = {}
        app.add_post_transform(_collector(places, known))
        # A connection that waits for its turn might be closed by the site meanwhile.
        headers = {"*": {"Connection": "close"}, **app.config.linkcheck_request_headers}
        app.config.linkcheck_request_headers = headers
        if not settings.links_private:
            only_public()
        politely(settings.links_pause / 1000)
        said = logging.getLogger(f"{NAMESPACE}.sphinx.builders.linkcheck")
        said.propagate = False  # all of it is in output.json, and told in the reader's language
        said.addHandler(_Count() if is_terminal(sys.stderr) else logging.NullHandler())
        app.build()
    return _tell(app, places, known)


def good_of_late(out: Path, days: int) -> dict[str, str]:
    """Return the addresses that answered well less than ``days`` ago, and the day."""
    first, last = (today() - timedelta(days=days)).isoformat(), today().isoformat()
    try:
        rows = json.loads((out / HISTORY).read_text(encoding="utf-8")).items()
    except (OSError, ValueError, AttributeError):
        return {}
    return {uri: day for uri, day in rows if isinstance(day, str) and first < day <= last}


def _collector(places: Places, known: Mapping[str, str]) -> type[SphinxPostTransform]:
    """Return what leaves to Sphinx's collector the addresses that are to be asked, and no other."""

    class Collector(SphinxPostTransform):
        builders = ("linkcheck",)
        default_priority = 799  # Sphinx's collector has 800

        def run(self, **_kwargs: Any) -> None:
            vault = VaultDomain.of(self.env)
            note = vault.notes.get(self.env.docname)
            if note is not None:
                self.document += _property_references(vault.project.headers[note.path].front)
            for reference in self.document.findall(nodes.reference):
                address = str(reference.get("refuri", ""))
                asked = is_asked(address)
                if note is not None and asked:
                    places.setdefault(address, {})[note.path, vn.source_line(reference)] = None
                if note is None or not asked or address in known:
                    reference.attributes.pop("refuri", None)

    return Collector


def _property_references(front: FrontMatter) -> Iterator[nodes.reference]:
    """Yield the addresses among the properties of a note, as links on the property's line."""
    for key, value in front.values.items():
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, str) and is_asked(text.strip()):
                reference = nodes.reference("", "", refuri=text.strip())
                reference.line = front.lines.get(key, 1)
                yield reference


def is_asked(address: str) -> bool:
    """Say whether an address is one that can be asked: a thread of Sphinx dies of some others."""
    try:
        parts = urlsplit(address)
        parts.netloc.encode("idna")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


class _Count(logging.Handler):
    """Says on a terminal how many addresses have answered."""

    done = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count the beginnings of lines that say where an address stands, one an address."""
        if getattr(record, "nonl", False) and record.levelno == logging.INFO:
            self.done += 1
            words = _("Addresses: %(count)s.") % {"count": self.done}
            print(f"\r\x1b[K{words}", end="", file=sys.stderr)


def _tell(app: Sphinx, places: Places, known: Mapping[str, str]) -> int:
    """Write findings and history, print the report; return the exit status."""
    out = Path(app.outdir)
    lines = (out / "output.json").read_text(encoding="utf-8").splitlines()
    answers = sorted(map(json.loads, lines), key=lambda answer: str(answer["uri"]))
    good = [answer["uri"] for answer in answers if answer["status"] == "working"]
    days = {**known, **dict.fromkeys(good, today().isoformat())}
    history = {uri: day for uri, day in sorted(days.items()) if uri in places}
    text = json.dumps(history, ensure_ascii=False, indent=1) + "\n"
    (out / HISTORY).write_text(text, encoding="utf-8")
    findings = [finding for answer in answers for finding in _findings(answer, places)]
    rows = rows_of(VaultDomain.of(app.env), findings)
    write_rows(out / FINDINGS, (row.row() for row in rows))
    print(_("Addresses: %(count)s.") % {"count": len(places)})
    for line in report(app, rows, 0):
        print(line)
    return 1 if any(row.is_error for row in rows) else 0


def _findings(answer: Mapping[str, Any], places: Places) -> Iterator[Finding]:
    """Yield a finding for each place of an address, if its author can mend anything."""
    code = _code(answer)
    if code is None:
        return
    uri, info = str(answer["uri"]), str(answer["info"])
    moved = info if code == "address-moved" else ""
    reason = str(answer["code"] or "") or info[:160]
    args = (("address", uri[:200]), ("reason", reason), ("suggestion", moved))
    for path, line in places.get(uri, {}):
        yield Finding(code, path, line, args, uri, moved)


def _code(answer: Mapping[str, Any]) -> str | None:
    """Return what is the matter with an address, in the words of Sphinx's ``output.json``."""
    info = str(answer["info"])
    match answer["status"]:
        case "redirected" if answer["code"] in _PERMANENT:
            return "address-moved"
        case "timeout":
            return "address-silent"
        case "ignored" if info == "service unavailable":
            return "address-silent"
        case "broken" if REFUSED in info:
            return "address-private"
        case "broken" if ROBOTS in info:
            return None
        case "broken" if _CERTIFICATE.search(info):
            return "address-certificate"
        case "broken":
            return "address-dead"
    return None
