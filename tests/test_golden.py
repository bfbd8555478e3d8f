"""The pages of a small registry, byte for byte."""

from __future__ import annotations

from tests.golden import artifacts, kept


def test_every_artifact_is_as_it_was_blessed() -> None:
    """A change of a page shows as a difference to review; `scripts/bless.py` accepts it."""
    now, before = artifacts(), kept()
    changed = [path for path in now.keys() | before.keys() if now.get(path) != before.get(path)]
    assert sorted(changed) == [], "review, then accept with: python3 scripts/bless.py"
