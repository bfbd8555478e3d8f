"""A credential: who was awarded what, when, and what happened since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.records.kind import Kind
from registry.records.text import Text

Reason = Literal[
    "issued-in-error",
    "integrity",
    "conduct",
    "issuer-closed",
    "key-compromise",
    "holder-request",
]
EventName = Literal[
    "suspended", "reinstated", "revoked", "renewed", "corrected", "replaced", "alumni"
]
EVENTS: tuple[EventName, ...] = (
    "suspended",
    "reinstated",
    "revoked",
    "renewed",
    "corrected",
    "replaced",
    "alumni",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent:
    """The day the holder agreed, and to what being public."""

    date: date
    covers: tuple[Literal["name", "evidence"], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Public work that the award rests on."""

    title: Text
    url: str
    digest: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One dated row of a credential's history; exactly one of the event fields is set."""

    suspended: date | None = None
    reinstated: date | None = None
    revoked: date | None = None
    renewed: date | None = None
    corrected: date | None = None
    replaced: date | None = None
    alumni: date | None = None
    by: str | None = None
    fields: tuple[str, ...] = ()
    reason: Reason | None = None
    decision: str | None = None
    assessment: str | None = None
    review: date | None = None

    @property
    def name(self) -> EventName:
        """Which event it is."""
        return next(name for name in EVENTS if getattr(self, name) is not None)

    @property
    def day(self) -> date:
        """The day of the event."""
        day: date = getattr(self, self.name)
        return day


@dataclass(frozen=True, kw_only=True, slots=True)
class Credential:
    """One award; `withheld` is the salted digest of a name that only the holder's link opens."""

    standard: str
    result: str
    holder: str | None = None
    withheld: str | None = None
    handle: str | None = None
    holder_kind: Literal["person", "event", "group"] = "person"
    consent: Consent | None = None
    language: str
    awarded: date
    valid_from: date | None = None
    evidence: tuple[Evidence, ...] = ()
    history: tuple[Event, ...] = ()

    @property
    def starts(self) -> date:
        """The first day of validity."""
        return self.valid_from or self.awarded


CREDENTIAL = Kind(
    name="credential", title="Credential", path="credentials/{year}/{id}.yml", record=Credential
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasures:
    """IDs of credentials whose personal data was erased."""

    erased: tuple[str, ...]


ERASURES = Kind(name="erasures", title="Erasures", path="credentials/erased.yml", record=Erasures)
