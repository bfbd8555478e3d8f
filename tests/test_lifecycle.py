"""Validity, renewal and status of a credential."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.lifecycle.renewal import window
from registry.lifecycle.status import (
    Standing,
    Status,
    explaining_event,
    since,
    standing_on,
    status_on,
)
from registry.lifecycle.validity import end_of, first_day_of, last_day, last_day_of, times
from registry.records.build import build
from registry.records.credential import Credential
from registry.records.period import Period
from registry.records.standard import Renewal, Standard

DAY = timedelta(days=1)


def standard(validity: str = "P3Y", window: str = "P6M", grace: str = "P3M") -> Standard:
    """A standard of which only the fields that the life cycle reads mean anything."""
    data: dict[str, Any] = {
        "title": "T",
        "tier": "t",
        "size": "full",
        "signifies": "s",
        "does_not_signify": "d",
        "framework": "f@1.0",
        "competencies": {},
        "tasks": [],
        "reflection": [],
        "scale": {},
        "rubric": [],
        "panel": {"evaluators": 1, "agree": 1, "per_organization": 1},
        "scoring": {"combine": "median", "streams": 1},
        "results": {"pass": 1},
        "timeline": {"complete": "P1M", "decide": "P1M", "feedback": "P1M"},
        "retake": {"attempts": 1, "wait": "P1M", "remediation": False},
        "appeal": {"file": "P1M", "answer": "P1M"},
        "validity": validity,
        "review_every": "P1Y",
        "change": {"summary": "s"},
    }
    if validity == "permanent":
        data["standing"] = "P1Y"
    data["renewal"] = {"window": window, "grace": grace}
    return build(Standard, data, "en")


def credential(starts: str, *history: dict[str, str]) -> Credential:
    """A credential awarded on `starts`, with these events."""
    data = {
        "standard": "t@1.0",
        "result": "pass",
        "language": "en",
        "awarded": starts,
        "history": list(history),
    }
    return build(Credential, data, "en")


def day(text: str) -> date:
    """A date, written short."""
    return date.fromisoformat(text)


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2150, 12, 31))
periods = st.builds(Period, st.integers(0, 5), st.integers(0, 24), st.integers(0, 400)).filter(
    lambda period: period != Period()
)
EVENT_NAMES = ("suspended", "reinstated", "revoked", "renewed", "corrected", "replaced")


@st.composite
def lives(draw: st.DrawFn) -> tuple[Credential, Standard]:
    """Any credential with a history in date order, legal or not, and any standard."""
    starts = draw(days)
    names = draw(st.lists(st.sampled_from(EVENT_NAMES), max_size=5))
    gaps = [draw(st.integers(0, 1500)) for _ in names]
    on, history = starts, []
    for name, gap in zip(names, gaps, strict=True):
        on += gap * DAY
        history.append({name: on.isoformat()})
    rules = standard(str(draw(periods)), str(draw(periods)), str(draw(periods)))
    return credential(starts.isoformat(), *history), rules


def test_a_day_ends_when_it_ends_in_the_last_zone() -> None:
    """The last second of 28 February 2029 is 11:59:59 UTC of 1 March."""
    assert end_of(date(2029, 2, 28)) == datetime(2029, 3, 1, 11, 59, 59, tzinfo=UTC)


@given(days)
def test_the_shown_last_day_is_the_day_that_was_meant(last: date) -> None:
    """`last_day_of` undoes `end_of`, and one second later is the next day."""
    assert last_day_of(end_of(last)) == last
    assert last_day_of(end_of(last) + timedelta(seconds=1)) == last + DAY


def test_the_day_begins_in_the_first_zone() -> None:
    """At 10:00 UTC it is tomorrow on Kiritimati; a second earlier it is not."""
    assert first_day_of(datetime(2026, 11, 23, 10, 0, 0, tzinfo=UTC)) == date(2026, 11, 24)
    assert first_day_of(datetime(2026, 11, 23, 9, 59, 59, tzinfo=UTC)) == date(2026, 11, 23)


@given(days, st.integers(-12, 14))
def test_the_end_is_not_before_the_end_of_the_day_anywhere(last: date, offset: int) -> None:
    """Nobody on Earth sees a credential end while the calendar on the wall shows its last day."""
    here = datetime(
        last.year, last.month, last.day, 23, 59, 59, tzinfo=timezone(timedelta(hours=offset))
    )
    assert here <= end_of(last)


@pytest.mark.parametrize(
    ("starts", "validity", "ends"),
    [
        ("2026-02-28", "P3Y", "2029-02-28"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2026-08-31", "P6M", "2027-02-28"),
        ("2026-12-31", "P1D", "2027-01-01"),
    ],
)
def test_validity_clamps_at_the_end_of_months(starts: str, validity: str, ends: str) -> None:
    """A day that the month does not have becomes its last day."""
    assert last_day(credential(starts), standard(validity)) == day(ends)


def test_validity_counts_from_valid_from_where_it_is_given() -> None:
    """`valid_from` wins over `awarded`."""
    record = build(
        Credential,
        {
            "standard": "t@1.0",
            "result": "pass",
            "language": "en",
            "awarded": "2026-01-01",
            "valid_from": "2026-02-01",
        },
        "en",
    )
    assert last_day(record, standard("P1Y")) == day("2027-02-01")


@pytest.mark.parametrize(
    ("renewed", "ends"),
    [
        ("2028-12-01", "2032-02-28"),
        ("2029-02-28", "2032-02-28"),
        ("2029-05-28", "2032-02-28"),
        ("2029-05-29", "2032-05-29"),
    ],
)
def test_renewal_keeps_the_anniversary_through_grace(renewed: str, ends: str) -> None:
    """Early and within grace the anniversary stays; a day after grace the clock starts anew."""
    record = credential("2026-02-28", {"renewed": renewed})
    assert last_day(record, standard()) == day(ends)


def test_a_leap_day_comes_back_after_renewals() -> None:
    """Ends are counted from the first day, so 28 February does not stick."""
    history = [{"renewed": f"{year}-02-01"} for year in (2025, 2026, 2027)]
    record = credential("2024-02-29", *history)
    assert last_day(record, standard("P1Y")) == day("2028-02-29")


def test_later_renewals_do_not_count_before_their_day() -> None:
    """`as_of` looks at the history as it stood."""
    record = credential("2026-02-28", {"renewed": "2029-01-14"})
    assert last_day(record, standard(), as_of=day("2029-01-13")) == day("2029-02-28")
    assert last_day(record, standard(), as_of=day("2029-01-14")) == day("2032-02-28")


@given(st.integers(1, 6), days, periods)
def test_renewing_on_every_last_day_is_one_long_period(
    count: int, starts: date, period: Period
) -> None:
    """Renewals in time add up exactly, whatever months are in between."""
    rules = standard(str(period))
    record = credential(starts.isoformat())
    for _ in range(count):
        end = last_day(record, rules)
        assert end is not None
        events = [{"renewed": event.day.isoformat()} for event in record.history]
        record = credential(starts.isoformat(), *events, {"renewed": end.isoformat()})
    assert last_day(record, rules) == times(period, count + 1).after(starts)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2026-02-27", Status.NOT_YET_VALID),
        ("2026-02-28", Status.ACTIVE),
        ("2028-08-27", Status.ACTIVE),
        ("2028-08-28", Status.EXPIRING),
        ("2029-02-28", Status.EXPIRING),
        ("2029-03-01", Status.GRACE),
        ("2029-05-28", Status.GRACE),
        ("2029-05-29", Status.EXPIRED),
    ],
)
def test_a_life_without_events(on: str, status: Status) -> None:
    """Every boundary day belongs to the status that people expect."""
    assert status_on(credential("2026-02-28"), standard(), day(on)) is status


def test_no_grace_where_the_standard_gives_none() -> None:
    """With a grace of no days, the day after the last one is expired."""
    rules = standard(grace="P0D")
    assert status_on(credential("2026-02-28"), rules, day("2029-03-01")) is Status.EXPIRED


def test_suspension_and_reinstatement() -> None:
    """Suspended from its day, active from the day of reinstatement."""
    record = credential("2026-02-28", {"suspended": "2027-03-02"}, {"reinstated": "2027-04-19"})
    found = [
        status_on(record, standard(), day(on))
        for on in ("2027-03-01", "2027-03-02", "2027-04-18", "2027-04-19")
    ]
    assert found == [Status.ACTIVE, Status.SUSPENDED, Status.SUSPENDED, Status.ACTIVE]


@pytest.mark.parametrize(
    ("history", "status"),
    [
        ((("suspended", "2027-01-01"), ("revoked", "2027-02-01")), Status.REVOKED),
        ((("replaced", "2027-01-01"), ("revoked", "2027-02-01")), Status.REVOKED),
        ((("suspended", "2027-01-01"), ("replaced", "2027-02-01")), Status.REPLACED),
        ((("suspended", "2027-01-01"),), Status.SUSPENDED),
    ],
)
def test_priority(history: tuple[tuple[str, str], ...], status: Status) -> None:
    """Revoked before replaced before suspended, and all of them before expired."""
    record = credential("2026-02-28", *({name: on} for name, on in history))
    assert status_on(record, standard(), day("2040-01-01")) is status


@given(lives(), days)
def test_events_after_the_day_change_nothing(life: tuple[Credential, Standard], on: date) -> None:
    """What is said of a day never changes when history grows later."""
    record, rules = life
    past = [{event.name: event.day.isoformat()} for event in record.history if event.day <= on]
    known = credential(record.starts.isoformat(), *past)
    assert status_on(record, rules, on) is status_on(known, rules, on)
    assert since(record, rules, on) == since(known, rules, on)


@given(lives(), days)
def test_revoked_is_final(life: tuple[Credential, Standard], on: date) -> None:
    """From the day of revocation on, nothing else is ever said."""
    record, rules = life
    revoked = [event.day for event in record.history if event.name == "revoked"]
    is_revoked = bool(revoked) and revoked[0] <= on
    assert (status_on(record, rules, on) is Status.REVOKED) == is_revoked


@given(lives(), days)
def test_since_is_the_first_day_of_the_stretch(life: tuple[Credential, Standard], on: date) -> None:
    """On the day that `since` names the status was the same; it never lies in the future."""
    record, rules = life
    first = since(record, rules, on)
    status = status_on(record, rules, on)
    if status is not Status.NOT_YET_VALID:
        assert first <= on
    assert status_on(record, rules, first) is status or status is Status.NOT_YET_VALID


@given(lives(), days)
def test_an_event_explains_what_is_revoked_replaced_or_suspended(
    life: tuple[Credential, Standard], on: date
) -> None:
    """Pages can always say why, and never say why of what needs no reason."""
    record, rules = life
    status = status_on(record, rules, on)
    event = explaining_event(record, on)
    explained = {Status.REVOKED, Status.REPLACED, Status.SUSPENDED}
    assert (event is not None) == (status in explained)
    assert event is None or event.name == status


def test_the_window_of_renewal() -> None:
    """It opens before the end, and closes with grace; both days are inside."""
    days_of_renewal = window(credential("2026-02-28"), standard())
    assert days_of_renewal is not None
    assert days_of_renewal.opens == day("2028-08-28")
    assert days_of_renewal.ends == day("2029-02-28")
    assert days_of_renewal.grace_ends == day("2029-05-28")


def test_a_window_longer_than_the_validity_opens_on_the_first_day() -> None:
    """Nothing can be renewed before it is valid."""
    days_of_renewal = window(credential("2026-02-28"), standard("P1M", window="P6M"))
    assert days_of_renewal is not None
    assert days_of_renewal.opens == day("2026-02-28")


@given(days, days)
def test_a_permanent_credential_never_ends(starts: date, on: date) -> None:
    """It has no last day; it is active or not valid yet, and its standing can be renewed."""
    record, rules = credential(starts.isoformat()), standard("permanent")
    assert last_day(record, rules) is None
    days_of_renewal = window(record, rules)
    assert days_of_renewal is not None
    assert days_of_renewal.ends == Period(years=1).after(starts)
    expected = Status.NOT_YET_VALID if on < starts else Status.ACTIVE
    assert status_on(record, rules, on) is expected


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        ("2027-02-28", Standing.ACTIVE),
        ("2027-03-01", Standing.INACTIVE),
        ("2027-05-28", Standing.ACTIVE),
        ("2028-02-28", Standing.ACTIVE),
        ("2028-02-29", Standing.INACTIVE),
        ("2029-01-01", Standing.ALUMNI),
        ("2030-01-01", Standing.ACTIVE),
        ("2031-01-02", Standing.INACTIVE),
    ],
)
def test_standing_of_a_permanent_credential(on: str, standing: Standing) -> None:
    """Standing runs by the same arithmetic; alumni come back by a renewal, status never moves."""
    history = [{"renewed": "2027-05-28"}, {"alumni": "2029-01-01"}, {"renewed": "2030-01-01"}]
    record = credential("2026-02-28", *history)
    assert standing_on(record, standard("permanent"), day(on)) is standing
    assert status_on(record, standard("permanent"), day(on)) is Status.ACTIVE


def test_a_credential_that_ends_has_no_standing() -> None:
    """Standing is a matter of permanent credentials."""
    assert standing_on(credential("2026-02-28"), standard(), day("2026-03-01")) is None


@given(lives())
def test_renewal_days_are_in_order(life: tuple[Credential, Standard]) -> None:
    """A window opens no later than it ends, and grace comes after."""
    record, rules = life
    assert isinstance(rules.renewal, Renewal)
    found = window(record, rules)
    assert found is not None
    assert found.opens <= found.ends <= found.grace_ends
