"""Identity: one name means one thing, in a file and in the registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from registry.problem import At, Problem
from registry.records import ids
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.pathway import PATHWAY
from registry.records.registry import Entry, Registry
from registry.records.review import REVIEW
from registry.records.standard import STANDARD


def duplicate_id(registry: Registry, _today: date) -> Iterator[Problem]:
    """Inside a file each competency, task, criterion, track and finding has an id of its own."""
    for entry, at, rows in _lists(registry):
        first: dict[str, int] = {}
        for number, row in enumerate(rows):
            if row.id in first:
                yield entry.problem(
                    f"`{row.id}` is already the id of number {first[row.id] + 1} in this list",
                    *at,
                    number,
                    "id",
                    fix="give it an id of its own",
                )
            first.setdefault(row.id, number)


def number_like_id(registry: Registry, _today: date) -> Iterator[Problem]:
    """No ID can be read as a number, as some tools would read `12E4567890123`."""
    kinds: tuple[Kind[Any], ...] = (CREDENTIAL, ASSESSMENT)
    for kind in kinds:
        for entry in registry.entries(kind):
            if ids.is_number_like(entry.id):
                yield entry.problem(
                    f"{entry.id} would be read as a number by some tools",
                    fix="let the tool draw another ID, and rename the file",
                )


def _lists(registry: Registry) -> Iterator[tuple[Entry[Any], At, Sequence[Any]]]:
    for framework in registry.entries(FRAMEWORK):
        yield framework, ("competencies",), framework.record.competencies
    for standard in registry.entries(STANDARD):
        yield standard, ("tasks",), standard.record.tasks
        yield standard, ("rubric",), standard.record.rubric
    for pathway in registry.entries(PATHWAY):
        yield pathway, ("tracks",), pathway.record.tracks
    for review in registry.entries(REVIEW):
        yield review, ("findings",), review.record.findings
