"""Lapses: what time alone made wrong is an error only where a pull request touches the thing.

In the whole registry the same is a warning, `review-overdue` and `finding-overdue`: nothing that
the calendar does may keep the site from saying what was revoked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.lifecycle.decisions import decisions_about, was_carried
from registry.lifecycle.reviews import open_findings, overdue
from registry.problem import Problem
from registry.records.kind import Kind
from registry.records.kinds import subject_of
from registry.records.registry import Registry
from registry.records.review import REVIEW
from registry.records.standard import STANDARD


def review_lapsed(base: Registry, head: Registry, today: date) -> Iterator[Problem]:
    """Who changes a standard that is more than 90 days overdue for its review has it reviewed too.

    That is so for each of its versions, a draft of the next one included. The same pull request may
    hold the review, or the body's decision: to keep the standard as it is, or to adopt the next
    version of it.
    """
    for found in overdue(head, today):
        versions = head.versions(STANDARD, found.entry.slug)
        touched = [one for one in versions if _is_touched(base, head, STANDARD, one.id)]
        decided = any(
            was_carried(head, vote.record) and vote.record.decided >= found.due
            for version in versions
            for vote in decisions_about(head, version.subject)
        )
        if found.is_long and touched and not decided:
            yield touched[0].problem(
                f"the review of {found.entry.id} was due on {found.due}, {found.days} days ago",
                fix="review it first: record a periodic review, or the body's decision about it",
            )


def finding_lapsed(base: Registry, head: Registry, today: date) -> Iterator[Problem]:
    """Nobody changes a review, or what it is about, over a finding of high severity past its day.

    The finding is mended first, and closed. A review of the whole registry is about `registry.yml`.
    """
    for found in open_findings(head, today):
        finding, review = found.finding, found.entry
        if not found.is_overdue or finding.severity != "high":
            continue
        places = ((REVIEW, review.id), subject_of(review.record.about))
        if any(_is_touched(base, head, *place) for place in places if place):
            yield review.problem(
                f"the finding `{finding.id}` was due on {finding.due}, {found.days} days ago",
                *("findings", found.number, "due"),
                fix="mend it first, and add `closed: <date>`",
            )


def _is_touched(base: Registry, head: Registry, kind: Kind[Any], record_id: str) -> bool:
    old, new = base.get(kind, record_id), head.get(kind, record_id)
    if old is None or new is None:
        return old is not new
    return old.document is not new.document and old.document.text != new.document.text
