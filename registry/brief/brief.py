"""The brief: the table of its parts, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from registry.brief import (
    assessments,
    bodies,
    credentials,
    decisions,
    governance,
    others,
    people,
    versions,
)
from registry.brief.approvals import approvals
from registry.brief.files import as_known, files
from registry.brief.note import Brief, Broken, Note
from registry.check.checks import CHECKS, EXPLANATIONS
from registry.check.since.change import Change
from registry.check.since.checks import SINCE
from registry.problem import Problem
from registry.records.credential import ERASURES
from registry.records.kinds import KINDS
from registry.records.registry import Registry

Part = Callable[[Registry, Registry, date], Iterator[Note]]

# In the order in which a reviewer wants to know. A new part is a generator, and a line here.
PARTS: tuple[Part, ...] = (
    credentials.issued,
    assessments.assessed,
    credentials.happened,
    credentials.erased,
    credentials.against_the_rules,
    versions.changed,
    decisions.decided,
    governance.consulted,
    governance.reviewed,
    governance.endorsed,
    bodies.seated,
    people.people,
    others.others,
)


def brief(change: Change, today: date) -> Brief:
    """What a change means. Without a usable base or head, only what is wrong with it."""
    base, head = change.base or _unchanged(change), change.head
    is_known = change.base is not None or head is not None
    notes: list[Note] = []
    if head is not None:
        known = as_known(base, head)
        notes += [note for part in PARTS for note in part(known, head, today)]
    notes += files(base, head, change.paths, frozenset(_told(notes)))
    return Brief(
        notes=tuple(_merged(notes)),
        approvals=tuple(approvals(base, head or base, change.paths, today)) if is_known else (),
        broken=tuple(_broken(change.problems)),
        rules=len(CHECKS) + len(SINCE),
    )


def _unchanged(change: Change) -> Registry:
    """What stands in for a base that cannot be used: what the change did not touch."""
    head = change.head
    entries = [one for kind in KINDS for one in (head.entries(kind) if head else ())]
    return Registry(one for one in entries if one.document.path not in change.paths)


def _told(notes: list[Note]) -> Iterator[str]:
    """The files that notes are about; an erasure is also what the list of erasures says."""
    for note in notes:
        yield from note.records
        if note.what == "erased":
            yield ERASURES.path


def _merged(notes: Iterable[Note]) -> Iterator[Note]:
    """Notes of the same kind as one, in the place of the first."""
    found: dict[str, Note] = {}
    for note in notes:
        first = found.get(note.what)
        found[note.what] = note if first is None else _joined(first, note)
    yield from found.values()


def _joined(one: Note, other: Note) -> Note:
    lines, records = (*one.lines, *other.lines), (*one.records, *other.records)
    return replace(one, lines=lines, records=records)


def _broken(problems: Iterable[Problem]) -> Iterator[Broken]:
    rules = {row.code: row.rule for row in EXPLANATIONS}
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.code, []).append(problem)
    rows = [
        Broken(code=code, rule=rules.get(code, ""), problems=tuple(rows))
        for code, rows in found.items()
    ]
    yield from sorted(rows, key=lambda row: (not row.is_error, row.code))
