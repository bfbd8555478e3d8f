"""Days of versions: announced, in force, last intake, retired, and the next review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from registry.lifecycle.reviews import reviews_due
from registry.lifecycle.version import State
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.policy import POLICY
from registry.records.registry import Entry
from registry.records.standard import STANDARD
from registry.site.almanac.moment import Moment, What
from registry.site.site import Site
from registry.site.versions import Version, versions

_KINDS: tuple[Kind[Any], ...] = (STANDARD, FRAMEWORK, POLICY)


def version_moments(site: Site) -> Iterator[Moment]:
    """Every day that a version of a standard, skill map or policy names."""
    for kind in _KINDS:
        for slug in site.registry.slugs(kind):
            rows = {row.version: row for row in versions(site.registry, kind, slug, site.as_of)}
            for entry in site.registry.versions(kind, slug):
                if rows[entry.version].state is not State.WITHDRAWN:
                    yield from _of(entry, rows[entry.version])


def review_due_moments(site: Site) -> Iterator[Moment]:
    """The day by which each standard in force is looked at again."""
    for review in reviews_due(site.registry, site.as_of):
        entry, due = review.entry, review.due
        yield Moment(
            what="review-due",
            # One review after another is due: the day tells them apart.
            id=f"{entry.subject}#review-{due}",
            day=due,
            last=due,
            about=entry.subject,
            page=f"{entry.subject}/",
            values={"title": entry.record.title, "version": entry.version},
        )


def _of(entry: Entry[Any], row: Version) -> Iterator[Moment]:
    path = entry.document.path.rpartition(".")[0]
    dates: tuple[tuple[What, Any], ...] = (
        ("announced", row.change.announced),
        ("effective", row.change.effective),
        ("intake", row.last_intake),
        ("retires", row.retires),
    )
    for what, day in dates:
        if day is not None:
            yield Moment(
                what=what,
                id=f"{path}#{what}",
                day=day,
                last=day,
                about=path,
                page=(row.difference if what == "announced" else "") or row.page,
                values={"title": entry.record.title, "version": entry.version, "day": day},
                text=row.change.summary if what in {"announced", "effective"} else None,
            )
