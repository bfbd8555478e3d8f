"""Members: who sits in a body comes from many places, and is one person with one account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.lifecycle.people import organizations_on
from registry.lifecycle.terms import is_running
from registry.problem import Problem
from registry.records.body import BODY, Body
from registry.records.person import PERSON
from registry.records.registry import Entry, Registry


def body_organizations(registry: Registry, today: date) -> Iterator[Problem]:
    """No more members of a body belong to one organization at a time than its rule says.

    It is judged today, and for the day on which each term to come begins.
    """
    for entry in registry.entries(BODY):
        said: set[tuple[str, int]] = set()
        days = {today, *(row.from_ for row in entry.record.terms if row.from_ > today)}
        for day in sorted(days):
            for name, number, count in _too_many(registry, entry, day):
                if (name, number) not in said:
                    said.add((name, number))
                    yield entry.problem(
                        f"{count} members belong to {name} on {day}, and"
                        f" {entry.record.voting.per_organization} may",
                        *("terms", number, "holder"),
                        fix="end the term of one of them with `left`, or name somebody else",
                    )


def same_account(registry: Registry, _today: date) -> Iterator[Problem]:
    """A GitHub account belongs to one person: two handles with one account are one voice.

    GitHub tells accounts apart without regard to capital letters.
    """
    first: dict[str, str] = {}
    for entry in registry.entries(PERSON):
        if entry.record.github is not None:
            other = first.setdefault(entry.record.github.lower(), entry.id)
            if other != entry.id:
                yield entry.problem(
                    f"`{entry.record.github}` is the account of `{other}`, too",
                    "github",
                    fix="write each person's own account; one person has one file",
                )


def _too_many(registry: Registry, entry: Entry[Body], day: date) -> Iterator[tuple[str, int, int]]:
    """The organizations with too many members, the row that is one too much, and how many."""
    there: dict[str, dict[str, int]] = {}
    for number, term in enumerate(entry.record.terms):
        if term.holder and is_running(term, day):
            for name in organizations_on(registry, term.holder, day):
                there.setdefault(name, {}).setdefault(term.holder, number)
    for name, rows in sorted(there.items()):
        if len(rows) > entry.record.voting.per_organization:
            last = max(rows.values(), key=lambda row: (entry.record.terms[row].from_, row))
            yield name, last, len(rows)
