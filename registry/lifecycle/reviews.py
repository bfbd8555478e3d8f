"""Reviews: what is still open, and which standards nobody has looked at for too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.lifecycle.decisions import decisions_about, was_carried
from registry.lifecycle.line import in_force
from registry.lifecycle.validity import after
from registry.records.registry import Entry, Registry
from registry.records.review import REVIEW, Finding, Review
from registry.records.standard import STANDARD, Standard

# An overdue review is a matter for the next pull request after so many days.
PATIENCE = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A standard in force whose next review is due on `due`; `days` past that day.

    Until the due day `days` is zero or negative.
    """

    entry: Entry[Standard]
    due: date
    days: int

    @property
    def is_overdue(self) -> bool:
        """Whether the due day is past."""
        return self.days > 0

    @property
    def is_long(self) -> bool:
        """Whether it has been overdue for more than 90 days."""
        return self.days > PATIENCE


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenFinding:
    """A finding that is not closed, number `number` of its review; `days` past its due day.

    Until the due day `days` is zero or negative.
    """

    entry: Entry[Review]
    number: int
    finding: Finding
    days: int

    @property
    def is_overdue(self) -> bool:
        """Whether the due day is past."""
        return self.days > 0


def reviews_due(registry: Registry, today: date) -> Iterator[Due]:
    """The next review of each standard in force, by slug."""
    for slug in registry.slugs(STANDARD):
        entry = in_force(registry, STANDARD, slug, today)
        if entry is not None:
            due = review_due(registry, entry, today)
            yield Due(entry=entry, due=due, days=(today - due).days)


def overdue(registry: Registry, today: date) -> tuple[Due, ...]:
    """The standards in force that were not looked at again within their `review_every`."""
    return tuple(found for found in reviews_due(registry, today) if found.is_overdue)


def review_due(registry: Registry, entry: Entry[Standard], today: date) -> date:
    """The day by which a standard that took effect is looked at again, as known on `today`.

    The time runs from the day it took effect, from each carried decision about it, and from each
    periodic review of it with no open finding.
    """
    decided = [
        found.record.decided
        for found in decisions_about(registry, entry.subject)
        if was_carried(registry, found.record)
    ]
    reviewed = [
        found.record.done
        for found in registry.entries(REVIEW)
        if found.record.about == entry.subject
        and found.record.kind == "periodic"
        and is_closed(found.record, today)
    ]
    begun = entry.record.change.effective or today
    return after(entry.record.review_every, max([begun, *decided, *reviewed]))


def is_open(finding: Finding, day: date) -> bool:
    """Whether a finding was still to be mended on `day`."""
    return finding.closed is None or finding.closed > day


def is_closed(review: Review, day: date) -> bool:
    """Whether no finding of a review was open on `day`."""
    return not any(is_open(finding, day) for finding in review.findings)


def open_findings(registry: Registry, day: date) -> Iterator[OpenFinding]:
    """Every finding that is open on `day`, in the order of files and rows."""
    for entry in registry.entries(REVIEW):
        for number, finding in enumerate(entry.record.findings):
            if is_open(finding, day):
                days = (day - finding.due).days
                yield OpenFinding(entry=entry, number=number, finding=finding, days=days)
