"""Differences that people have read and found right."""

from __future__ import annotations

import pytest

from tests.difference_golden import DIRECT, DIRECT_FILE, EXPECTED, made, of_direct

with_direct = pytest.mark.skipif(
    not DIRECT.is_dir(), reason="no real data at ../shared/realdata, see examples/real_data"
)
NAMES = sorted(path.name for path in EXPECTED.iterdir())


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=with_direct if name == DIRECT_FILE else ()) for name in NAMES],
)
def test_it_reads_as_it_was_blessed(name: str) -> None:
    """A change of a sentence shows here; `scripts/bless.py` accepts it."""
    assert made()[name] == (EXPECTED / name).read_text("utf-8")


@with_direct
def test_what_direct_renamed_is_renamed_here() -> None:
    """Domains, competencies and levels go on under their ids; two competencies and a level end."""
    changes = of_direct().changes
    gone = {change.path[-1] for change in changes if change.class_ == "breaking"}
    assert gone == {
        "advanced-practitioner",
        "software-concepts-and-theory",
        "software-design-and-architecture",
    }
    assert not [c for c in changes if c.field == "competencies[]" and c.verb == "added"]
    renamed = {c.subject.id for c in changes if c.field == "domains.*" and c.verb == "renamed"}
    assert {"computing-infrastructures-and-systems", "professional-and-people-skills"} <= renamed
    levels = [c for c in changes if c.field == "competencies[].behaviours.*"]
    assert {c.key for c in levels if c.verb == "reworded"} == {
        "awareness",
        "working",
        "practitioner",
        "expert",
    }


@with_direct
def test_skills_that_moved_in_direct_moved_here() -> None:
    """A skill that is under another competency now has moved, and both sides say so."""
    moved = {
        (change.elsewhere, change.subject.id)
        for change in of_direct().changes
        if change.verb == "moved" and change.before is None
    }
    assert ("teamwork", "interpersonal-skills") in moved  # persuasion and negotiation
    assert ("hpc-infrastructure", "cloud-infrastructure") in moved  # cost modelling
    assert ("software-design-and-architecture", "software-engineering") in moved
