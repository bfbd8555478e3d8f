"""How a file that was right once went wrong by the calendar: a term began, or ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from registry.records.body import BODY
from registry.records.registry import Registry

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """Somebody who came to a body on `day`, or who was there on the day before for the last time.

    `number` is the row of the term in `body`.
    """

    day: date
    body: str
    number: int
    holder: str
    comes: bool

    def __str__(self) -> str:
        if self.comes:
            return f"`{self.holder}` sits in {self.body} since {self.day}"
        return f"`{self.holder}` sat in {self.body} until {self.day - _DAY}"


def drift(
    registry: Registry, text: str, make: Callable[[Registry, date], str], today: date
) -> tuple[Turn, ...]:
    """The comings and goings since `text` was what `make` makes, oldest first.

    Empty where `text` is right today; and where it never was: then it says something else than the
    records, and time did not do it.
    """
    if text == make(registry, today):
        return ()
    since: list[Turn] = []
    turns = sorted(_turns(registry, today), key=lambda turn: turn.day, reverse=True)
    for number, turn in enumerate(turns):
        since.append(turn)
        if number + 1 < len(turns) and turns[number + 1].day == turn.day:
            continue
        if text == make(registry, turn.day - _DAY):
            return tuple(reversed(since))
    return ()


def _turns(registry: Registry, today: date) -> Iterator[Turn]:
    for entry in registry.entries(BODY):
        for number, term in enumerate(entry.record.terms):
            if term.holder is None:
                continue
            days = [(term.from_, True)]
            if term.ends < today:
                days.append((term.ends + _DAY, False))
            for day, comes in days:
                if date.min < day <= today:
                    yield Turn(
                        day=day, body=entry.id, number=number, holder=term.holder, comes=comes
                    )
