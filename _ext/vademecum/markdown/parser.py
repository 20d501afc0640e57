"""The parser of notes: MyST's, with Obsidian's grammar and its front matter."""

from __future__ import annotations

from itertools import product

from docutils import nodes
from docutils.transforms.misc import Transitions
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from vademecum.compat import protocol_rule
from vademecum.environment.domain import VaultDomain
from vademecum.environment.guard import failure, source_section
from vademecum.environment.project import NOTE_SUFFIX, VaultProject
from vademecum.findings import record_finding
from vademecum.i18n import _
from vademecum.markdown.block_rules import block_plugin
from vademecum.markdown.bounds import (
    SOME_PARTS,
    TooDeepError,
    TooManyError,
    bounds_plugin,
    parts_of,
)
from vademecum.markdown.formulas import read_formulas
from vademecum.markdown.guest import parse_page
from vademecum.markdown.inline_rules import inline_plugin
from vademecum.markdown.math_rules import math_plugin
from vademecum.markdown.read_context import NoteIds, ReadContext
from vademecum.markdown.renderer import VaultRenderer
from vademecum.markdown.renderer_maps import drawing_text, is_drawing
from vademecum.markdown.source_layout import layout_of, layout_plugin
from vademecum.settings import Settings
from vademecum.vault.front_matter import FrontMatter
from vademecum.vault.names import NotePath, digest, note_name
from vademecum.vault.text import CONTROLS

# Obsidian shows a line that starts with « % »; MyST would leave it out without a word. Front
# matter has been read before the grammar sees the note.
_NOT_OBSIDIAN = ("myst_line_comment", "front_matter")


_EXTENSIONS = ("colon_fence", "dollarmath", "gfm_autolink", "strikethrough", "tasklist")

_SCHEMES = ("http", "https", "mailto", "xmpp")

MAX_NESTING = 60
"""How deep blocks may stand in one another (a list counts twice, for the list and its item)."""


class VaultParser(MystParser):
    """Parses one note of the vault into a document."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill ``document`` from the text of a note; whatever the text, nothing is raised."""
        env: BuildEnvironment = document.settings.env
        if _project(env).trusts(env.docname):
            self._parse_trusted(inputstring, document)
            return
        document.settings.smart_quotes = False  # titles and headings are data
        document.settings.file_insertion_enabled = document.settings.raw_enabled = False
        document.settings.myst_footnote_sort = False  # MyST asks, even if it has rendered nothing
        _keep_rules(document)
        document.ids = NoteIds(document.ids)
        path, front = _note_header(env)
        settings = Settings.of(env.config)
        lines = inputstring.split("\n") if len(inputstring) < settings.note_limit else []
        read_context = ReadContext(path, lines, settings, front, digest(inputstring, 32))
        read_context.take(env)
        if _not_laid_out(env, inputstring, settings):
            document += source_section(note_name(path), inputstring)
            return
        try:
            self._parse_note(inputstring, document, path, front, settings)
            document.extend(read_context.footnotes)
        except Exception as error:  # one note must not stop the others
            _tell_failure(env, error)
            _reset(document)
            document += source_section(note_name(path), inputstring)

    def _parse_trusted(self, text: str, document: nodes.document) -> None:
        """A page of the host: MyST reads it as it would without us."""
        env: BuildEnvironment = document.settings.env
        path, front = _note_header(env)
        lines = text.split("\n")
        settings = Settings.of(env.config)
        ReadContext(path, lines, settings, front, digest(text, 32)).take(env)
        parse_page(text, document)

    def _parse_note(
        self,
        text: str,
        document: nodes.document,
        path: NotePath,
        front: FrontMatter,
        settings: Settings,
    ) -> None:
        parser = _markdown(document.settings.env)
        parser.options["document"] = document
        title = front.values.get(settings.title_property) if settings.title_property else None
        markdown_env = {
            "note_title": note_name(path) if path else document.settings.env.config.project,
            "note_title_forced": title if isinstance(title, str) else None,
        }
        body = _body(text, front.body_line)
        if is_drawing(path, front):
            body = drawing_text(path, body, front, document.settings.env)
        parser.render(body, markdown_env)
        read_formulas(document, document.settings.env)
        read_context = ReadContext.of(document.settings.env)
        read_context.layout, read_context.parts = layout_of(markdown_env), parts_of(markdown_env)
        for line in markdown_env.get("unclosed_comments") or ():
            record_finding(document.settings.env, "comment-open", int(line) + 1)


def _project(env: BuildEnvironment) -> VaultProject:
    project = env.project
    assert isinstance(project, VaultProject)
    return project


