"""The almanac: every moment that the records of a site give, by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from registry.site.almanac.governance import (
    consultation_moments,
    decision_moments,
    endorsement_moments,
    review_moments,
    snapshot_moments,
    term_moments,
)
from registry.site.almanac.moment import NEWS, PLANNED, Moment
from registry.site.almanac.versions import review_due_moments, version_moments
from registry.site.site import Site

SOURCES: tuple[Callable[[Site], Iterator[Moment]], ...] = (
    version_moments,
    review_due_moments,
    term_moments,
    consultation_moments,
    review_moments,
    decision_moments,
    endorsement_moments,
    snapshot_moments,
)


def moments(site: Site) -> tuple[Moment, ...]:
    """Every moment, earliest first."""
    found = [moment for source in SOURCES for moment in source(site)]
    return tuple(sorted(found, key=lambda moment: (moment.day, moment.id)))


def planned(site: Site, since: date) -> list[Moment]:
    """What people plan for and is not over before a day."""
    return [moment for moment in moments(site) if moment.what in PLANNED and moment.last >= since]


def news(site: Site) -> list[Moment]:
    """What has happened up to the day of the pages, latest first."""
    return [
        moment
        for moment in reversed(moments(site))
        if moment.what in NEWS and moment.day <= site.as_of
    ]


def below(found: Iterable[Moment], folder: str) -> list[Moment]:
    """The moments that matter to what lies in a folder."""
    return [moment for moment in found if moment.about.startswith(folder)]
