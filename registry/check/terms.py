"""Terms: nobody serves longer, more often or sooner again than the rule of the body lets them.

Terms that are over are not judged: the body may have had another rule then, and nothing can be
done about them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from registry.lifecycle.terms import (
    is_followed,
    is_last,
    is_running,
    last_before,
    longest_end,
    may_return,
    served_before,
    served_in_a_row,
)
from registry.problem import Problem
from registry.records.body import BODY, Body, Term
from registry.records.registry import Entry, Registry

_DAY = timedelta(days=1)
_SOON = timedelta(days=60)
_NEAR = timedelta(days=180)


def term_length(registry: Registry, today: date) -> Iterator[Problem]:
    """A term is not longer than the body's rule says.

    A term of two years from 1 July ends on 30 June or before. A shorter term is fine: seats of a
    new body end in turn if the first terms are of different lengths.
    """
    for entry, number, term in _held(registry, today):
        longest = longest_end(entry.record, term)
        if term.to > longest:
            yield entry.problem(
                f"the term is longer than {entry.record.term.length}, which ends on {longest}",
                *("terms", number, "to"),
                fix=f"write {longest}, or an earlier day",
            )


def consecutive_terms(registry: Registry, today: date) -> Iterator[Problem]:
    """Nobody serves more terms in a row than the body's rule says.

    A term counts as one even if its holder left early. Only who fills a vacancy, for half a term or
    less, served a partial term, which counts as none; but nobody fills one straight after the last
    term that the rule allows.
    """
    for entry, number, term, before in _beyond(registry, today):
        if term.from_ - before.ends <= _DAY:
            served, again = served_in_a_row(entry.record, term), may_return(entry.record, before)
            yield entry.problem(
                f"`{term.holder}` has served {_terms(served)} in a row,"
                f" and the rule allows {entry.record.term.consecutive}",
                *("terms", number, "holder"),
                fix=f"name somebody else; `{term.holder}` may serve again from {again}",
            )


def cooling_off(registry: Registry, today: date) -> Iterator[Problem]:
    """Who served the most terms in a row pauses for the cooling-off before the next one.

    Terms with a shorter pause between them count as terms in a row: otherwise a week's holiday
    would begin the count anew.
    """
    for entry, number, term, before in _beyond(registry, today):
        if term.from_ - before.ends > _DAY:
            again = may_return(entry.record, before)
            yield entry.problem(
                f"`{term.holder}` left on {before.ends}, and comes back before the pause of"
                f" {entry.record.term.cooling_off} is over",
                *("terms", number, "from"),
                fix=f"name somebody else, or let the term begin on {again}",
            )


def lifetime_terms(registry: Registry, today: date) -> Iterator[Problem]:
    """Nobody serves more terms in one body than its rule allows in a lifetime.

    The terms are counted over all seats of the body; a partial term counts as none.
    """
    for entry, number, term in _held(registry, today):
        served, most = served_before(entry.record, term), entry.record.term.lifetime
        if served >= most:
            yield entry.problem(
                f"`{term.holder}` has served {_terms(served)}, the most in a lifetime being {most}",
                *("terms", number, "holder"),
                fix="name somebody else",
            )


def term_ends(registry: Registry, today: date) -> Iterator[Problem]:
    """A seat that falls free within 60 days has a successor, or else this is a warning.

    The next row of terms names one, or declares the seat vacant.
    """
    for entry, number, term in _ending(registry, today):
        if term.to - today > _SOON:
            continue
        if term.holder is None:
            what = "the vacancy is declared only until"
        elif is_last(entry.record, term):
            what = f"the term of `{term.holder}`, who may not go on, ends on"
        else:
            what = f"the term of `{term.holder}` ends on"
        yield entry.problem(
            f"{what} {term.to}, and nobody is named to follow",
            *("terms", number, "to"),
            severity="warning",
            fix="add the next term to `terms`, or declare the seat vacant for a time",
        )


def last_term(registry: Registry, today: date) -> Iterator[Problem]:
    """Half a year before a limit ends somebody's service a successor is sought; else a warning.

    It is about terms that end in 61 to 180 days and whose holder may not go on, because of the
    terms in a row or those in a lifetime. Later, `term-ends` is about every term.
    """
    for entry, number, term in _ending(registry, today):
        if term.holder and term.to - today > _SOON and is_last(entry.record, term):
            yield entry.problem(
                f"the last term that `{term.holder}` may serve for now ends on {term.to}",
                *("terms", number, "to"),
                severity="warning",
                fix="look for a successor in time, and name them in `terms`",
            )


def _terms(number: int) -> str:
    return f"{number} term{'' if number == 1 else 's'}"


def _held(registry: Registry, today: date) -> Iterator[tuple[Entry[Body], int, Term]]:
    """The terms with a holder that are not over."""
    for entry in registry.entries(BODY):
        for number, term in enumerate(entry.record.terms):
            if term.holder is not None and term.ends >= today:
                yield entry, number, term


def _beyond(registry: Registry, today: date) -> Iterator[tuple[Entry[Body], int, Term, Term]]:
    """The terms after as many in a row as the rule allows, each with the one before it."""
    for entry, number, term in _held(registry, today):
        before = last_before(entry.record, term)
        if before and served_in_a_row(entry.record, term) >= entry.record.term.consecutive:
            yield entry, number, term, before


def _ending(registry: Registry, today: date) -> Iterator[tuple[Entry[Body], int, Term]]:
    """The rows that run today, end as planned in half a year or less, and have no successor."""
    for entry in registry.entries(BODY):
        for number, term in enumerate(entry.record.terms):
            if (
                term.left is None
                and is_running(term, today)
                and term.to - today <= _NEAR
                and term.seat in entry.record.seats
                and not is_followed(entry.record, term)
            ):
                yield entry, number, term
