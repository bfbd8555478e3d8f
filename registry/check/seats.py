"""Seats: each is held by one person, or declared vacant, and none that the body does not have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.nearest import hint
from registry.lifecycle.terms import filled_on, is_followed
from registry.problem import Problem
from registry.records.body import BODY, Body, Term
from registry.records.registry import Entry, Registry


def unknown_seat(registry: Registry, today: date) -> Iterator[Problem]:
    """A term is for a constituency that the body has seats for.

    Terms that are over are not judged: the body may have had that seat then.
    """
    for entry, number, term in _open(registry, today):
        if term.seat not in entry.record.seats:
            yield entry.problem(
                f"the body has no seat for `{term.seat}`",
                *("terms", number, "seat"),
                fix=hint(term.seat, entry.record.seats),
            )


def seat_taken(registry: Registry, today: date) -> Iterator[Problem]:
    """A constituency has no more holders and vacancies at one time than seats."""
    for entry, number, term in _open(registry, today):
        seats = entry.record.seats.get(term.seat)
        there = filled_on(entry.record, term.seat, term.from_)
        if seats is not None and there > seats:
            yield entry.problem(
                f"on {term.from_} there are {there} rows for {seats} {_seats(term.seat, seats)}",
                *("terms", number, "from"),
                fix="end the term or vacancy before this one with `left`, or begin this one later",
            )


def two_seats(registry: Registry, today: date) -> Iterator[Problem]:
    """Nobody holds two seats of one body at the same time: a person has one vote."""
    for entry, number, term in _open(registry, today):
        others = (row for row in entry.record.terms[:number] if row.holder == term.holder)
        if term.holder and any(row.from_ <= term.ends and term.from_ <= row.ends for row in others):
            yield entry.problem(
                f"`{term.holder}` holds another seat of the body at the same time",
                *("terms", number, "holder"),
                fix="end one of the two terms with `left`",
            )


def seat_empty(registry: Registry, today: date) -> Iterator[Problem]:
    """Every seat of a body is held by somebody today, or declared vacant.

    Where the last term or vacancy merely ran out this is a warning, so that a calendar alone never
    stops a site from being published. A seat that was left early, or that nobody ever held, is an
    error: whoever wrote that knew.
    """
    for entry in registry.entries(BODY):
        for seat, seats in entry.record.seats.items():
            there = filled_on(entry.record, seat, today)
            if there < seats:
                past = [row for row in entry.record.terms if row.seat == seat and row.ends < today]
                last = max(past, key=lambda row: row.ends, default=None)
                ran_out = last is not None and last.left is None and len(past) + there >= seats
                since = f" since {last.ends}" if last else ""
                yield entry.problem(
                    f"{there} of {seats} {_seats(seat, seats)} filled or declared vacant{since}",
                    *("seats", seat),
                    severity="warning" if ran_out else "error",
                    fix="add a row to `terms` with the new holder, or with `vacant: true`",
                )


def terms_together(registry: Registry, today: date) -> Iterator[Problem]:
    """The seats of a body do not all fall free on one day, or else this is a warning.

    A body whose members all leave at once has nobody who remembers. Shorter first terms set it
    right.
    """
    for entry in registry.entries(BODY):
        last = [
            row
            for _, _, row in _open_of(entry, today)
            if row.holder and not is_followed(entry.record, row)
        ]
        if len(last) > 1 and len({row.to for row in last}) == 1:
            yield entry.problem(
                f"every seat falls free on {last[0].to}",
                "terms",
                key=True,
                severity="warning",
                fix="let the next terms of some seats be shorter than others",
            )


def _seats(seat: str, number: int) -> str:
    return f"{seat} seat{'' if number == 1 else 's'}"


def _open(registry: Registry, today: date) -> Iterator[tuple[Entry[Body], int, Term]]:
    """The terms and vacancies that are not over."""
    for entry in registry.entries(BODY):
        yield from _open_of(entry, today)


def _open_of(entry: Entry[Body], today: date) -> Iterator[tuple[Entry[Body], int, Term]]:
    for number, term in enumerate(entry.record.terms):
        if term.ends >= today:
            yield entry, number, term
