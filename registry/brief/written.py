"""Which records a change writes: those that are new, and those whose file says something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from registry.records.kind import Kind
from registry.records.registry import Entry, Registry

R = TypeVar("R")


def written(
    base: Registry, head: Registry, kind: Kind[R]
) -> Iterator[tuple[Entry[R] | None, Entry[R]]]:
    """Each record of a kind that is new or another, after what it was before, if it was."""
    for entry in head.entries(kind):
        old = base.get(kind, entry.id)
        if old is None or old.document.text != entry.document.text:
            yield old, entry
