"""Lists of dated rows: what ends gets a last day, and nothing is taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from registry.problem import Problem
from registry.records.body import BODY
from registry.records.credential import ERASURES
from registry.records.kind import Kind
from registry.records.person import PERSON
from registry.records.registry import Entry, Registry


class _List(NamedTuple):
    """A list that only grows, and the ends that one of its rows may still get."""

    kind: Kind[Any]
    field: str
    ends: tuple[str, ...] = ()


_LISTS = (
    _List(PERSON, "affiliations", ("to",)),
    _List(PERSON, "roles", ("to", "trained")),
    _List(PERSON, "calibrated"),
    _List(PERSON, "accepted"),
    _List(BODY, "terms", ("left",)),
    _List(ERASURES, "erased"),
)


def rows_only_grow(base: Registry, head: Registry, today: date) -> Iterator[Problem]:
    """Lists of dated rows only grow: what ends gets a last day.

    Affiliations, roles, calibrations, acceptances, terms and erasures are the memory by which
    conflicts of interest, panels and limits of terms are judged. A row may get its `to`, a term its
    `left`, a role the day of its training; a last day that lies ahead may be moved.
    """
    for kind, field, ends in _LISTS:
        for old in base.entries(kind):
            new = head.get(kind, old.id)
            if new is None or new.document is old.document:
                continue
            was, now = (entry.document.data.get(field, []) for entry in (old, new))
            yield from _lost(new, field, was, now, ends, today)


def _lost(
    new: Entry[Any],
    field: str,
    was: list[Any],
    now: list[Any],
    ends: tuple[str, ...],
    today: date,
) -> Iterator[Problem]:
    """The rows of `was` that `now` does not have in the same order."""
    at = 0
    for row in was:
        found = next((i for i in range(at, len(now)) if _goes_on(row, now[i], ends, today)), None)
        if found is not None:
            at = found + 1
            continue
        here = at < len(now)
        yield new.problem(
            f"a row that was there is gone or changed: {_shown(row)}",
            field,
            *((at,) if here else ()),
            key=not here,
            fix="bring it back as it was" + (f"; what ends gets `{ends[0]}`" if ends else ""),
        )


def _goes_on(old: Any, new: Any, ends: tuple[str, ...], today: date) -> bool:
    """Whether `new` is the row `old`, perhaps with an end."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return bool(old == new)
    return all(
        old.get(name) == new.get(name)
        or (
            name in ends
            and name in new
            and (name not in old or (name == "to" and date.fromisoformat(old[name]) >= today))
        )
        for name in {**old, **new}
    )


def _shown(row: Any) -> str:
    if not isinstance(row, Mapping):
        return str(row)
    return ", ".join(f"{name}: {value}" for name, value in row.items())
