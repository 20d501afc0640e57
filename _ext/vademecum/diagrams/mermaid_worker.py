"""Mermaid in a process of its own: a diagram or an SVG on stdin, JSON or a PNG on stdout.

``mermaid_worker.py svg`` reads a diagram's source and prints ``{"svg": …}`` or ``{"error": …}``;
``mermaid_worker.py png WIDTH`` reads an SVG and prints a picture WIDTH pixels wide. What strangers
wrote may make the engine stall or take much memory: a process can be stopped. This file imports
nothing of the package, so that it starts at once.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

MEMORY = 2 * 1024**3
SECONDS = 30
"""Limits of the process, where the system knows such: bytes of address space, time of processor."""

FONT = '"DejaVu Sans", Verdana, sans-serif'
CONFIG: dict[str, Any] = {
    "securityLevel": "strict",
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False},
    "journey": {"textPlacement": "tspan"},
    "timeline": {"textPlacement": "tspan"},
    "fontFamily": FONT,
    "themeVariables": {"fontFamily": FONT},
    "deterministicIds": True,
    "deterministicIDSeed": "v",
    "handDrawnSeed": 1,
    "secure": [
        *("secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges"),
        *("suppressErrorRendering", "htmlLabels", "flowchart", "journey", "timeline", "class"),
        *("fontFamily", "altFontFamily", "themeCSS", "deterministicIds", "deterministicIDSeed"),
        *("handDrawnSeed", "dompurifyConfig"),
    ],
}
"""Labels are SVG's own text, and a diagram may not say otherwise."""

# No clock and no chance: the same source gives the same bytes.
_FIXED = """
(() => {
  let seed = 1;
  Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const Real = Date, noon = 946728000000;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(noon); }
    static now() { return noon; }
  };
})();
"""


def main(wanted: str, width: str = "0") -> None:
    """Do what is asked once, and leave without waiting for the engine."""
    _limit()
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    sys.stdout.buffer.write(_png(text, int(width)) if wanted == "png" else _svg(text))
    sys.stdout.flush()
    os._exit(0)


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _png(svg: str, width: int) -> bytes:
    from mermaidx import svg_to_png  # noqa: PLC0415  (each way loads what it needs)

    return bytes(svg_to_png(svg, width=width, background="#ffffff"))


def _svg(source: str) -> bytes:
    from mermaidx.engines.quickjs_engine import Engine  # noqa: PLC0415

    class FixedEngine(Engine):  # type: ignore[misc]  # it comes without types
        """The engine, with neither clock nor chance."""

        def _build_context(self) -> Any:
            context = super()._build_context()
            context.eval(_FIXED)
            return context

    engine = FixedEngine()
    engine.start()
    try:
        answer = {"svg": engine.render_svg(source, "neutral", CONFIG, None)}
    except Exception as error:  # Mermaid's own message, or the engine's
        answer = {"error": str(error)}
    return json.dumps(answer).encode()


if __name__ == "__main__":
    main(*sys.argv[1:3])
