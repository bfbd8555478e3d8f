"""Who came to a body and who went: the days on which CODEOWNERS becomes another file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from registry.records.body import BODY
from registry.records.registry import Registry

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """Somebody who sits in a body from `day` on, or who sat there until the day before.

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
        return f"`{self.holder}` sat in {self.body} until {self.day - _DAY}"


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
            if term.ends < until:
                gone, planned = term.ends + _DAY, term.left is None
                yield Turn(day=gone, body=body, holder=holder, comes=False, is_planned=planned)
