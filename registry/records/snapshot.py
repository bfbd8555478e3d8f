"""A snapshot: counts as they were on a day, frozen and suppressed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.records.kind import Kind
from registry.records.text import Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A number with its name, such as 31 of 42; `hidden` stands for both where they are small."""

    measure: str
    standard: str | None = None
    group: str | None = None
    count: int | None = None
    of: int | None = None
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """Counts over the days `from` to `to`, taken once and never cut again.

    `suppress_below` is the smallest count that was shown; of a survey, `invited` says how many
    people were asked.
    """

    title: Text
    from_: date
    to: date
    taken: date
    suppress_below: int
    invited: int | None = None
    counts: tuple[Count, ...]


SNAPSHOT = Kind(
    name="snapshot", title="Snapshot", path="governance/metrics/{name}.yml", record=Snapshot
)
