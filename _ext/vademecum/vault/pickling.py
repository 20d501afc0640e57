"""Records of which thousands are kept from build to build: they are packed and unpacked quickly.

Python packs a frozen dataclass with slots by asking for its fields anew for each object.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

Record = TypeVar("Record")


def kept(record: type[Record]) -> type[Record]:
    """Have the objects of a dataclass packed by names that are looked up once."""
    names = tuple(field.name for field in fields(record))  # type: ignore[arg-type]
    values_of = attrgetter(*names)

    def packed(self: Record) -> Any:
        return values_of(self) if len(names) > 1 else (values_of(self),)

    def unpacked(self: Record, values: Sequence[object]) -> None:
        for name, value in zip(names, values, strict=False):
            object.__setattr__(self, name, value)

    record.__getstate__ = packed  # type: ignore[assignment, method-assign]
    record.__setstate__ = unpacked  # type: ignore[attr-defined]
    return record
