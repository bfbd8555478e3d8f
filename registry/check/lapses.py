"""Lapses: what time alone made wrong. It stops no build, and the pull request that touches it.

A check of the whole registry warns of them: nothing that only the calendar does may keep the site
from saying what was revoked. In a pull request the same is an error where one of `paths` changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.lifecycle.reviews import OpenFinding, Overdue, open_findings, overdue
from registry.problem import Problem
from registry.records.registry import Registry
from registry.records.standard import STANDARD


@dataclass(frozen=True, slots=True)
class Lapse:
    """An error, with its code, for the pull request that changes one of `paths`."""

    problem: Problem
    paths: frozenset[str]


def lapses(registry: Registry, today: date) -> Iterator[Lapse]:
    """Reviews more than 90 days overdue, and findings of high severity past their day."""
    for standard in overdue(registry, today):
        if standard.is_long:
            versions = registry.versions(STANDARD, standard.entry.slug)
            paths = frozenset(version.document.path for version in versions)
            yield Lapse(_review(standard), paths)
    for found in open_findings(registry, today):
        if found.is_overdue and found.finding.severity == "high":
            about = found.entry.record.about
            files = {found.entry.document.path, f"{about}.yml", f"{about}.md"}
            yield Lapse(_finding(found), frozenset(files))


def _review(found: Overdue) -> Problem:
    return found.entry.document.problem(
        f"its review was due on {found.due}, {found.days} days ago",
        ("review_every",),
        code="review-overdue",
        fix="review it first: record a periodic review, or the body's decision about it",
    )


def _finding(found: OpenFinding) -> Problem:
    return found.entry.document.problem(
        f"the finding `{found.finding.id}` (high) was due on {found.finding.due}",
        ("findings", found.number, "due"),
        code="finding-overdue",
        fix="mend it, and add `closed: <date>`",
    )
