"""What the packaging adds to the files of the package: the compiled message catalogues."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the catalogues before the files of a wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile in place; git ignores the result, so it is named as an artifact."""
        runpy.run_path(str(Path(self.root) / "tools" / "catalogs.py"))["compile_catalogs"]()
        build_data["artifacts"].append("_ext/vademecum/locale/*/LC_MESSAGES/*.mo")
