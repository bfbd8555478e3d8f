"""Snapshots: counts that add up and betray nobody, and the demand they show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.lifecycle.line import in_force
from registry.lifecycle.validity import after
from registry.problem import Problem
from registry.records.framework import FRAMEWORK, Competency
from registry.records.period import Period
from registry.records.registry import Registry
from registry.records.snapshot import SNAPSHOT

# How long a survey shows what people need.
FRESH = Period(months=24)


def small_count(registry: Registry, _today: date) -> Iterator[Problem]:
    """No snapshot shows a count, or what is left of its total, that is smaller than allowed.

    The limit is the snapshot's own `suppress_below`: who knows that 2 of 40 failed may know which
    two, and 38 of 40 says the same. Only a rest of zero is shown. `hidden: true` stands for both
    numbers.
    """
    for entry in registry.entries(SNAPSHOT):
        least = entry.record.suppress_below
        for number, row in enumerate(entry.record.counts):
            if row.count is None:
                continue
            rest = row.of - row.count if row.of is not None else 0
            if row.count < least:
                message = f"{row.count} is fewer than {least}"
            elif 0 < rest < least:
                message = f"{row.count} of {row.of} leaves {rest}, fewer than {least}"
            else:
                continue
            yield entry.problem(
                message,
                *("counts", number, "count"),
                fix="write `hidden: true` in place of `count` and `of`",
            )


def count_range(registry: Registry, _today: date) -> Iterator[Problem]:
    """A count is no larger than what it is counted of, and no more answered than were invited."""
    for entry in registry.entries(SNAPSHOT):
        invited = entry.record.invited
        for number, row in enumerate(entry.record.counts):
            if row.count is None or row.of is None:
                continue
            if row.count > row.of:
                yield entry.problem(
                    f"{row.count} of {row.of} is more than all",
                    *("counts", number, "count"),
                    fix="see the private records, and mend the number that is mistyped",
                )
            if invited is not None and row.of > invited:
                yield entry.problem(
                    f"{row.of} answered, and {invited} were invited",
                    *("counts", number, "of"),
                    fix="see the private records, and mend the number that is mistyped",
                )


def same_count(registry: Registry, _today: date) -> Iterator[Problem]:
    """A snapshot has one number for each measure, standard and group."""
    for entry in registry.entries(SNAPSHOT):
        first: dict[tuple[str, str | None, str | None], int] = {}
        for number, row in enumerate(entry.record.counts):
            key = (row.measure, row.standard, row.group)
            if first.setdefault(key, number) != number:
                yield entry.problem(
                    f"row {first[key] + 1} already counts `{row.measure}` for the same",
                    *("counts", number, "measure"),
                    fix="keep one of the two",
                )


def demand_unproved(registry: Registry, today: date) -> Iterator[Problem]:
    """Each competency of a framework in force has a survey of the last 24 months that asks for it.

    This is a warning, and only where the framework names surveys at all: not every community can
    ask. The time runs from the last day of the survey.
    """
    for slug in registry.slugs(FRAMEWORK):
        entry = in_force(registry, FRAMEWORK, slug, today)
        competencies = entry.record.competencies if entry else ()
        if entry is None or not any(competency.demand for competency in competencies):
            continue
        for number, competency in enumerate(competencies):
            last = max(_surveyed(registry, competency), default=None)
            if competency.demand and last is None:
                continue  # `unknown-snapshot` has said so
            if last is None or after(FRESH, last) < today:
                yield entry.problem(
                    f"no survey asks for `{competency.id}`"
                    if last is None
                    else f"the last survey that asks for `{competency.id}` ended on {last}",
                    *("competencies", number, "id"),
                    severity="warning",
                    fix="ask again, or drop the competency, in the next version",
                )


def _surveyed(registry: Registry, competency: Competency) -> Iterator[date]:
    for name in competency.demand:
        snapshot = registry.get(SNAPSHOT, name)
        if snapshot is not None:
            yield snapshot.record.to
