"""The versions of a slug in a row, with what consultations and decisions say about each."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol, TypeVar

from registry.lifecycle.consultations import consultations_about
from registry.lifecycle.decisions import retired_on
from registry.lifecycle.version import Line, State, Step, current_on, state_on
from registry.records.change import Change
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry


class Versioned(Protocol):
    """A record of a kind that comes in versions."""

    @property
    def change(self) -> Change:
        """How the version differs from the one before, and when."""
        ...


V = TypeVar("V", bound=Versioned)


def line_of(registry: Registry, kind: Kind[V], slug: str) -> Line:
    """The versions of a slug, oldest first, as `registry.lifecycle.version` judges them."""
    steps = []
    for entry in registry.versions(kind, slug):
        about = consultations_about(registry, entry.subject)
        steps.append(
            Step(
                version=entry.version,
                change=entry.record.change,
                consulted=min((found.record.opens for found in about), default=None),
                retired=retired_on(registry, entry.subject),
            )
        )
    return steps


def state_of(registry: Registry, entry: Entry[Any], day: date) -> State:
    """The state of a version on `day`."""
    return state_on(line_of(registry, entry.document.kind, entry.slug), entry.version, day)


def in_force(registry: Registry, kind: Kind[V], slug: str, day: date) -> Entry[V] | None:
    """The version of a slug that is in force on `day`, or None where none is."""
    version = current_on(line_of(registry, kind, slug), day)
    return registry.get(kind, f"{slug}@{version}") if version else None
