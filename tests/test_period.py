"""Periods of the calendar: month ends, leap days, and what two ways of counting agree on."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.records.period import Period

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
small = st.builds(Period, st.integers(0, 50), st.integers(0, 600), st.integers(0, 9999))
calendar_periods = st.builds(Period, st.integers(0, 50), st.integers(0, 600))


@pytest.mark.parametrize(
    ("day", "period", "end"),
    [
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2023-02-28", "P1Y", "2024-02-28"),
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2026-12-31", "P2M", "2027-02-28"),
        ("2026-11-30", "P3M", "2027-02-28"),
        ("2026-01-31", "P1M1D", "2026-03-01"),
        ("2026-02-28", "P3Y", "2029-02-28"),
        ("2026-03-01", "P0D", "2026-03-01"),
        ("1999-12-31", "P1D", "2000-01-01"),
    ],
)
def test_after(day: str, period: str, end: str) -> None:
    """Years and months first, the day of the month clamped, then the days."""
    assert Period.parse(period).after(date.fromisoformat(day)) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("day", "period", "begin"),
    [
        ("2025-02-28", "P1Y", "2024-02-28"),
        ("2026-03-31", "P1M", "2026-02-28"),
        ("2024-02-29", "P1Y", "2023-02-28"),
        ("2026-01-15", "P2M", "2025-11-15"),
        ("2026-01-01", "P1D", "2025-12-31"),
    ],
)
def test_before(day: str, period: str, begin: str) -> None:
    """Backwards by the same rule."""
    assert Period.parse(period).before(date.fromisoformat(day)) == date.fromisoformat(begin)


@pytest.mark.parametrize(
    "text", ["", "P", "PT1H", "P1W", "P1.5Y", "P-1Y", "3Y", "P1Y ", "P1D1M", "p1y"]
)
def test_what_is_no_period(text: str) -> None:
    """Hours, weeks, fractions, signs and another order are refused."""
    with pytest.raises(ValueError, match="is not a period"):
        Period.parse(text)


@given(small)
def test_printing_and_parsing_are_inverse(period: Period) -> None:
    """What is printed reads back as the same period."""
    assert Period.parse(str(period)) == period


@given(days, calendar_periods)
def test_the_day_of_the_month_stays_or_is_the_last(day: date, period: Period) -> None:
    """Years and months keep the day of the month, or end on the last day of a shorter month."""
    end = period.after(day)
    assert end.day == min(day.day, monthrange(end.year, end.month)[1])
    months = (end.year - day.year) * 12 + end.month - day.month
    assert months == 12 * period.years + period.months


@given(days, st.integers(0, 9999))
def test_days_are_days(day: date, count: int) -> None:
    """A period of days alone is the plain difference of dates."""
    assert Period(days=count).after(day) == day + timedelta(days=count)
    assert Period(days=count).before(day) == day - timedelta(days=count)


@given(days, days, small)
def test_later_days_do_not_end_earlier(first: date, second: date, period: Period) -> None:
    """The order of two days is kept; clamping may make them equal, and never turns them round."""
    first, second = sorted((first, second))
    assert period.after(first) <= period.after(second)
    assert period.before(first) <= period.before(second)


@given(days, calendar_periods)
def test_twelve_months_are_a_year(day: date, period: Period) -> None:
    """Years are twelve months, in every calculation."""
    assert period.after(day) == Period(months=12 * period.years + period.months).after(day)


@given(days, calendar_periods)
def test_there_and_back_is_at_most_three_days_off(day: date, period: Period) -> None:
    """Back from the end by the same period is the same day, but for a clamped month end."""
    back = period.before(period.after(day))
    assert timedelta() <= day - back <= timedelta(days=3)
