"""Seats of a body on a day: who sits there, for how long still, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from registry.lifecycle.terms import (
    is_followed,
    is_last,
    is_partial,
    is_running,
    may_return,
    served_in_a_row,
)
from registry.records.body import Body, Term
from registry.records.period import Period
from registry.site.markdown.phrases import Phrases

# How long before its end a seat that nobody follows is worth a word.
_SOON = Period(months=6)


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
            if term.seat == constituency and is_running(term, day)
        ]
        gaps = max(number - len(running), 0)
        found += [*running, *[Seat(constituency=constituency, term=None)] * gaps]
    return found


def seat_notes(body: Body, seat: Seat, day: date, words: Phrases) -> list[Markup]:
    """What the limits of the body mean for the one who sits there, and who comes after."""
    term = seat.term
    if term is None:
        return []
    notes = []
    if term.holder and is_partial(body, term):
        notes.append(words("seat.partial"))
    elif term.holder:
        number = served_in_a_row(body, term) + 1
        notes.append(words("seat.nth", n=number, limit=body.term.consecutive))
    if term.holder and is_last(body, term):
        notes.append(words("seat.last", day=may_return(body, term)))
    if term.ends < _SOON.after(day) and not is_followed(body, term):
        notes.append(words("seat.unfollowed"))
    return notes
