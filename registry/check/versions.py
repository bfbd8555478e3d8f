"""Versions of standards, frameworks and policies: their dates, in themselves and in a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from registry.problem import Problem
from registry.records.change import Change
from registry.records.kinds import VERSIONED
from registry.records.registry import Entry, Registry

_DAY = timedelta(days=1)


def change_dates(registry: Registry, _today: date) -> Iterator[Problem]:
    """A version is announced with the day it takes effect, in that order, and never withdrawn then.

    A draft has neither date; a draft that is given up says `withdrawn`.
    """
    for entry in _versions(registry):
        change = entry.record.change
        at = ("change",)
        if change.announced and not change.effective:
            yield entry.problem(
                "an announced version says when it takes effect",
                *at,
                "announced",
                fix="add `effective: <date>`; a draft has neither date",
            )
        if change.effective and not change.announced:
            yield entry.problem(
                "a version takes effect only after it was announced",
                *at,
                "effective",
                fix="add `announced: <date>`; a draft has neither date",
            )
        if change.announced and change.effective and change.effective < change.announced:
            yield entry.problem(
                f"it takes effect on {change.effective}, before it is announced"
                f" on {change.announced}",
                *at,
                "effective",
                fix="one of the two dates is mistyped",
            )
        if change.withdrawn and change.announced:
            yield entry.problem(
                "a version that was announced is no longer a draft that can be given up",
                *at,
                "withdrawn",
                fix="end it in the `change.previous` of a successor, or by a decision to retire it",
            )


def change_class(registry: Registry, _today: date) -> Iterator[Problem]:
    """A version that follows another says the class of its change.

    `editorial`, `clarifying`, `additive` or `breaking`: how much it asks of people, and so how long
    before it takes effect they are told.
    """
    for entry in _versions(registry):
        first = registry.first_version(entry.document.kind, entry.slug)
        if entry.version != first and entry.record.change.class_ is None:
            yield entry.problem(
                f"it follows {first} without saying how much changes",
                "change",
                key=True,
                fix="add `class`: editorial, clarifying, additive or breaking",
            )


def change_previous(registry: Registry, _today: date) -> Iterator[Problem]:
    """The end of a version stands in the next: intake first, then the day it retires."""
    for entry in _versions(registry):
        change, at = entry.record.change, ("change", "previous")
        previous = change.previous
        if previous is None:
            continue
        if entry.version == registry.first_version(entry.document.kind, entry.slug):
            yield entry.problem(
                "this is the first version, so there is none before it to end",
                *at,
                key=True,
                fix="delete `previous`",
            )
        if previous.last_intake and previous.retires and previous.retires < previous.last_intake:
            yield entry.problem(
                f"the version before retires on {previous.retires}, while work may be submitted"
                f" until {previous.last_intake}",
                *at,
                "retires",
                fix="let it retire after the last intake",
            )
        for name, day in (("last_intake", previous.last_intake), ("retires", previous.retires)):
            if day and change.effective and day < change.effective:
                yield entry.problem(
                    f"`{name}` is {day}, but this version takes effect only on {change.effective}",
                    *at,
                    name,
                    fix="a version goes on until the next one takes effect",
                )


def version_order(registry: Registry, _today: date) -> Iterator[Problem]:
    """A later version is announced no earlier, and takes effect later, than the one before."""
    for kind in VERSIONED:
        for slug in registry.slugs(kind):
            dated = [entry for entry in registry.versions(kind, slug) if _is_dated(entry)]
            for before, after in pairwise(dated):
                earlier: Change = before.record.change
                later: Change = after.record.change
                if later.announced and earlier.announced and later.announced < earlier.announced:
                    yield after.problem(
                        f"announced before {before.version}, which was on {earlier.announced}",
                        "change",
                        "announced",
                        fix=f"write {earlier.announced} or later",
                    )
                if later.effective and earlier.effective and later.effective <= earlier.effective:
                    yield after.problem(
                        f"takes effect no later than {before.version},"
                        f" which does on {earlier.effective}",
                        "change",
                        "effective",
                        fix=f"write {earlier.effective + _DAY} or later",
                    )


def _versions(registry: Registry) -> Iterator[Entry[Any]]:
    for kind in VERSIONED:
        yield from registry.entries(kind)


def _is_dated(entry: Entry[Any]) -> bool:
    change: Change = entry.record.change
    return change.announced is not None and change.withdrawn is None
