from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.timestamp import format_timestamp, midnight, parse_timestamp


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_written_is_read_to_the_second(moment: datetime) -> None:
    """Parsing a written moment gives it back without its fraction of a second."""
    assert parse_timestamp(format_timestamp(moment)) == moment.replace(microsecond=0)


def test_a_moment_elsewhere_is_written_in_utc() -> None:
    """The end of a day at UTC-12 is noon of the day after in UTC."""
    baker_island = timezone(timedelta(hours=-12))
    end = datetime(2029, 3, 1, 23, 59, 59, tzinfo=baker_island)
    assert format_timestamp(end) == "2029-03-02T11:59:59Z"
    assert midnight(date(2029, 3, 2)) < end


def test_a_moment_without_a_zone_is_refused() -> None:
    """Nobody can say when it is."""
    with pytest.raises(ValueError, match="has no zone"):
        format_timestamp(datetime(2029, 3, 1))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    "text",
    ["2026-11-23", "2026-11-23T06:00:00", "2026-11-23T06:00:00+00:00", "2026-1-2T6:0:0Z", ""],
)
def test_other_forms_are_refused(text: str) -> None:
    """One moment has one form, so that equal moments are equal bytes."""
    with pytest.raises(ValueError, match=r"time data|is not like"):
        parse_timestamp(text)
