"""Books of small vaults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from conftest import Built, Files, Vault
from pdf import Pdf


@dataclass(frozen=True)
class Book:
    """A build and the PDF that it left."""

    built: Built
    pdf: Pdf

    @property
    def told(self) -> list[str]:
        """The codes of what the book warned of."""
        return [code for code in self.built.codes if code.startswith("book-")]


MakeBook = Callable[..., Book]


def make(vault: Vault, domains: str = "", **options: Any) -> Book:
    """Make one book of a vault."""
    built = vault.build("book", vademecum_book_domains=domains, **options)
    names = sorted(p.name for p in built.outdir.glob("*.pdf"))
    assert len(names) == 1, (names, built.stderr)
    return Book(built, Pdf(built.outdir / names[0]))


@pytest.fixture
def book(vault: Vault) -> MakeBook:
    """Write a vault and make its book: ``book({path: content}, domains="curation")``."""

    def run(files: Files, domains: str = "", **options: Any) -> Book:
        vault.write(files)
        return make(vault, domains, **options)

    return run
