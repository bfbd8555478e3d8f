"""Who sits in a body on a day: arithmetic on its rows of terms."""

from __future__ import annotations

from datetime import date

from registry.records.body import Body, Term


def is_running(term: Term, day: date) -> bool:
    """Whether a term, or a declared vacancy, runs on `day`; its first and last day included."""
    return term.from_ <= day <= term.ends


def members_on(body: Body, day: date) -> tuple[str, ...]:
    """The handles of those who sit in the body on `day`, in the order of the rows."""
    sitting = (term.holder for term in body.terms if term.holder and is_running(term, day))
    return tuple(dict.fromkeys(sitting))
