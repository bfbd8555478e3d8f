"""Who came to a body and who went: the days on which CODEOWNERS becomes another file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from registry.records.body import BODY, Body, Term
from registry.records.registry import Registry

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """Somebody who is asked for approval from `day` on, or no longer.

    `is_planned` is false where somebody left early: whoever wrote that down changed the records.
    """

    day: date
    body: str
    holder: str
    comes: bool
    is_planned: bool = True

    def __str__(self) -> str:
        if self.comes:
            return f"`{self.holder}` sits in {self.body} since {self.day}"
        return f"`{self.holder}` sits no longer in {self.body} since {self.day}"


def asked_on(body: Body, day: date) -> frozenset[str]:
    """The handles of those who are asked for approval on `day`: the members without who leaves.

    Somebody who left early still votes on the last day. But whoever writes that day down can take
    the name out of CODEOWNERS at once, and later nothing would remind them.
    """
    return frozenset(
        term.holder for term in body.terms if term.holder and term.from_ <= day < _gone(term)
    )


def turns(registry: Registry, until: date) -> list[Turn]:
    """Who came to a body and who went, up to and including the day `until`, oldest first."""
    return sorted(_turns(registry, until), key=lambda turn: (turn.day, turn.body, turn.holder))


def _turns(registry: Registry, until: date) -> Iterator[Turn]:
    for entry in registry.entries(BODY):
        for term in entry.record.terms:
            if term.holder is None:
                continue
            body, holder = entry.id, term.holder
            if date.min < term.from_ <= until:  # a day before which there is another
                yield Turn(day=term.from_, body=body, holder=holder, comes=True)
            if _gone(term) <= until:
                planned = term.left is None
                yield Turn(
                    day=_gone(term), body=body, holder=holder, comes=False, is_planned=planned
                )


def _gone(term: Term) -> date:
    """The first day on which the holder is asked no longer."""
    return term.left or term.to + _DAY
