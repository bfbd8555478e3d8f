"""Terms: who sits in a body on a day, and how many terms each has served."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.lifecycle.terms import (
    filled_on,
    is_followed,
    is_last,
    is_partial,
    longest_end,
    may_return,
    members_on,
    served_before,
    served_in_a_row,
)
from tests.bodies import body_of, term

ONE = term("ada", "2020-07-01", "2022-06-30")
TWO = term("ada", "2022-07-01", "2024-06-30")
GONE = term("ben", "2024-07-01", "2026-06-30", left="2025-09-30")


def test_first_and_last_day_count() -> None:
    """A member sits from the first day through the last."""
    body = body_of(ONE)
    days = ("2020-06-30", "2020-07-01", "2022-06-30", "2022-07-01")
    found = [members_on(body, date.fromisoformat(day)) for day in days]
    assert found == [(), ("ada",), ("ada",), ()]


def test_who_left_sits_no_longer() -> None:
    """The real end counts, not the planned one."""
    body = body_of(GONE)
    assert members_on(body, date(2025, 9, 30)) == ("ben",)
    assert members_on(body, date(2025, 10, 1)) == ()


def test_a_vacancy_fills_a_seat_without_a_member() -> None:
    """A declared vacancy counts for the seat, and for nobody."""
    body = body_of(term("", "2026-01-01", "2026-06-30"))
    assert filled_on(body, "learner", date(2026, 3, 1)) == 1
    assert filled_on(body, "mentor", date(2026, 3, 1)) == 0
    assert members_on(body, date(2026, 3, 1)) == ()


@pytest.mark.parametrize(
    ("from_", "length", "last"),
    [
        ("2024-07-01", "P2Y", "2026-06-30"),
        ("2024-02-29", "P1Y", "2025-02-27"),  # a year after is 28 February, in the next term
        ("2024-01-31", "P1M", "2024-02-28"),
        ("2199-12-31", "P999Y", "3198-12-30"),
    ],
)
def test_longest_end(from_: str, length: str, last: str) -> None:
    """A term ends on the day before its anniversary."""
    rule = f"{{length: {length}, consecutive: 2, lifetime: 4, cooling_off: P1Y}}"
    body = body_of(term("ada", from_, from_), rule=rule)
    assert longest_end(body, body.terms[0]) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("row", "partial"),
    [
        (term("cleo", "2025-10-01", "2026-06-30"), True),
        (term("cleo", "2025-10-01", "2026-03-31"), True),
        (term("cleo", "2025-10-01", "2026-07-01"), False),  # past the end of the other's term
        (term("cleo", "2025-10-01", "2026-06-30", seat="mentor"), False),  # another seat
        (term("cleo", "2026-07-01", "2026-12-31"), False),  # a short term of its own
    ],
)
def test_partial_terms(row: str, partial: bool) -> None:
    """Only the rest of a term that somebody left, for half a term or less, is partial."""
    body = body_of(GONE, row)
    assert is_partial(body, body.terms[1]) is partial


@pytest.mark.parametrize(("left", "partial"), [("2025-06-30", True), ("2025-06-29", False)])
def test_half_a_term_is_partial_and_a_day_more_is_not(left: str, partial: bool) -> None:
    """Of 730 days, 365 are half."""
    begins = date.fromisoformat(left) + timedelta(days=1)
    gone = term("ben", "2024-07-01", "2026-06-30", left=left)
    body = body_of(gone, term("cleo", begins.isoformat(), "2026-06-30"))
    assert is_partial(body, body.terms[1]) is partial


def test_leaving_early_counts_as_a_term() -> None:
    """Otherwise a limit could be dodged by leaving a day before the end, for ever."""
    early = term("ada", "2020-07-01", "2022-06-30", left="2022-06-29")
    body = body_of(early, TWO, term("ada", "2024-07-01", "2026-06-30"))
    assert served_in_a_row(body, body.terms[2]) == 2
    assert is_last(body, body.terms[1])


def test_a_partial_term_counts_as_none() -> None:
    """Who filled a vacancy first may serve as many whole terms as anybody."""
    fills = term("cleo", "2025-10-01", "2026-06-30")
    body = body_of(GONE, fills, term("cleo", "2026-07-01", "2028-06-30"))
    assert served_before(body, body.terms[2]) == 0
    assert not is_last(body, body.terms[2])


def test_the_last_term_of_a_lifetime_is_the_last() -> None:
    """However long the pauses: the second of two is the last, and the first is not."""
    rule = "{length: P2Y, consecutive: 9, lifetime: 2, cooling_off: P0D}"
    body = body_of(ONE, term("ada", "2030-07-01", "2032-06-30"), rule=rule)
    assert [is_last(body, row) for row in body.terms] == [False, True]


@pytest.mark.parametrize(
    ("again", "in_a_row"), [("2025-06-30", 2), ("2025-07-01", 0), ("2024-07-01", 2)]
)
def test_only_a_whole_pause_ends_the_row(again: str, in_a_row: int) -> None:
    """A pause that is a day short of the cooling-off leaves the terms in a row."""
    body = body_of(ONE, TWO, term("ada", again, "2027-01-31"))
    assert served_in_a_row(body, body.terms[2]) == in_a_row
    assert served_before(body, body.terms[2]) == 2
    assert may_return(body, body.terms[1]) == date(2025, 7, 1)


def test_without_a_cooling_off_adjoining_terms_are_still_in_a_row() -> None:
    """A rule without a pause limits who stays, and nobody who was away for a day."""
    rule = "{length: P2Y, consecutive: 2, lifetime: 9, cooling_off: P0D}"
    body = body_of(ONE, TWO, term("ada", "2024-07-01", "2026-06-30"), rule=rule)
    assert served_in_a_row(body, body.terms[2]) == 2
    body = body_of(ONE, TWO, term("ada", "2024-07-02", "2026-06-30"), rule=rule)
    assert served_in_a_row(body, body.terms[2]) == 0


def test_all_seats_of_a_body_count_together() -> None:
    """Changing the seat begins no new count."""
    body = body_of(ONE, term("ada", "2022-07-01", "2024-06-30", seat="mentor"))
    assert served_in_a_row(body, body.terms[1]) == 1


def test_the_order_of_rows_makes_no_difference() -> None:
    """Rows are judged by their dates."""
    body = body_of(TWO, ONE)
    assert served_in_a_row(body, body.terms[0]) == 1
    assert served_in_a_row(body, body.terms[1]) == 0


@pytest.mark.parametrize(
    ("rows", "followed"),
    [
        ((ONE,), False),
        ((ONE, TWO), True),
        ((ONE, term("", "2022-07-01", "2022-12-31")), True),
        ((ONE, term("ben", "2022-07-02", "2024-06-30")), False),  # a day is missing
        ((ONE, term("ben", "2022-07-01", "2024-06-30", seat="mentor")), False),
    ],
)
def test_followed(rows: tuple[str, ...], followed: bool) -> None:
    """A term is followed when its seat is taken, or vacant, the day after."""
    body = body_of(*rows)
    assert is_followed(body, body.terms[0]) is followed


DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
SPANS = st.tuples(DAYS, DAYS).map(sorted)


@given(st.lists(st.tuples(st.sampled_from(["ada", "ben", "cleo"]), SPANS), max_size=6), DAYS)
def test_members_are_those_whose_days_hold_the_day(
    rows: list[tuple[str, list[date]]], day: date
) -> None:
    """Whatever the rows: a member sits there on exactly the days of some row."""
    body = body_of(*(term(who, f"{one}", f"{last}") for who, (one, last) in rows))
    expected = {who for who, (one, last) in rows if one <= day <= last}
    found = members_on(body, day)
    assert set(found) == expected
    assert len(found) == len(expected)


@given(st.lists(SPANS, min_size=1, max_size=5, unique_by=lambda span: span[0]))
def test_the_row_is_part_of_the_lifetime(spans: list[list[date]]) -> None:
    """Nobody has more terms in a row than in all; the first has none before it."""
    body = body_of(*(term("ada", f"{one}", f"{last}") for one, last in sorted(spans)))
    counts = [(served_in_a_row(body, row), served_before(body, row)) for row in body.terms]
    assert all(row <= life <= number for number, (row, life) in enumerate(counts))
    assert counts[0] == (0, 0)
