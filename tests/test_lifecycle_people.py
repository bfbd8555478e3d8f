"""What a person was on a day, and what they had accepted by then."""

from __future__ import annotations

from datetime import date

import pytest

from registry.lifecycle.people import has_accepted, organizations_on, runs_on
from registry.records.build import build
from registry.records.person import Affiliation, Person
from tests.sample_site import registry

ADA = build(
    Person,
    {
        "accepted": [
            {"policy": "conduct@1.1", "date": "2024-05-01"},
            {"policy": "privacy@3.0", "date": "2024-05-01"},
        ]
    },
    "en",
)


@pytest.mark.parametrize(
    ("on", "runs"),
    [("2023-12-31", False), ("2024-01-01", True), ("2024-06-30", True), ("2024-07-01", False)],
)
def test_first_and_last_day_count(on: str, runs: bool) -> None:
    """And what has no last day runs on."""
    row = build(
        Affiliation, {"organization": "acme", "from": "2024-01-01", "to": "2024-06-30"}, "en"
    )
    day = date.fromisoformat(on)
    assert runs_on(row, day) is runs
    endless = build(Affiliation, {"organization": "acme", "from": "2024-01-01"}, "en")
    assert runs_on(endless, day) is (day >= date(2024, 1, 1))


def test_who_has_no_file_belongs_nowhere() -> None:
    """A check of references has said so already."""
    assert organizations_on(registry(), "nobody-here", date(2026, 1, 1)) == frozenset()


@pytest.mark.parametrize(
    ("slug", "major", "by", "accepted"),
    [
        ("conduct", 1, "2024-05-01", True),  # on the day itself, and in a later minor version
        ("conduct", 1, "2024-04-30", False),
        ("conduct", 2, "2026-01-01", False),  # an older one does not do
        ("privacy", 2, "2026-01-01", True),  # a newer one does
        ("appeals", 1, "2026-01-01", False),
    ],
)
def test_acceptance_is_of_a_major_version(slug: str, major: int, by: str, accepted: bool) -> None:
    """Of that one or of a later one, up to a day."""
    assert has_accepted(ADA, slug, major, date.fromisoformat(by)) is accepted
