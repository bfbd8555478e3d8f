"""What levels come to under a standard: points, gates, and the result."""

from __future__ import annotations

from fractions import Fraction

import pytest

from registry.records.standard import STANDARD, Standard
from registry.site.standards.scoring import median, outcome, worked_example
from tests.sample_site import registry

# Of 2.1 the criteria with weights 30 and 25 have a gate at `meets`; a pass asks for 70 points.
GATED = 30
SCALE = {"missing": 0, "partial": 40, "meets": 75, "exceeds": 100}


def practitioner() -> Standard:
    """Data Practitioner 2.1 of the sample."""
    entry = registry().get(STANDARD, "data-practitioner@2.1")
    assert entry is not None
    assert dict(entry.record.scale) == SCALE
    return entry.record


@pytest.mark.parametrize(
    ("level", "total", "result"),
    [("partial", 40, None), ("meets", 75, "pass"), ("exceeds", 100, "distinction")],
)
def test_the_highest_result_that_is_reached(level: str, total: int, result: str | None) -> None:
    """The same level everywhere gives its points."""
    standard = practitioner()
    found = outcome(standard, {criterion.id: level for criterion in standard.rubric})
    assert (found.total, found.result) == (total, result)


@pytest.mark.parametrize("gated", [True, False])
def test_below_a_gate_there_is_no_pass(gated: bool) -> None:
    """Enough points in total make no pass where a gate is missed, and do elsewhere."""
    standard = practitioner()
    low = next(
        criterion
        for criterion in standard.rubric
        if (criterion.gate is not None) is gated and (not gated or criterion.weight == GATED)
    )
    counted = {criterion.id: "exceeds" for criterion in standard.rubric} | {low.id: "partial"}
    found = outcome(standard, counted)
    assert found.total == 100 - Fraction(low.weight * 60, 100) > 70
    assert (found.result is None) is gated


def test_of_an_even_number_the_lower_of_the_middle_two_counts() -> None:
    """Two evaluators who differ give the level that both saw at least."""
    standard = practitioner()
    assert median(["exceeds", "partial"], standard) == "partial"
    assert median(["exceeds", "meets", "missing"], standard) == "meets"


def test_worked_examples_pass() -> None:
    """The example on the page of a standard shows how one passes, for every standard."""
    for entry in registry().entries(STANDARD):
        assert worked_example(entry.record).outcome.result is not None, entry.id
