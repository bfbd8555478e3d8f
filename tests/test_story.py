"""The notes about the sample's own past, as a reviewer would have read them."""

from __future__ import annotations

from functools import cache

import pytest

from registry.brief.note import Brief
from tests.story import PULLS, STORY, notes, written


@cache
def _notes() -> dict[str, Brief]:
    return notes()


def test_the_notes_are_as_they_were_read() -> None:
    """A change of their words is seen in review: run `python -m tests.bless` and read them."""
    assert written() == {path.name: path.read_text("utf-8") for path in STORY.iterdir()}


@pytest.mark.parametrize("ref", [pull.ref for pull in PULLS])
def test_every_pull_request_of_the_past_keeps_the_rules(ref: str) -> None:
    """The sample lives by its own rules, on every day of its past that is told here."""
    assert [row.code for row in _notes()[ref].broken if row.is_error] == []


def test_nobody_is_named_who_is_forgotten() -> None:
    """A name that was taken back or erased does not come back in a note about that."""
    assert not [path.name for path in STORY.iterdir() if "Somebody" in path.read_text("utf-8")]
