"""What only time made wrong: who is stopped by it, and who is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from registry.check.run import check
from registry.check.since.lapses import finding_lapsed, review_lapsed
from registry.load import load
from registry.records.registry import Registry
from registry.records.standard import STANDARD
from tests.broken_registry import TODAY, edited

Edit = tuple[str, str, str]

AUDIT = "governance/reviews/audit.yml"
STILL_OPEN = AUDIT, "    closed: 2025-11-01\n", ""
HIGH = AUDIT, "severity: low", "severity: high"
ABOUT_CONDUCT = AUDIT, "about: registry", "about: governance/policies/conduct/1.0"
CONDUCT = "governance/policies/conduct/1.0.md", "Be kind.", "Be very kind."
NAME = "registry.yml", "name: Smallest registry", "name: The smallest registry"
METHOD = AUDIT, "Three awards", "Four awards"
PERSON = "people/cleo.yml", "name: Cleo", "name: Cleo Small"
STEWARD = "standards/steward/1.0.yml"
YEARLY = STEWARD, "review_every: P5Y", "review_every: P1Y"
TITLE = STEWARD, "title: Steward", "title: Good steward"
ADOPTED = """\
question: Adopt Steward 1.1?
about: standards/steward/1.1
action: adopt
body: committee
decided: {on}
for: [ada, ben]
reasons: The minutes tell.
"""
ANALYST = "standards/analyst/1.0.yml", "title: Analyst", "title: Good analyst"


def registry(folder: Path, *edits: Edit) -> Registry:
    """The smallest registry with these edits."""
    found, _ = check(load(edited(folder, *edits)), TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("past", "step", "stopped"),
    [
        ((HIGH, STILL_OPEN), NAME, True),
        ((HIGH, STILL_OPEN), METHOD, True),
        ((HIGH, STILL_OPEN), PERSON, False),
        ((STILL_OPEN,), NAME, False),
        ((HIGH,), NAME, False),
        ((HIGH, STILL_OPEN, ABOUT_CONDUCT), CONDUCT, True),
        ((HIGH, STILL_OPEN, ABOUT_CONDUCT), NAME, False),
    ],
    ids=[
        "what it is about",
        "the review",
        "something else",
        "a low one",
        "a closed one",
        "a policy",
        "not the policy",
    ],
)
def test_findings(past: tuple[Edit, ...], step: Edit, stopped: bool, tmp_path: Path) -> None:
    """A high finding past its day stops those who touch the review or its subject, nobody else."""
    base, head = registry(tmp_path / "a", *past), registry(tmp_path / "b", *past, step)
    assert bool(list(finding_lapsed(base, head, TODAY))) is stopped
    assert list(finding_lapsed(base, base, TODAY)) == []
    # On the day it is due it is in time.
    assert list(finding_lapsed(base, head, date(2025, 12, 31))) == []


@pytest.mark.parametrize(
    ("on", "step", "stopped"),
    [
        (date(2025, 5, 2), TITLE, False),  # 90 days after 1 February 2025
        (date(2025, 5, 3), TITLE, True),
        (date(2025, 5, 3), ANALYST, False),
    ],
)
def test_reviews(on: date, step: Edit, stopped: bool, tmp_path: Path) -> None:
    """A review that is more than 90 days overdue stops those who touch that standard."""
    base, head = registry(tmp_path / "a", YEARLY), registry(tmp_path / "b", YEARLY, step)
    found = list(review_lapsed(base, head, on))
    assert [problem.path for problem in found] == ([STEWARD] if stopped else [])


@pytest.mark.parametrize(
    ("adopted", "stopped"), [("", True), ("2025-01-31", True), ("2025-02-01", False)]
)
def test_a_draft_of_the_next_version(adopted: str, stopped: bool, tmp_path: Path) -> None:
    """A new draft touches the standard, and its adoption since the due day is the review of it."""
    base = registry(tmp_path / "a", YEARLY)
    text = base.entries(STANDARD)[-1].document.text
    dates = "  announced: 2024-01-01\n  effective: 2024-02-01\n"
    assert dates in text
    steps = [("standards/steward/1.1.yml", "", text.replace(dates, "  class: clarifying\n"))]
    if adopted:
        vote = f"governance/decisions/{adopted}-steward.yml"
        steps.append((vote, "", ADOPTED.format(on=adopted)))
    head = registry(tmp_path / "b", YEARLY, *steps)
    assert bool(list(review_lapsed(base, head, date(2025, 5, 3)))) is stopped