def _note_header(env: BuildEnvironment) -> tuple[NotePath, FrontMatter]:
    """Return the path and front matter of the note being read; a generated home page has none."""
    project = _project(env)
    path = project.note_path(env.docname)
    if path is None:
        return NotePath(""), FrontMatter()
    header = project.headers[path]
    if header.problem is not None:
        record_finding(env, "note-controls" if header.problem == CONTROLS else "note-encoding", 1)
    return path, header.front


def _markdown(env: BuildEnvironment) -> MarkdownIt:
    """Return the Markdown parser of a build: one for all notes, each of which sets it up anew.

    Creating one takes as long as parsing a short note.
    """
    domain = VaultDomain.of(env)
    if domain.markdown_parser is None:
        config = env.myst_config  # type: ignore[attr-defined]  # MyST sets it
        domain.markdown_parser = _new_parser(_for_notes(config))
    return domain.markdown_parser


def _for_notes(config: MdParserConfig) -> MdParserConfig:
    """Return the settings of MyST that make it read as Obsidian does; others are the host's."""
    return config.copy(
        commonmark_only=False,
        gfm_only=False,
        enable_extensions={*config.enable_extensions, *_EXTENSIONS},
        footnote_transition=False,
    )


def _new_parser(config: MdParserConfig) -> MarkdownIt:
    parser = create_md_parser(config, VaultRenderer)
    parser.use(math_plugin).use(inline_plugin).use(block_plugin).use(layout_plugin).use(
        bounds_plugin
    )
    parser.validateLink = _any_link  # type: ignore[method-assign, assignment]
    parser.disable(list(_NOT_OBSIDIAN), ignoreInvalid=True)
    parser.inline.ruler.at("gfm_autolink_protocol", _address_after_scheme)
    parser.options["maxNesting"] = MAX_NESTING
    return parser


def _address_after_scheme(state: StateInline, silent: bool) -> bool:
    """Look for an address at a colon, if a scheme stands before it.

    The plug-in's own rule looks through all that stands before, at each colon; to ask what stands
    before puts it together.
    """
    if state.src[state.pos] != ":" or not state.pending.endswith(_SCHEMES):
        return False
    return protocol_rule()(state, silent)


def _any_link(_address: str) -> bool:
    """Accept every address: the renderer refuses some, with a finding."""
    return True


def _body(text: str, front_lines: int) -> str:
    """Blank the front matter, so that every line keeps its number."""
    if not front_lines:
        return text
    return (
        "\n" * front_lines + text.split("\n", front_lines)[-1]
        if text.count("\n") >= front_lines
        else ""
    )


def _keep_rules(document: nodes.document) -> None:
    """Drop the transform that reports a rule in a quote or at the end of a section."""
    transformer = document.transformer
    transformer.transforms = [t for t in transformer.transforms if t[1] is not Transitions]


def _reset(document: nodes.document) -> None:
    """Empty a document, with what transforms would look for in it."""
    transformer = document.transformer
    transformer.transforms = [t for t in transformer.transforms if t[2] is None]  # no pending node
    source = document["source"]
    document.clear()
    document.__init__(document.settings, document.reporter, source=source)  # type: ignore[misc]
    document.transformer = transformer


def _tell_failure(env: BuildEnvironment, error: Exception) -> None:
    if isinstance(error, TooManyError):
        record_finding(env, "note-too-many", 1, limit=SOME_PARTS)
        return
    problem = failure(error)
    cause = problem.cause
    if isinstance(error, TooDeepError):
        cause = _("more than %(levels)s blocks stand in one another") % {"levels": error.args[0]}
    record_finding(env, "note-failed", problem.line, cause=cause)


def _not_laid_out(env: BuildEnvironment, text: str, settings: Settings) -> bool:
    """Tell why a note is to be shown as its source: too long, or it has failed before."""
    size = len(text.encode("utf-8", "surrogatepass"))
    problem = VaultDomain.of(env).failures.get(env.docname)
    if size > settings.note_limit:
        path = _project(env).note_path(env.docname)
        whole = _project(env).stamp(path)[1] if path is not None else size
        record_finding(env, "note-too-long", 1, size=whole, limit=settings.note_limit)
    elif problem is not None:
        record_finding(env, "note-failed", problem.line, cause=problem.cause)
    return size > settings.note_limit or problem is not None


def setup(app: Sphinx) -> None:
    """Read Markdown with this parser instead of MyST's own."""
    app.setup_extension("myst_parser")
    for suffix in map("".join, product(*((c.lower(), c.upper()) for c in NOTE_SUFFIX[1:]))):
        app.add_source_suffix(f".{suffix}", "markdown", override=True)
    app.add_source_parser(VaultParser, override=True)
