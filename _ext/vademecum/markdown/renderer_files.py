"""What stands beside the notes in a note: pictures, sounds, films, documents to download."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx import addnodes

from vademecum import nodes as vn
from vademecum.environment.project import NOTE_SUFFIX, VaultProject
from vademecum.findings import record_finding
from vademecum.markdown import allow_list
from vademecum.markdown.files import file_problem
from vademecum.markdown.read_context import ReadContext
from vademecum.settings import Settings
from vademecum.vault.names import printed
from vademecum.vault.records import Link, Origin
from vademecum.vault.wikilink import EmbedLabel, Wikilink

_MOMENT = r"(?:\d{1,3}:)?(?:\d{1,2}:)?\d{1,6}(?:\.\d{1,3})?"
_PLACES = {
    "page": re.compile(r"[1-9]\d{0,4}"),
    "t": re.compile(rf"{_MOMENT}(?:,{_MOMENT})?|,{_MOMENT}"),
}
_DATA_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)


class FileRenderer(SphinxRenderer):
    """Renders what a note shows of the files of the vault; knows the note being read."""

    @property
    def read_context(self) -> ReadContext:
        """The note that is being read."""
        return ReadContext.of(self.sphinx_env)

    @property
    def project(self) -> VaultProject:
        """The files of the vault."""
        project = self.sphinx_env.project
        assert isinstance(project, VaultProject)
        return project

    @property
    def settings(self) -> Settings:
        """The handbook's settings."""
        return self.read_context.settings

    def record(self, code: str, line: int, **args: object) -> None:
        """Record a finding about the note being read."""
        record_finding(self.sphinx_env, code, line, **args)

    def _file(self, target: str) -> str | None:
        """Return the file beside the notes that ``target`` means, if it means one."""
        path = self.project.index.resolve(target, self.read_context.path).path
        return None if path is None or path.lower().endswith(NOTE_SUFFIX) else path

    def _picture(self, source: str, label: EmbedLabel, line: int) -> None:
        scheme = allow_list.scheme_of(source)
        if _DATA_PICTURE.match(source):
            self.current_node.append(
                _sized(nodes.image(uri=source, alt=label.alt or "", known=True), label)
            )
        elif scheme or source.startswith("//"):
            self._picture_elsewhere(source, label, line, scheme)
        else:
            wikilink = Wikilink(unquote(source).partition("#")[0])
            raw = f"![{label.alt or ''}]({source})"
            self._attachment(Link(line, raw, wikilink, True, Origin.MARKDOWN), label)

    def _picture_elsewhere(self, source: str, label: EmbedLabel, line: int, scheme: str) -> None:
        text = label.alt or unquote(source).rpartition("/")[2] or source
        if scheme and scheme not in self.settings.link_schemes:
            self.record("link-scheme", line, address=source[:80])
            self.current_node.append(nodes.Text(text))
            return
        self.record("image-elsewhere", line, address=source[:120])
        refuri = source if scheme else "https:" + source
        self.current_node.append(nodes.reference("", text, refuri=refuri, classes=["elsewhere"]))

    def _attachment(self, link: Link, label: EmbedLabel) -> None:
        """Append a picture, a sound, a film or a PDF; what is missing stays visible as text."""
        target = link.wikilink.target
        path = self._file(target)
        self.read_context.attachments.append((target, path))
        if path is None:
            index = self.read_context.add(link)
            self.current_node.append(
                nodes.inline("", label.alt or target, classes=["missing-file"], link=index)
            )
            return
        node = self._show(path, label, link.line, link.wikilink.headings)
        node["lineno"] = link.line  # Sphinx sets the line of a picture to 0
        node["link"] = self.read_context.add(link)
        self.current_node.append(node)

    def _show(
        self, path: str, label: EmbedLabel, line: int, after: Sequence[str] = ()
    ) -> nodes.Element:
        """Return a file of the vault as it is shown; ``after``: what the link has after ``#``."""
        name = printed(path.rpartition("/")[2])
        kind = allow_list.suffix(path)
        if kind in allow_list.IMAGES and not self._refused(path, line):
            return _sized(nodes.image(uri="/" + path, alt=label.alt or "", known=True), label)
        if kind in allow_list.AUDIO | allow_list.VIDEO | {"pdf"}:
            media_kind = (
                "audio"
                if kind in allow_list.AUDIO
                else "video"
                if kind in allow_list.VIDEO
                else "pdf"
            )
            fragment, height = _fragment(media_kind, after)
            media = vn.media("", "", kind=media_kind, name=label.alt or name, fragment=fragment)
            if height:
                media["height"] = height
            media += self._download(path, line, [nodes.Text(label.alt or name)])
            return _sized(media, label)
        return self._download(path, line, [nodes.Text(label.alt or name)])

    def _download(self, path: str, line: int, text: Sequence[nodes.Node]) -> nodes.Element:
        """Return a link to a file, or its text alone if the file may not be published."""
        if self._refused(path, line):
            return nodes.inline("", "", *text, classes=["missing-file"])
        return addnodes.download_reference("", "", *text, reftarget="/" + path, known=True)

    def _refused(self, path: str, line: int) -> bool:
        cause = file_problem(self.project.srcdir, path, self.settings)
        if cause is not None:
            self.record("file-refused", line, target=path, cause=cause)
        return cause is not None


def _fragment(kind: str, after: Sequence[str]) -> tuple[str, str]:
    """Return where a document, a sound or a film opens, and the height that is asked for."""
    options = dict(
        part.strip().split("=", 1) for text in after for part in text.split("&") if "=" in part
    )
    start = "page" if kind == "pdf" else "t"
    value, height = options.get(start, "").strip(), options.get("height", "").strip()
    return (
        f"{start}={value}" if _PLACES[start].fullmatch(value) else "",
        height if re.fullmatch(r"[1-9]\d{1,3}", height) else "",
    )


def _sized(node: nodes.Element, label: EmbedLabel) -> nodes.Element:
    for side, value in (("width", label.width), ("height", label.height)):
        if value is not None:
            node[side] = f"{value}px" if isinstance(node, nodes.image) else str(value)
    return node
