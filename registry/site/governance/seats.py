"""Seats of a body on a day: who sits where, and which are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.records.body import Body, Term


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """A seat on the day of the pages; neither holder nor declared vacancy is an open seat."""

    constituency: str
    term: Term | None

    @property
    def is_filled(self) -> bool:
        """Whether someone sits there."""
        return self.term is not None and self.term.holder is not None


def seats(body: Body, day: date) -> list[Seat]:
    """Every seat of a body with its running term, by constituency."""
    found = []
    for constituency, number in body.seats.items():
        running = [
            Seat(constituency=constituency, term=term)
            for term in body.terms
            if term.seat == constituency and term.from_ <= day <= term.ends
        ]
        gaps = max(number - len(running), 0)
        found += [*running, *[Seat(constituency=constituency, term=None)] * gaps]
    return found
