"""Private names of Sphinx and its libraries that we need: here, and nowhere else.

A private name may move in any release. Each is looked up when it is used, so that none stops
``import vademecum``, and says what it stands for; ``tests/test_compat.py`` tells which has moved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from sphinx.util._files import FilenameUniqDict
    from sphinx.util._pathlib import _StrPath as StrPath
else:
    try:  # Sphinx 9; public names of ``sphinx.util`` before
        from sphinx.util._files import FilenameUniqDict
    except ImportError:
        from sphinx.util import FilenameUniqDict
    try:  # a path that is a text as well: what ``Project.doc2path`` returns
        from sphinx.util._pathlib import _StrPath as StrPath
    except ImportError:
        from pathlib import PosixPath, WindowsPath
        from sys import platform

        StrPath = WindowsPath if platform == "win32" else PosixPath

__all__ = (
    "FilenameUniqDict",
    "StrPath",
    "application",
    "protocol_rule",
    "warning_count",
    "written_settings",
)


def application(env: BuildEnvironment) -> Sphinx:
    """Return the application of a build: a domain is given its environment alone.

    ``env.app`` is deprecated in Sphinx 9, which keeps the same object as ``_app``.
    """
    known: Sphinx | None = getattr(env, "_app", None)
    return known if known is not None else env.app


def written_settings(config: Config) -> Mapping[str, Any]:
    """Return what ``conf.py`` itself sets, by name: ``Config`` shows it mixed with the defaults.

    Empty if Sphinx keeps it elsewhere: everything then counts as not set.
    """
    written: Mapping[str, Any] = getattr(config, "_raw_config", {})
    return written


def warning_count(app: Sphinx) -> int:
    """Return how many warnings the log has counted, those of Sphinx and of its libraries."""
    return int(getattr(app, "_warncount", 0))


def protocol_rule() -> Callable[[StateInline, bool], bool]:
    """Return the rule of markdown-it that makes a bare address a link, without its other rules.

    The plug-in registers three rules at once, of which one takes words that begin with ``www.``.
    """
    from mdit_py_plugins.gfm_autolink import index  # noqa: PLC0415  (a plug-in's own module)

    rule: Callable[[StateInline, bool], bool] = index._protocol_rule
    return rule
