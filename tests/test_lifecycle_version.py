"""States of versions, and votes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.lifecycle.version import State, accepts_on, current_on, last_intake, state_on
from registry.lifecycle.votes import is_carried, is_quorate
from registry.records.body import Voting
from registry.records.build import build
from registry.records.change import Change
from registry.records.decision import Decision


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


LINE = [
    ("2.0", change("2025-01-01", "2025-02-01")),
    (
        "2.1",
        change(
            "2025-11-20",
            "2026-01-05",
            previous={"last_intake": "2026-06-30", "retires": "2026-12-31"},
        ),
    ),
    ("2.2", change()),
    ("2.3", change(withdrawn="2026-02-01")),
]


@pytest.mark.parametrize(
    ("version", "on", "state", "accepts"),
    [
        ("2.0", "2024-12-31", State.DRAFT, False),
        ("2.0", "2025-01-01", State.ANNOUNCED, False),
        ("2.0", "2025-02-01", State.EFFECTIVE, True),
        ("2.0", "2026-01-04", State.EFFECTIVE, True),
        ("2.0", "2026-01-05", State.SUPERSEDED, True),
        ("2.0", "2026-06-30", State.SUPERSEDED, True),
        ("2.0", "2026-07-01", State.SUPERSEDED, False),
        ("2.0", "2026-12-30", State.SUPERSEDED, False),
        ("2.0", "2026-12-31", State.RETIRED, False),
        ("2.1", "2026-12-31", State.EFFECTIVE, True),
        ("2.2", "2030-01-01", State.DRAFT, False),
        ("2.3", "2026-01-31", State.DRAFT, False),
        ("2.3", "2026-02-01", State.WITHDRAWN, False),
    ],
)
def test_the_life_of_a_version(version: str, on: str, state: State, accepts: bool) -> None:
    """Each date begins the next state; intake goes on while the successor allows it."""
    assert state_on(LINE, version, day(on)) is state
    assert accepts_on(LINE, version, day(on)) is accepts


def test_without_a_last_intake_the_successor_ends_it() -> None:
    """Where the successor names no date, intake ends on the day before it takes effect."""
    line = [LINE[0], ("2.1", change("2025-11-20", "2026-01-05"))]
    assert last_intake(line, "2.0") == day("2026-01-04")
    assert accepts_on(line, "2.0", day("2026-01-04"))
    assert not accepts_on(line, "2.0", day("2026-01-05"))


def test_a_decision_retires_the_last_version() -> None:
    """Without a successor, the end comes from outside."""
    assert state_on(LINE, "2.1", day("2027-01-01"), retired=day("2027-01-01")) is State.RETIRED
    assert state_on(LINE, "2.1", day("2026-12-31"), retired=day("2027-01-01")) is State.EFFECTIVE


def test_the_current_version() -> None:
    """Drafts and withdrawn versions are never current, and before the first there is none."""
    assert current_on(LINE, day("2025-01-31")) is None
    assert current_on(LINE, day("2026-01-04")) == "2.0"
    assert current_on(LINE, day("2027-01-01")) == "2.1"


def test_an_unknown_version_is_a_key_error() -> None:
    """The line is asked only for what it has."""
    with pytest.raises(KeyError):
        state_on(LINE, "9.9", day("2026-01-01"))


ORDER = [State.DRAFT, State.ANNOUNCED, State.EFFECTIVE, State.SUPERSEDED, State.RETIRED]
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 1, 1))


@given(days, days)
def test_states_only_move_forward(one: date, other: date) -> None:
    """No version is ever announced, effective or superseded again."""
    early, late = sorted([one, other])
    for version in ("2.0", "2.1"):
        before, after = state_on(LINE, version, early), state_on(LINE, version, late)
        assert ORDER.index(before) <= ORDER.index(after)


@given(days)
def test_at_most_one_version_is_effective(on: date) -> None:
    """A newer version in force supersedes the one before, on the same day."""
    states = [state_on(LINE, version, on) for version, _ in LINE]
    assert states.count(State.EFFECTIVE) <= 1


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
