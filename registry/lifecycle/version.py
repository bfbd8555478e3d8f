"""The state of a version of a standard, framework or policy on a day.

It follows from the `change` of the version and of those after it. Consultations are a later kind
of record, so a version in consultation is a draft here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from registry.records.change import Change
from registry.records.kind import Kind
from registry.records.registry import Registry

Line = Sequence[tuple[str, Change]]


class State(StrEnum):
    """The life of a version, in order; a draft that is given up is withdrawn instead."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    EFFECTIVE = "effective"
    SUPERSEDED = "superseded"
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"


class _Versioned(Protocol):
    @property
    def change(self) -> Change: ...


V = TypeVar("V", bound=_Versioned)


def line_of(registry: Registry, kind: Kind[V], slug: str) -> Line:
    """The versions of a slug with their changes, oldest first, as the functions below take them."""
    return [(entry.version, entry.record.change) for entry in registry.versions(kind, slug)]


def state_on(line: Line, version: str, day: date, *, retired: date | None = None) -> State:
    """The state of `version` on `day`; KeyError where the line does not have it.

    `line` holds the versions oldest first. `retired` is the day of a carried decision to retire
    the version, which is how one without a successor ends.
    """
    change = dict(line)[version]
    if change.withdrawn is not None and change.withdrawn <= day:
        return State.WITHDRAWN
    if change.announced is None or change.announced > day:
        return State.DRAFT
    if change.effective is None or change.effective > day:
        return State.ANNOUNCED
    later = _later(line, version)
    # A version does not outlive one that came after it.
    ends = [after.previous.retires for after in later if after.previous] + [retired]
    if any(end is not None and end <= day for end in ends):
        return State.RETIRED
    if any(after.effective is not None and after.effective <= day for after in later):
        return State.SUPERSEDED
    return State.EFFECTIVE


def accepts_on(line: Line, version: str, day: date, *, retired: date | None = None) -> bool:
    """Whether work may be submitted under `version` on `day`.

    It may while the version is effective, and then up to the last day of intake that its successor
    names.
    """
    state = state_on(line, version, day, retired=retired)
    if state is State.EFFECTIVE:
        return True
    last = last_intake(line, version)
    return state is State.SUPERSEDED and last is not None and day <= last


def last_intake(line: Line, version: str) -> date | None:
    """The last day on which work may be submitted; None while no successor has a date."""
    successor = next((after for after in _later(line, version) if after.effective), None)
    if successor is None or successor.effective is None:
        return None
    if successor.previous and successor.previous.last_intake:
        return successor.previous.last_intake
    return successor.effective - timedelta(days=1)


def current_on(line: Line, day: date) -> str | None:
    """The version in force on `day`, or None where none is."""
    states = {version: state_on(line, version, day) for version, _ in line}
    return next((v for v, state in reversed(states.items()) if state is State.EFFECTIVE), None)


def _later(line: Line, version: str) -> list[Change]:
    """The changes after `version` that were announced and not given up, nearest first."""
    versions = [name for name, _ in line]
    rest = [change for _, change in line[versions.index(version) + 1 :]]
    return [change for change in rest if change.announced and not change.withdrawn]
