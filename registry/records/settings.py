"""`registry.yml`: who issues, where, in which languages, by which numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from registry.records.kind import Kind
from registry.records.period import Period
from registry.records.text import Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """A place where people of the community talk."""

    kind: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """How long a change is announced before it takes effect, by its class."""

    editorial: Period = Period()
    clarifying: Period = Period(days=14)
    additive: Period = Period(days=30)
    breaking: Period = Period(days=90)


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """How long after working or learning together two people may not judge each other."""

    organization: Period = Period(months=12)
    mentoring: Period = Period(months=36)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The numbers of the community's policy."""

    suppress_below: int = 5
    notice: Notice = Notice()
    conflict: Conflict = Conflict()
    calibration: Period = Period(months=12)
    stale_after: Period = Period(days=14)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The registry itself; the first five fields are the Open Badges profile of the issuer."""

    name: Text
    description: Text | None = None
    url: str
    email: str
    image: str | None = None
    origin: str
    languages: tuple[str, ...]
    zone: str
    tiers: tuple[str, ...]
    unit_categories: tuple[str, ...] = ()
    priorities: Mapping[str, Text] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    rules: Rules = Rules()

    @property
    def language(self) -> str:
        """The default language, which binds."""
        return self.languages[0]


REGISTRY = Kind(name="registry", title="Registry", path="registry.yml", record=Settings)
