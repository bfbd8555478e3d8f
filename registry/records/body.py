"""A body: the people who own a part of the registry, by constituency and term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.records.kind import Kind
from registry.records.period import Period
from registry.records.text import Text

Constituency = Literal["learner", "mentor", "employer", "educator"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Voting:
    """How many must vote, what carries, and how many may come from one organization."""

    quorum: int
    majority: Literal["half", "two-thirds"]
    per_organization: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TermRule:
    """How long a term lasts, how many may follow each other, and the pause after them."""

    length: Period
    consecutive: int
    lifetime: int
    cooling_off: Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A seat held, or declared vacant, for a time; `left` is the real end."""

    seat: Constituency
    holder: str | None = None
    vacant: bool = False
    from_: date
    to: date
    left: date | None = None

    @property
    def ends(self) -> date:
        """The last day of the term."""
        return self.left or self.to


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A committee or board."""

    title: Text
    purpose: Text
    owns: tuple[str, ...]
    voting: Voting
    term: TermRule
    seats: Mapping[str, int]
    terms: tuple[Term, ...] = ()


BODY = Kind(name="body", title="Body", path="governance/bodies/{slug}.yml", record=Body)
