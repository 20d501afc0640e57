"""Excalidraw's drawings (``x.excalidraw.md``): shown by their exported picture, never as data."""

from __future__ import annotations

import re

from sphinx.environment import BuildEnvironment

from vademecum.core.names import NotePath, note_name
from vademecum.core.properties.front_matter import FrontMatter
from vademecum.core.text import one_line
from vademecum.environment.project import VaultProject
from vademecum.findings.codes import Code
from vademecum.findings.warnings import record_finding
from vademecum.i18n import _

_SUFFIX = ".excalidraw"
_WORDS = re.compile(
    r"^#{1,2} Text Elements\s*$(.*?)(?=^%%|^#{1,2} |\Z)", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
_MARK = re.compile(r"(?<!\s)\s*+\^[\w-]++\s*$", re.MULTILINE)
_LONGEST = 500


def is_drawing(path: str, front: FrontMatter) -> bool:
    """Say whether a note is a drawing, by its name or by the plug-in's own property."""
    return note_name(path).lower().endswith(_SUFFIX) or "excalidraw-plugin" in front.values


def drawing_text(path: str, body: str, front: FrontMatter, env: BuildEnvironment) -> str:
    """Return what is read instead of a drawing's data: its picture, and the words in it.

    Without a picture, a line that says so, and a finding.
    """
    project = env.project
    assert isinstance(project, VaultProject)
    name = note_name(path).removesuffix(_SUFFIX)
    picture = _exported(path, project)
    start = "\n" * front.body_line
    if picture is None:
        record_finding(env, Code.DRAWING_NO_PICTURE, 1, name=note_name(path))
        return start + _("This drawing can only be seen in Obsidian.") + "\n"
    match = _WORDS.search(body)
    said = one_line(re.sub(r"[\[\]|\n`<>]", " ", _MARK.sub(",", match[1]))) if match else ""
    words = _("Drawing: %(words)s") % {"words": said[:_LONGEST].strip(", ") or name}
    return f"{start}![[{picture}|{words}]]\n"


def drawing_picture(target: str, source: NotePath, project: VaultProject) -> str | None:
    """Return the exported picture of the drawing that an embed names, None if it is no drawing."""
    path = project.index.resolve(target, source).path
    if path is None or not note_name(path).lower().endswith(_SUFFIX):
        return None
    return _exported(path, project)


def _exported(path: str, project: VaultProject) -> str | None:
    """Return the picture beside a drawing that bears its name."""
    stem = re.sub(r"\.md$", "", path, flags=re.IGNORECASE)
    plain = re.sub(rf"{re.escape(_SUFFIX)}$", "", stem, flags=re.IGNORECASE)
    known = set(project.index.attachments)
    names = (
        f"{base}{theme}.{kind}"
        for base in (stem, plain)
        for kind in ("svg", "png")
        for theme in ("", ".light")
    )
    return next((name for name in names if name in known), None)
