"""Days of versions: announced, in force, last intake, retired, and the next review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.lifecycle.reviews import reviews_due
from registry.lifecycle.version import State
from registry.records.kinds import VERSIONED
from registry.records.registry import Entry
from registry.site.almanac.moment import Moment, What, moment_of
from registry.site.site import Site
from registry.site.versions import Version, versions


def version_moments(site: Site) -> Iterator[Moment]:
    """Every day that a version of a standard, skill map or policy names."""
    for kind in VERSIONED:
        for slug in site.registry.slugs(kind):
            rows = {row.version: row for row in versions(site.registry, kind, slug, site.as_of)}
            for entry in site.registry.versions(kind, slug):
                if rows[entry.version].state is not State.WITHDRAWN:
                    yield from _of(entry, rows[entry.version])


def review_due_moments(site: Site) -> Iterator[Moment]:
    """The day by which each standard in force is looked at again."""
    for review in reviews_due(site.registry, site.as_of):
        entry, due = review.entry, review.due
        values = {"title": entry.record.title, "version": entry.version}
        # One review after another is due: the day tells them apart.
        yield moment_of(entry, "review-due", due, mark=f"review-{due}", values=values)


def _of(entry: Entry[Any], row: Version) -> Iterator[Moment]:
    dates: tuple[tuple[What, date | None], ...] = (
        ("announced", row.change.announced),
        ("effective", row.change.effective),
        ("intake", row.last_intake),
        ("retires", row.retires),
    )
    for what, day in dates:
        if day is not None:
            yield moment_of(
                entry,
                what,
                day,
                mark=what,
                page=row.difference if what == "announced" else "",
                values={"title": entry.record.title, "version": entry.version, "day": day},
                text=row.change.summary if what in {"announced", "effective"} else None,
            )
