"""Dates: what happened is past, and what begins comes before what ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.dates.happened import happened
from registry.check.dates.ordered import ordered
from registry.problem import Problem
from registry.records.registry import Registry


def future_date(registry: Registry, today: date) -> Iterator[Problem]:
    """Nothing that happened lies in the future: awards, events, decisions, votes, consents.

    The future begins after today in the time zone that is ahead of all others (UTC+14), so that
    nobody is told that their own today is tomorrow.
    Dates that are plans may lie ahead: `effective`, `valid_from`, `review`, the ends of terms.
    """
    for entry, at, day in happened(registry):
        if day > today:
            yield entry.problem(
                f"{day} is still to come; today is {today}",
                *at,
                fix="write the day on which it happened, or wait until it has",
            )


def date_order(registry: Registry, _today: date) -> Iterator[Problem]:
    """What begins comes before what ends: `from` before `to`, `trained` before a role's `from`."""
    for entry, first, begin, then, end in ordered(registry):
        if end < begin:
            yield entry.problem(
                f"`{then[-1]}` is {end}, before `{first[-1]}`, which is {begin}",
                *then,
                fix="one of the two dates is mistyped",
            )
