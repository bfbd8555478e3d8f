"""How long a credential is valid: arithmetic on its frozen standard and its history."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from registry.records.credential import Credential
from registry.records.period import Period
from registry.records.standard import PERMANENT, Standard

# The last place on Earth where a day ends (Baker Island) and the first where one begins (Kiribati).
LAST_ZONE = timezone(timedelta(hours=-12))
FIRST_ZONE = timezone(timedelta(hours=14))


def end_of(day: date) -> datetime:
    """The last second of `day` everywhere on Earth, in UTC: 11:59:59 of the day after."""
    return datetime.combine(day, time(23, 59, 59), LAST_ZONE).astimezone(UTC)


def last_day_of(moment: datetime) -> date:
    """The day that a page shows for a `validUntil`: the date where days end last (UTC-12)."""
    return moment.astimezone(LAST_ZONE).date()


def first_day_of(moment: datetime) -> date:
    """The date where days begin first (UTC+14): no later day has begun anywhere."""
    return moment.astimezone(FIRST_ZONE).date()


def last_day(
    credential: Credential, standard: Standard, *, as_of: date | None = None
) -> date | None:
    """The last day of validity, or None for a permanent credential.

    A renewal up to the end of grace keeps the anniversary: the next end is counted from the first
    day of validity, so that 29 February comes back in leap years.
    A renewal after grace starts the clock anew, on the day of its decision.
    With `as_of`, only renewals up to that day count.
    """
    if standard.validity == PERMANENT:
        return None
    return _end(credential, standard, standard.validity, as_of)


def standing_until(
    credential: Credential, standard: Standard, *, as_of: date | None = None
) -> date | None:
    """The last day of the holder's standing, by the arithmetic of `last_day`.

    None where the standard gives its holders no standing, because it is not permanent.
    """
    if standard.validity != PERMANENT or standard.standing is None:
        return None
    return _end(credential, standard, standard.standing, as_of)


def _end(credential: Credential, standard: Standard, period: Period, as_of: date | None) -> date:
    start, terms = credential.starts, 1
    end = after(period, start)
    for event in credential.history:
        if event.renewed is None or (as_of is not None and event.renewed > as_of):
            continue
        if event.renewed <= grace_end(end, standard):
            terms += 1
        else:
            start, terms = event.renewed, 1
        end = after(times(period, terms), start)
    return end


def grace_end(end: date, standard: Standard) -> date:
    """The last day on which a credential that ended on `end` may be renewed as if in time."""
    return after(standard.renewal.grace, end) if standard.renewal else end


def after(period: Period, day: date) -> date:
    """The day so long after `day`, or the last day that there is a date for, in the year 9999."""
    try:
        return period.after(day)
    except (ValueError, OverflowError):
        return date.max


def before(period: Period, day: date) -> date:
    """The day so long before `day`, or the first day that there is a date for, in the year 1."""
    try:
        return period.before(day)
    except (ValueError, OverflowError):
        return date.min


def times(period: Period, count: int) -> Period:
    """A period as many times: three times `P1Y6M` is `P3Y18M`."""
    return Period(period.years * count, period.months * count, period.days * count)
