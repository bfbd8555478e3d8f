"""Grandfathering: who keeps a version of a standard, and until when.

A later version takes nothing from anyone: credentials end by the arithmetic of the version under
which they were awarded. So a page can say "37 holders keep 2.1, the last until 2029-06-30".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.lifecycle.line import line_of
from registry.lifecycle.status import ENDED, status_on
from registry.lifecycle.validity import last_day
from registry.lifecycle.version import State, last_intake, retires, state_on
from registry.records.credential import CREDENTIAL
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD, Standard


@dataclass(frozen=True, kw_only=True, slots=True)
class Grandfathering:
    """What the life of a version means for people, on a day.

    `notice` is the number of days from announced to effective; None for a draft. Work is taken in
    up to `last_intake`, and `retires` is the day the version ends; None while unknown.
    `holders` counts the credentials of the version that are live, and so may be kept: not revoked,
    replaced or expired beyond grace. The first of them ends on `first_end`, the last on `last_end`,
    unless renewed; None where all are permanent or there are none. `permanent` of them never end.
    It is a count of people: pages show one below `suppress_below` as "fewer than 5".
    """

    standard: str
    state: State
    notice: int | None
    last_intake: date | None
    retires: date | None
    holders: int
    permanent: int
    first_end: date | None
    last_end: date | None


def grandfathering(registry: Registry, entry: Entry[Standard], day: date) -> Grandfathering:
    """What a version of a standard means for people on `day`; later events do not count."""
    line = line_of(registry, STANDARD, entry.slug)
    change = entry.record.change
    ends = [
        last_day(found.record, entry.record, as_of=day)
        for found in registry.entries(CREDENTIAL)
        if found.record.standard == entry.id
        and found.record.awarded <= day
        and status_on(found.record, entry.record, day) not in ENDED
    ]
    dated = [end for end in ends if end is not None]
    return Grandfathering(
        standard=entry.id,
        state=state_on(line, entry.version, day),
        notice=(change.effective - change.announced).days
        if change.announced and change.effective
        else None,
        last_intake=last_intake(line, entry.version),
        retires=retires(line, entry.version),
        holders=len(ends),
        permanent=len(ends) - len(dated),
        first_end=min(dated, default=None),
        last_end=max(dated, default=None),
    )
