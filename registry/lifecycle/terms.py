"""Who sits in a body on a day, and how long each has served: arithmetic on its rows of terms.

A term counts as one, however early its holder left: otherwise one could leave a day early for ever.
Only who fills a vacancy for the rest of another's term, for no more than half of the length of a
term, served a *partial* term, which counts as none.
Terms follow each other unless a pause of the whole cooling-off lies between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from registry.lifecycle.validity import after
from registry.records.body import Body, Term

_DAY = timedelta(days=1)


def is_running(term: Term, day: date) -> bool:
    """Whether a term, or a declared vacancy, runs on `day`; its first and last day included."""
    return term.from_ <= day <= term.ends


def members_on(body: Body, day: date) -> tuple[str, ...]:
    """The handles of those who sit in the body on `day`, in the order of the rows."""
    sitting = (term.holder for term in body.terms if term.holder and is_running(term, day))
    return tuple(dict.fromkeys(sitting))


def filled_on(body: Body, seat: str, day: date) -> int:
    """How many seats of a constituency have a holder or a declared vacancy on `day`."""
    return sum(term.seat == seat and is_running(term, day) for term in body.terms)


def is_followed(body: Body, term: Term) -> bool:
    """Whether every seat of the term's constituency is taken, or vacant, the day after it ends."""
    return filled_on(body, term.seat, term.ends + _DAY) >= body.seats.get(term.seat, 0)


def longest_end(body: Body, term: Term) -> date:
    """The last day that a term which began on the day of this one may have."""
    return after(body.term.length, term.from_) - _DAY


def is_partial(body: Body, term: Term) -> bool:
    """Whether the term fills a vacancy for at most half of a term, and so counts as none."""
    fills = any(
        gone.left is not None and gone.left < term.from_ and term.to <= gone.to
        for gone in body.terms
        if gone.seat == term.seat
    )
    served, whole = term.to - term.from_, longest_end(body, term) - term.from_
    return fills and 2 * (served + _DAY) <= whole + _DAY


def served_before(body: Body, term: Term) -> int:
    """How many terms the holder had before this one, partial ones not counted."""
    return sum(not is_partial(body, past) for past in _past(body, term))


def served_in_a_row(body: Body, term: Term) -> int:
    """As `served_before`, but only of terms that follow each other up to this one."""
    return sum(not is_partial(body, past) for past in _row(body, term))


def may_return(body: Body, term: Term) -> date:
    """The first day after the pause that the body asks for after this term."""
    return after(body.term.cooling_off, term.ends + _DAY)


def last_before(body: Body, term: Term) -> Term | None:
    """The holder's term before this one."""
    return max(_past(body, term), key=lambda past: past.ends, default=None)


def is_last(body: Body, term: Term) -> bool:
    """Whether the holder may not go on after this term, by one of the two limits."""
    own = not is_partial(body, term)
    rule = body.term
    return (
        served_in_a_row(body, term) + own >= rule.consecutive
        or served_before(body, term) + own >= rule.lifetime
    )


def _past(body: Body, term: Term) -> list[Term]:
    """The holder's other terms that began before this one, newest first."""
    past = [row for row in body.terms if row.holder == term.holder and row.from_ < term.from_]
    return sorted(past, key=lambda row: row.from_, reverse=True)


def _row(body: Body, term: Term) -> Iterator[Term]:
    later = term
    for past in _past(body, term):
        pause = later.from_ - past.ends > _DAY
        if pause and later.from_ >= may_return(body, past):
            return
        yield past
        later = past
