"""An endorsement: another organization vouches for the registry or a version of a standard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.records.kind import Kind
from registry.records.text import Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """The endorser's own signed file or notice: where it is, and its digest."""

    url: str
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Endorsement:
    """What an organization says in its own words, and how long it stands by it."""

    about: str
    by: str
    statement: Text
    from_: date
    to: date
    proof: Proof | None = None


ENDORSEMENT = Kind(
    name="endorsement",
    title="Endorsement",
    path="governance/endorsements/{slug}.yml",
    record=Endorsement,
)
