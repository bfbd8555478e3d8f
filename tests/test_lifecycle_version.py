"""States of versions, and votes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.lifecycle.version import (
    State,
    Step,
    accepts_on,
    current_on,
    last_intake,
    retires,
    state_on,
)
from registry.lifecycle.votes import is_carried, is_quorate
from registry.records.body import Voting
from registry.records.build import build
from registry.records.change import Change, Previous
from registry.records.decision import Decision

DAY = timedelta(days=1)


def change(announced: str = "", effective: str = "", **rest: object) -> Change:
    """A change with these dates."""
    data: dict[str, object] = {"class": "additive", "summary": "s", **rest}
    if announced:
        data["announced"] = announced
    if effective:
        data["effective"] = effective
    return build(Change, data, "en")


def day(text: str) -> date:
    """A date, written short."""
    return date.fromisoformat(text)


def step(version: str, its: Change, **about: str) -> Step:
    """A version in a line, with the days on which it was `consulted` or is `retired`."""
    return Step(version=version, change=its, **{name: day(text) for name, text in about.items()})


ENDING = {"last_intake": "2026-06-30", "retires": "2026-12-31"}
LINE = [
    step("2.0", change("2025-01-01", "2025-02-01"), consulted="2024-10-01"),
    step("2.1", change("2025-11-20", "2026-01-05", previous=ENDING)),
    step("2.2", change(), consulted="2026-10-01"),
    step("2.3", change(withdrawn="2026-02-01"), consulted="2026-01-15"),
]


def retired(version: str, on: str) -> list[Step]:
    """The line, with a carried decision that retires a version."""
    return [replace(one, retired=day(on)) if one.version == version else one for one in LINE]


@pytest.mark.parametrize(
    ("version", "on", "state", "accepts"),
    [
        ("2.0", "2024-09-30", State.DRAFT, False),
        ("2.0", "2024-10-01", State.CONSULTATION, False),
        ("2.0", "2024-12-31", State.CONSULTATION, False),
        ("2.0", "2025-01-01", State.ANNOUNCED, False),
        ("2.0", "2025-02-01", State.EFFECTIVE, True),
        ("2.0", "2026-01-04", State.EFFECTIVE, True),
        ("2.0", "2026-01-05", State.SUPERSEDED, True),
        ("2.0", "2026-06-30", State.SUPERSEDED, True),
        ("2.0", "2026-07-01", State.SUPERSEDED, False),
        ("2.0", "2026-12-30", State.SUPERSEDED, False),
        ("2.0", "2026-12-31", State.RETIRED, False),
        ("2.1", "2026-12-31", State.EFFECTIVE, True),
        ("2.1", "2025-11-19", State.DRAFT, False),
        ("2.2", "2026-09-30", State.DRAFT, False),
        ("2.2", "2030-01-01", State.CONSULTATION, False),
        ("2.3", "2026-01-14", State.DRAFT, False),
        ("2.3", "2026-01-31", State.CONSULTATION, False),
        ("2.3", "2026-02-01", State.WITHDRAWN, False),
    ],
)
def test_the_life_of_a_version(version: str, on: str, state: State, accepts: bool) -> None:
    """Each date begins the next state; intake goes on while the successor allows it."""
    assert state_on(LINE, version, day(on)) is state
    assert accepts_on(LINE, version, day(on)) is accepts


def test_without_a_last_intake_the_successor_ends_it() -> None:
    """Where the successor names no date, intake ends on the day before it takes effect."""
    line = [LINE[0], step("2.1", change("2025-11-20", "2026-01-05"))]
    assert last_intake(line, "2.0") == day("2026-01-04")
    assert accepts_on(line, "2.0", day("2026-01-04"))
    assert not accepts_on(line, "2.0", day("2026-01-05"))


def test_a_decision_retires_the_last_version() -> None:
    """Without a successor, the end comes from outside: no intake and no current version then."""
    line = retired("2.1", "2027-01-01")
    assert state_on(line, "2.1", day("2026-12-31")) is State.EFFECTIVE
    assert state_on(line, "2.1", day("2027-01-01")) is State.RETIRED
    assert last_intake(line, "2.1") == day("2026-12-31")
    assert accepts_on(line, "2.1", day("2026-12-31"))
    assert not accepts_on(line, "2.1", day("2027-01-01"))
    assert current_on(line, day("2026-12-31")) == "2.1"
    assert current_on(line, day("2027-01-01")) is None


def test_no_version_outlives_the_one_after_it() -> None:
    """A decision that retires 2.1 early ends what is left of 2.0, too."""
    line = retired("2.1", "2026-05-01")
    assert retires(line, "2.0") == retires(line, "2.1") == day("2026-05-01")
    assert last_intake(line, "2.0") == day("2026-04-30")
    assert state_on(line, "2.0", day("2026-05-01")) is State.RETIRED
    assert retires(LINE, "2.0") == day("2026-12-31")
    assert retires(LINE, "2.1") is None


def test_what_was_never_announced_ends_nothing() -> None:
    """A decision about a draft, or one that was given up, leaves the versions before alone."""
    for version in ("2.2", "2.3"):
        line = retired(version, "2026-05-01")
        assert state_on(line, "2.1", day("2026-05-01")) is State.EFFECTIVE
        assert retires(line, "2.1") is None


def test_the_current_version() -> None:
    """Drafts and withdrawn versions are never current, and before the first there is none."""
    assert current_on(LINE, day("2025-01-31")) is None
    assert current_on(LINE, day("2026-01-04")) == "2.0"
    assert current_on(LINE, day("2027-01-01")) == "2.1"


def test_an_unknown_version_is_a_key_error() -> None:
    """The line is asked only for what it has."""
    with pytest.raises(KeyError):
        state_on(LINE, "9.9", day("2026-01-01"))


ORDER = list(State)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 1, 1))
gaps = st.integers(0, 300).map(timedelta)


@st.composite
def lines(draw: st.DrawFn) -> list[Step]:
    """Lines of up to four versions, with dates as the checks of versions allow them."""
    line = []
    announced = effective = date(2023, 12, 31)
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["announced", "announced", "draft", "withdrawn"]))
        announced += draw(gaps)
        effective = max(announced, effective + DAY) + draw(gaps)
        its = replace(change(), withdrawn=announced if kind == "withdrawn" else None)
        if kind == "announced":
            intake = draw(st.none() | gaps.map(effective.__add__))
            ends = draw(st.none() | gaps.map((intake or effective).__add__))
            its = replace(
                its,
                announced=announced,
                effective=effective,
                previous=Previous(last_intake=intake, retires=ends) if number else None,
            )
        line.append(
            Step(
                version=f"1.{number}",
                change=its,
                consulted=draw(st.none() | days),
                retired=draw(st.none() | days),
            )
        )
    return line


@given(lines(), days, days)
def test_states_only_move_forward(line: list[Step], one: date, other: date) -> None:
    """Time takes no version back, whatever its dates and what was decided about it."""
    early, late = sorted([one, other])
    for found in line:
        before = state_on(line, found.version, early)
        after = state_on(line, found.version, late)
        assert ORDER.index(before) <= ORDER.index(after)


@given(lines(), days)
def test_at_most_one_version_is_effective(line: list[Step], on: date) -> None:
    """A newer version in force supersedes the one before, on the same day; that is the current."""
    states = {found.version: state_on(line, found.version, on) for found in line}
    effective = [version for version, state in states.items() if state is State.EFFECTIVE]
    assert effective == [version for version in [current_on(line, on)] if version]


@given(lines(), days)
def test_intake_ends_with_the_last_intake(line: list[Step], on: date) -> None:
    """Work is taken in from the first day to the last intake, without a gap, and never after."""
    for found in line:
        begins, last = found.change.effective, last_intake(line, found.version)
        if begins is None or found.change.withdrawn:
            assert not accepts_on(line, found.version, on)
        else:
            assert accepts_on(line, found.version, on) == (
                begins <= on and (last is None or on <= last)
            )


def votes(for_: int, against: int = 0, abstained: int = 0) -> Decision:
    """A decision with so many votes."""
    data = {
        "question": "Q",
        "about": "registry",
        "action": "note",
        "body": "b",
        "decided": "2026-01-01",
        "reasons": "r",
        "for": [f"f{n}" for n in range(for_)],
        "against": [f"a{n}" for n in range(against)],
        "abstained": [f"o{n}" for n in range(abstained)],
    }
    return build(Decision, data, "en")


HALF = Voting(quorum=3, majority="half", per_organization=1)
TWO_THIRDS = Voting(quorum=3, majority="two-thirds", per_organization=1)


@pytest.mark.parametrize(
    ("cast", "voting", "carried"),
    [
        (votes(2, 1), HALF, True),
        (votes(2, 2), HALF, False),
        (votes(2, 1, 1), HALF, False),
        (votes(2), HALF, False),
        (votes(2, 1), TWO_THIRDS, True),
        (votes(3, 2), TWO_THIRDS, False),
        (votes(4, 1, 1), TWO_THIRDS, True),
        (votes(4, 1, 2), TWO_THIRDS, False),
    ],
)
def test_carried_or_lost(cast: Decision, voting: Voting, carried: bool) -> None:
    """More than half, or two thirds, of the votes cast; abstentions count like against."""
    assert is_carried(cast, voting) is carried


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_one_vote_more_never_loses(for_: int, against: int, abstained: int) -> None:
    """What is carried stays carried when someone changes from against to for."""
    for voting in (HALF, TWO_THIRDS):
        if is_carried(votes(for_, against + 1, abstained), voting):
            assert is_carried(votes(for_ + 1, against, abstained), voting)
        assert is_quorate(votes(for_, against, abstained), voting) == (
            for_ + against + abstained >= 3
        )
