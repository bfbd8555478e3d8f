"""A pathway: standards in an order that leads somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.records.kind import Kind
from registry.records.text import Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """At least so many of these standards."""

    at_least: int
    of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Track:
    """A direction beyond the core; every row of `needs` must be met."""

    id: str
    title: Text
    needs: tuple[Choice | str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Equivalence:
    """Prior learning that counts instead of a standard, for a time."""

    instead_of: str
    title: Text
    from_: date
    to: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Pathway:
    """A core that all share, and tracks that add to it."""

    title: Text
    summary: Text
    core: tuple[Choice | str, ...]
    tracks: tuple[Track, ...] = ()
    accepts: tuple[Equivalence, ...] = ()


PATHWAY = Kind(name="pathway", title="Pathway", path="pathways/{slug}.yml", record=Pathway)
