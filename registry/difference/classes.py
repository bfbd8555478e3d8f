"""Classes of change: how they are ordered, and what they make of the number of a version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, get_args

from registry.records.change import ChangeClass
from registry.records.registry import version_key

CLASSES: tuple[ChangeClass, ...] = get_args(ChangeClass)  # lowest first


class _Classed(Protocol):
    @property
    def class_(self) -> ChangeClass: ...


def class_of(changes: Iterable[_Classed]) -> ChangeClass | None:
    """The highest class among changes; None where there are none."""
    return max((change.class_ for change in changes), key=CLASSES.index, default=None)


def at_least(one: ChangeClass, other: ChangeClass) -> bool:
    """Whether `one` asks for as much notice as `other`, or for more."""
    return CLASSES.index(one) >= CLASSES.index(other)


def next_version(version: str, class_: ChangeClass) -> str:
    """The number after `version`: the next major one for a breaking change, else the next minor."""
    major, minor = version_key(version)
    return f"{major + 1}.0" if class_ == "breaking" else f"{major}.{minor + 1}"
