"""Consultations, endorsements, reviews and grandfathering on the days that matter."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.check.run import check
from registry.lifecycle.consultations import Stage, answer_due, is_answered, stage_on
from registry.lifecycle.endorsements import EndorsementState, endorsement_state, endorsements_of
from registry.lifecycle.grandfathering import Grandfathering, grandfathering
from registry.lifecycle.line import line_of
from registry.lifecycle.reviews import is_closed, is_open, open_findings, overdue, review_due
from registry.lifecycle.version import State, state_on
from registry.load import load
from registry.records.build import build
from registry.records.consultation import Consultation
from registry.records.endorsement import Endorsement
from registry.records.registry import Registry
from registry.records.review import Finding, Review
from registry.records.standard import STANDARD
from tests.broken_registry import TODAY, edited

DAY = timedelta(days=1)
STEWARD = "standards/steward/1.0.yml"
YEARLY = STEWARD, "review_every: P5Y", "review_every: P1Y"
REVIEWED = "governance/reviews/steward.yml"
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 1, 1))


def day(text: str) -> date:
    """A date, written short."""
    return date.fromisoformat(text)


def consultation(*answers: str | None) -> Consultation:
    """A consultation of October 2025 with a theme for each answer."""
    themes = [{"heard": "h", **({"answer": answer} if answer else {})} for answer in answers]
    data: dict[str, Any] = {
        "about": "registry",
        "question": "q",
        "opens": "2025-10-01",
        "closes": "2025-10-31",
        "channel": "https://forum.example/",
    }
    return build(Consultation, data | ({"themes": themes} if themes else {}), "en")


def finding(due: str = "2026-01-31", closed: str = "") -> dict[str, str]:
    """A finding, as data."""
    data = {"id": "f1", "severity": "high", "text": "t", "owner": "ada", "due": due}
    return data | ({"closed": closed} if closed else {})


def review(*findings: dict[str, str]) -> Review:
    """A review with these findings."""
    data: dict[str, Any] = {
        "about": "registry",
        "kind": "periodic",
        "by": "ada",
        "done": "2025-12-01",
        "method": "m",
        "findings": list(findings),
    }
    return build(Review, data, "en")


def registry(folder: Path, *edits: tuple[str, str, str]) -> Registry:
    """The smallest registry with these edits."""
    found, _ = check(load(edited(folder / "registry", *edits)), TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("answers", "on", "stage"),
    [
        (("a", None), "2025-09-30", Stage.PLANNED),
        (("a", None), "2025-10-01", Stage.OPEN),
        (("a", None), "2025-10-31", Stage.OPEN),
        (("a", None), "2025-11-01", Stage.CLOSED),
        (("a", "b"), "2025-10-31", Stage.OPEN),
        (("a", "b"), "2025-11-01", Stage.ANSWERED),
        ((), "2025-11-01", Stage.ANSWERED),
    ],
)
def test_a_consultation(answers: tuple[str | None, ...], on: str, stage: Stage) -> None:
    """Open from its first to its last day; then it is answered once every theme is."""
    assert stage_on(consultation(*answers), day(on)) is stage


def test_what_was_promised_to_those_who_were_asked() -> None:
    """Answers are due 30 days after the last day."""
    assert answer_due(consultation()) == day("2025-11-30")
    assert not is_answered(consultation("a", None))


@given(days, days, st.booleans())
def test_consultations_only_move_forward(one: date, other: date, answered: bool) -> None:
    """What was asked is not asked again."""
    asked, (early, late) = consultation("a" if answered else None), sorted([one, other])
    order = list(Stage)
    assert order.index(stage_on(asked, early)) <= order.index(stage_on(asked, late))


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-01-31", EndorsementState.COMING),
        ("2026-02-01", EndorsementState.STANDS),
        ("2028-01-31", EndorsementState.STANDS),
        ("2028-02-01", EndorsementState.ENDED),
    ],
)
def test_an_endorsement(on: str, state: EndorsementState) -> None:
    """The first and the last day are included."""
    data = {"about": "registry", "by": "x1", "statement": "s"}
    span = {"from": "2026-02-01", "to": "2028-01-31"}
    assert endorsement_state(build(Endorsement, data | span, "en"), day(on)) is state


def test_endorsements_are_of_a_version(tmp_path: Path) -> None:
    """Who vouched for 1.0 has said nothing of 1.1."""
    found = registry(tmp_path)
    assert [entry.id for entry in endorsements_of(found, "standards/analyst/1.0")] == ["acme"]
    assert endorsements_of(found, "standards/analyst/1.1") == ()


def test_a_finding_is_open_until_the_day_it_is_closed() -> None:
    """On that day it is mended; before, and without one, it is open."""
    closed = build(Finding, finding(closed="2026-01-15"), "en")
    assert is_open(closed, day("2026-01-14"))
    assert not is_open(closed, day("2026-01-15"))
    assert is_open(build(Finding, finding(), "en"), day("2036-01-15"))


def test_a_review_is_closed_with_its_last_finding() -> None:
    """One that found nothing is closed at once."""
    assert is_closed(review(), day("2025-12-01"))
    both = review(finding(closed="2026-01-15"), finding(closed="2026-02-15"))
    assert not is_closed(both, day("2026-02-14"))
    assert is_closed(both, day("2026-02-15"))


def test_findings_say_how_late_they_are(tmp_path: Path) -> None:
    """On its due day a finding is in time still."""
    still = "governance/reviews/audit.yml", "    closed: 2025-11-01\n", ""
    found = registry(tmp_path, still)
    for on, late, is_overdue in (("2025-12-31", 0, False), ("2026-01-01", 1, True)):
        one = next(open_findings(found, day(on)))
        assert (one.finding.id, one.days, one.is_overdue) == ("minutes", late, is_overdue)
    assert list(open_findings(registry(tmp_path / "closed"), TODAY)) == []


def periodic(**changed: str) -> tuple[str, str, str]:
    """A review of Steward 1.0, on 1 June 2026."""
    data = {
        "about": "standards/steward/1.0",
        "kind": "periodic",
        "by": "cleo",
        "done": "2026-06-01",
        "method": "Read what panels wrote.",
        **changed,
    }
    return REVIEWED, "", "".join(f"{name}: {value}\n" for name, value in data.items())


FOUND = (
    "\n  - id: service\n    severity: low\n    text: A year is not defined.\n    owner: ada\n"
    "    due: 2026-12-31"
)


@pytest.mark.parametrize(
    ("edit", "due"),
    [
        (periodic(), "2027-06-01"),
        (periodic(findings=f"{FOUND}\n    closed: {TODAY}"), "2027-06-01"),
        (periodic(findings=FOUND), "2025-02-01"),
        (periodic(kind="audit"), "2025-02-01"),
        (periodic(about="standards/analyst/1.1"), "2025-02-01"),
        (periodic(done="2024-01-15"), "2025-02-01"),
    ],
    ids=["closed", "mended", "open", "no periodic one", "of another", "before it began"],
)
def test_a_review_restarts_the_time(tmp_path: Path, edit: tuple[str, str, str], due: str) -> None:
    """A periodic review of the standard itself does, once none of its findings is open."""
    found = registry(tmp_path, YEARLY, edit)
    entry = found.get(STANDARD, "steward@1.0")
    assert entry is not None
    assert review_due(found, entry, TODAY) == day(due)


def test_how_long_a_review_is_overdue(tmp_path: Path) -> None:
    """Due on 1 February 2025: in time on that day, overdue on the next, long after 90 days."""
    found = registry(tmp_path, YEARLY)
    due = day("2025-02-01")
    assert overdue(found, due) == ()
    for late, is_long in ((1, False), (90, False), (91, True)):
        (one,) = overdue(found, due + late * DAY)
        assert (one.entry.id, one.due, one.days) == ("steward@1.0", due, late)
        assert one.is_long is is_long


def test_only_versions_in_force_are_reviewed(tmp_path: Path) -> None:
    """Analyst 1.0 was superseded on 1 March 2026, and nobody has to look at it any more."""
    analyst = "standards/analyst/1.0.yml", "review_every: P5Y", "review_every: P1Y"
    found = registry(tmp_path, analyst)
    assert [one.entry.id for one in overdue(found, day("2026-02-28"))] == ["analyst@1.0"]
    assert overdue(found, day("2026-03-01")) == ()


def keep(found: Registry, standard: str, on: str) -> Grandfathering:
    """What a version means for people on a day."""
    entry = found.get(STANDARD, standard)
    assert entry is not None
    return grandfathering(found, entry, day(on))


def test_holders_keep_what_they_have(tmp_path: Path) -> None:
    """After 1.1 took effect, holders of 1.0 keep it until they renew or their validity ends."""
    found = registry(tmp_path)
    facts = keep(found, "analyst@1.0", "2026-03-05")
    assert (facts.last_intake, facts.retires) == (day("2026-06-30"), day("2026-12-31"))
    # One was renewed to March 2027, one ends in May 2026, and the third was replaced.
    assert (facts.holders, facts.last_end) == (2, day("2027-03-10"))


def test_holders_leave_as_their_credentials_end(tmp_path: Path) -> None:
    """Until grace is over a credential may be kept; an event to come does not count."""
    found = registry(tmp_path)
    counts = {
        on: keep(found, "analyst@1.0", on).holders
        for on in ("2025-03-09", "2025-03-10", "2025-05-01", "2026-06-01", "2026-06-02")
    }
    assert list(counts.values()) == [0, 2, 2, 2, 1]


def test_a_permanent_credential_has_no_end(tmp_path: Path) -> None:
    """It is counted, and gives no date."""
    facts = keep(registry(tmp_path), "steward@1.0", "2026-11-23")
    assert (facts.holders, facts.last_end, facts.retires) == (1, None, None)


def test_a_consultation_makes_a_draft_one_that_is_consulted_on(tmp_path: Path) -> None:
    """From the first day on which people can speak; not by a consultation about another version."""
    again = (
        "about: standards/analyst/1.1\nquestion: Is it still?\nopens: 2025-10-20\n"
        "closes: 2025-10-30\nchannel: https://smallest.example/logs/\n"
    )
    found = registry(tmp_path, ("governance/consultations/again.yml", "", again))
    line = line_of(found, STANDARD, "analyst")
    assert state_on(line, "1.1", day("2025-09-30")) is State.DRAFT
    assert state_on(line, "1.1", day("2025-10-01")) is State.CONSULTATION
    assert state_on(line, "1.0", day("2023-12-31")) is State.DRAFT


@pytest.mark.parametrize(("votes", "state"), [(2, State.RETIRED), (1, State.EFFECTIVE)])
def test_only_a_carried_decision_retires(tmp_path: Path, votes: int, state: State) -> None:
    """One that was lost leaves the standard in force, whatever day it named."""
    retire = (
        "question: Retire Steward 1.0?\nabout: standards/steward/1.0\naction: retire\n"
        "body: committee\ndecided: 2026-01-15\neffective: 2026-02-01\n"
        f"for: [{', '.join(['ada', 'ben'][:votes])}]\n"
        + ("" if votes == 2 else "against: [ben]\n")
        + "reasons: The minutes tell.\n"
    )
    found = registry(tmp_path, ("governance/decisions/2026-01-15-retire.yml", "", retire))
    line = line_of(found, STANDARD, "steward")
    assert state_on(line, "1.0", day("2026-02-01")) is state
    assert state_on(line, "1.0", day("2026-01-31")) is State.EFFECTIVE
