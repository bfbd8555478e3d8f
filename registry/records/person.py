"""A person who plays a public role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.records.kind import Kind

RoleName = Literal["evaluator", "mentor", "coach", "facilitator", "expert", "sponsor", "translator"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Affiliation:
    """A time in an organization; no `to` means it runs on."""

    organization: str
    from_: date
    to: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A role held for a time; `scope` is the standard an evaluator judges."""

    role: RoleName
    scope: str | None = None
    from_: date
    to: date | None = None
    trained: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """A day on which an evaluator scored the anchors of a standard with the others."""

    standard: str
    date: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """A policy version that the person accepted."""

    policy: str
    date: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Someone who evaluates, mentors or serves; shown by handle where no name is given."""

    name: str | None = None
    consent: date | None = None
    github: str | None = None
    languages: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    roles: tuple[Role, ...] = ()
    calibrated: tuple[Calibration, ...] = ()
    accepted: tuple[Acceptance, ...] = ()


PERSON = Kind(name="person", title="Person", path="people/{handle}.yml", record=Person)
