"""What a credential is worth on a day: a pure function of its record, standard and history."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from registry.lifecycle.renewal import window
from registry.lifecycle.validity import last_day, standing_until
from registry.records.credential import Credential, Event
from registry.records.standard import Standard

_DAY = timedelta(days=1)


class Status(StrEnum):
    """The status of a credential on a day; the first that applies counts, from the top."""

    REVOKED = "revoked"
    REPLACED = "replaced"
    SUSPENDED = "suspended"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    GRACE = "grace"
    EXPIRING = "expiring"
    ACTIVE = "active"


# With these a holder has nothing left that could be kept, renewed or taken up again.
ENDED = frozenset({Status.REVOKED, Status.REPLACED, Status.EXPIRED})


class Standing(StrEnum):
    """Whether the holder of a permanent credential still takes part."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    ALUMNI = "alumni"


_OF_EVENT = {
    "revoked": Status.REVOKED,
    "replaced": Status.REPLACED,
    "suspended": Status.SUSPENDED,
}


def status_on(credential: Credential, standard: Standard, day: date) -> Status:
    """The status on `day`; later events do not count.

    Grace and expiring exist only where the standard has a renewal, expired only where it is not
    permanent.
    """
    if event := explaining_event(credential, day):
        return _OF_EVENT[event.name]
    if day < credential.starts:
        return Status.NOT_YET_VALID
    end = last_day(credential, standard, as_of=day)
    if end is None:
        return Status.ACTIVE
    days = window(credential, standard, as_of=day)
    if day > end:
        return Status.GRACE if days and day <= days.grace_ends else Status.EXPIRED
    return Status.EXPIRING if days and day >= days.opens else Status.ACTIVE


def explaining_event(credential: Credential, day: date) -> Event | None:
    """The event that makes the credential revoked, replaced or suspended on `day`, if one does."""
    if not credential.history:
        return None
    past = [event for event in credential.history if event.day <= day]
    for final in ("revoked", "replaced"):
        if found := next((event for event in past if event.name == final), None):
            return found
    pauses = [event for event in past if event.name in ("suspended", "reinstated")]
    return pauses[-1] if pauses and pauses[-1].name == "suspended" else None


def since(credential: Credential, standard: Standard, day: date) -> date:
    """The first day of the status that the credential has on `day`.

    For an active one this is the day of its last renewal or reinstatement, or its first day; for
    one that is not valid yet, the day of its award.
    """
    if event := explaining_event(credential, day):
        return event.day
    status = status_on(credential, standard, day)
    if status is Status.NOT_YET_VALID:
        return credential.awarded
    days = window(credential, standard, as_of=day)
    end = last_day(credential, standard, as_of=day)
    if status is Status.EXPIRED and end:
        return (days.grace_ends if days else end) + _DAY
    if status is Status.GRACE and end:
        return end + _DAY
    resumed = [
        event.day
        for event in credential.history
        if event.day <= day and event.name in ("renewed", "reinstated")
    ]
    opens = days.opens if days and status is Status.EXPIRING else credential.starts
    return max([credential.starts, opens, *resumed])


def standing_on(credential: Credential, standard: Standard, day: date) -> Standing | None:
    """The standing of the holder on `day`, or None where the standard gives none.

    It is active up to the last day that renewals give, then inactive; who became alumni stays so
    until a renewal.
    """
    end = standing_until(credential, standard, as_of=day)
    if end is None:
        return None
    turns = [
        event.name
        for event in credential.history
        if event.day <= day and event.name in ("alumni", "renewed")
    ]
    if turns and turns[-1] == "alumni":
        return Standing.ALUMNI
    return Standing.ACTIVE if day <= end else Standing.INACTIVE
