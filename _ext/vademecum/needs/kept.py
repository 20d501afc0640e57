"""Needs that are what they were at the last build: they are not made, checked and written again.

sphinx-needs makes all of them anew at each build, also for one word that was changed in one note.
What they would be made of is compared with what the ``needs.json`` of the site was made of; on
pages that show needs, they are made when they are asked for. A PDF, which has no ``needs.json``,
wants no others. Needs of a host's pages and imported ones are not known here: with any of them, all
is done as ever.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import sphinx_needs
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE
from sphinx_needs.data import SphinxNeedsData

from vademecum.environment.domain import VaultDomain
from vademecum.needs.adapter import need_arguments, pages_with_needs
from vademecum.needs.declaration import TYPES
from vademecum.settings import Settings
from vademecum.vault.names import HOME

FILE: Final = "needs.seal"
"""Beside the environment: of what the site's needs.json was made, and its stamp."""
_WHOLE: Final = {
    "write-started": ("process_schemas", "ensure_post_process_needs_data"),
    "build-finished": ("process_warnings", "build_needs_json"),
}
_BY_PAGE: Final = {"doctree-resolved": ("process_need_nodes",)}
_LIBRARY: Final = "sphinx_needs"
_BETWEEN: Final = 600
"""After the file has been written, before it is copied."""
_LAST: Final = 9_000
"""After all that follows from the notes is known."""
Handler = Callable[..., Any]


class Heard(logging.Filter):
    """Notices whether sphinx-needs had anything to say, which it must say each time."""

    def __init__(self) -> None:
        super().__init__()
        self.any = False

    def filter(self, record: logging.LogRecord) -> bool:
        """Note who warns; keep all."""
        of_library = record.name.startswith(f"{NAMESPACE}.{_LIBRARY}")
        self.any = self.any or (of_library and record.levelno >= logging.WARNING)
        return True


def take_places(app: Sphinx) -> None:
    """Stand before the work of sphinx-needs that may be left out, and listen to what it says."""
    for places, stand in ((_WHOLE, _unless_kept), (_BY_PAGE, _unless_kept_or_shown)):
        for event, names in places.items():
            app.events.listeners[event] = [
                listener._replace(handler=stand(listener.handler))
                if _is_one(listener.handler, names)
                else listener
                for listener in app.events.listeners.get(event, [])
            ]
    heard = Heard()
    for handler in logging.getLogger(NAMESPACE).handlers:
        handler.addFilter(heard)
    app.connect("build-finished", _writer(heard), priority=_BETWEEN)


def _is_one(handler: Handler, names: tuple[str, ...]) -> bool:
    module, name = getattr(handler, "__module__", ""), getattr(handler, "__name__", "")
    return module.startswith(_LIBRARY) and name in names


def _unless_kept(handler: Handler) -> Handler:
    def work(app: Sphinx, *arguments: Any) -> Any:
        return None if VaultDomain.of(app.env).needs_kept else handler(app, *arguments)

    return work


def _unless_kept_or_shown(handler: Handler) -> Handler:
    def work(app: Sphinx, doctree: Any, docname: str) -> Any:
        shown = docname in pages_with_needs(app.env)
        kept = VaultDomain.of(app.env).needs_kept and not shown
        return None if kept else handler(app, doctree, docname)

    return work


def compare(app: Sphinx, env: BuildEnvironment) -> None:
    """Say for this build whether the needs are what they were, or of no use."""
    VaultDomain.of(env).needs_kept = (_is_print(app) or _is_known(app)) and not _foreign(env)


def _is_print(app: Sphinx) -> bool:
    """Say whether what is built has no list of all needs."""
    return Settings.of(app.config).shortcuts and str(app.builder.format) == "typst"


def _is_known(app: Sphinx) -> bool:
    known = _known(app)
    return known is not None and known == [_seal(app), *_stamp(Path(app.outdir) / "needs.json")]


def _writer(heard: Heard) -> Handler:
    def write(app: Sphinx, error: Exception | None) -> None:
        """Remember what the needs were made of, unless there was anything to say of them."""
        if not _applies(app) or VaultDomain.of(app.env).needs_kept:
            return
        file = Path(app.doctreedir) / FILE
        file.unlink(missing_ok=True)
        stamp = _stamp(Path(app.outdir) / "needs.json")
        if error is None and not heard.any and stamp and not _foreign(app.env):
            file.write_text(json.dumps([_seal(app), *stamp]), encoding="ascii")
        heard.any = False

    return write


def _applies(app: Sphinx) -> bool:
    vault = VaultDomain.of(app.env)
    shortcuts = Settings.of(app.config).shortcuts
    return shortcuts and vault.whole and isinstance(app.builder, StandaloneHTMLBuilder)


def _known(app: Sphinx) -> list[object] | None:
    if not _applies(app):
        return None
    try:
        known = json.loads((Path(app.doctreedir) / FILE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return known if isinstance(known, list) else None


def _seal(app: Sphinx) -> str:
    """Return a digest of all that the needs of a vault are made of."""
    settings = [
        (name, app.config[name]) for name in sorted(app.config.values) if name.startswith("needs_")
    ]
    config = app.config
    about = (config.project, config.version, config.language, sphinx_needs.__version__)
    needs = list(need_arguments(VaultDomain.of(app.env).handbook, HOME))
    origin = repr((settings, about, str(app.outdir), needs))
    return hashlib.sha256(origin.encode("utf-8", "surrogatepass")).hexdigest()


def _stamp(file: Path) -> list[int]:
    try:
        status = file.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def _foreign(env: BuildEnvironment) -> bool:
    """Say whether there are needs that do not follow from the notes."""
    data = SphinxNeedsData(env)
    others = (n for n in data._env_needs.values() if n["type"] not in TYPES or n["is_external"])
    return bool(data.get_or_create_extends()) or any(True for _need in others)


def setup(app: Sphinx) -> None:
    """Take the places once all listeners are known; compare when all notes are."""
    app.connect("builder-inited", take_places)
    app.connect("env-updated", compare, priority=_LAST)
