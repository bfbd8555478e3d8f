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
from registry.lifecycle.version import last_intake, retires
from registry.records.credential import CREDENTIAL
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD, Standard


@dataclass(frozen=True, kw_only=True, slots=True)
class Grandfathering:
    """What the life of a version means for people, on a day.

    Work is taken in up to `last_intake`, and `retires` is the day the version ends; None while
    unknown. `holders` counts the credentials of the version that are live, and so may be kept: not
    revoked, replaced or expired beyond grace. The last of them ends on `last_end`, unless renewed;
    None where all are permanent or there are none.
    It is a count of people: pages show one below `suppress_below` as "fewer than 5".
    """

    last_intake: date | None
    retires: date | None
    holders: int
    last_end: date | None


def grandfathering(registry: Registry, entry: Entry[Standard], day: date) -> Grandfathering:
    """What a version of a standard means for people on `day`; later events do not count."""
    line = line_of(registry, STANDARD, entry.slug)
    ends = [
        last_day(found.record, entry.record, as_of=day)
        for found in registry.entries(CREDENTIAL)
        if found.record.standard == entry.id
        and found.record.awarded <= day
        and status_on(found.record, entry.record, day) not in ENDED
    ]
    return Grandfathering(
        last_intake=last_intake(line, entry.version),
        retires=retires(line, entry.version),
        holders=len(ends),
        last_end=max((end for end in ends if end is not None), default=None),
    )
