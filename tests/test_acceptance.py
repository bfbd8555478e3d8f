"""Acceptance: which version of a policy somebody must have accepted, and when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from registry.check.acceptance import acceptance_due, policy_not_accepted
from registry.load import document_of
from registry.records.build import build
from registry.records.policy import POLICY as POLICIES
from registry.records.registry import Entry, Registry
from registry.site.governance.acceptance import acceptance
from tests.small_registry import SETTINGS

TODAY = date(2026, 11, 23)
POLICY = """\
---
title: Conduct
applies_to: [{roles}]
change:
  summary: Edition {version}.
  announced: 2020-01-01
  effective: {effective}
---

Be kind.
"""
VERSIONS = {"1.0": "2022-01-01", "1.1": "2023-01-01", "2.0": "2026-06-01", "3.0": "2027-06-01"}


def registry_of(role: str, *accepted: str, roles: str = "evaluator") -> Registry:
    """Ada with a role, by its dates, and the versions that she accepted, each with its day."""
    rows = "".join(f"  - {{policy: conduct@{row.replace(' ', ', date: ')}}}\n" for row in accepted)
    ada = f"roles:\n  - {{role: evaluator, {role}}}\n" + (f"accepted:\n{rows}" if rows else "")
    files = {
        "registry.yml": SETTINGS,
        "people/ada.yml": ada,
        **{
            f"governance/policies/conduct/{version}.md": POLICY.format(
                version=version, effective=effective, roles=roles
            )
            for version, effective in VERSIONS.items()
        },
    }
    entries: list[Entry[Any]] = []
    for path, text in files.items():
        document, problems = document_of(text.encode(), path)
        assert document is not None, problems
        entries.append(Entry(build(document.kind.record, document.data, "en"), document))
    return Registry(entries)


@pytest.mark.parametrize(
    ("role", "accepted", "sound"),
    [
        ("from: 2024-05-01", (), False),
        ("from: 2024-05-01", ("1.0 2024-05-01",), True),  # on the day itself
        ("from: 2024-05-01", ("1.0 2024-05-02",), False),
        ("from: 2024-05-01", ("1.1 2023-05-01",), True),  # the same major version
        ("from: 2026-06-01", ("1.1 2023-05-01",), False),  # 2.0 is in force
        ("from: 2026-05-31", ("2.0 2026-05-01",), True),  # announced, and accepted early
        ("from: 2021-12-31", (), True),  # there was no policy yet
        ("from: 2024-05-01, to: 2026-11-22", (), True),  # over
        ("from: 2024-05-01, to: 2026-11-23", (), False),
        ("from: 2027-01-01", (), False),  # to come
    ],
)
def test_before_a_role(role: str, accepted: tuple[str, ...], sound: bool) -> None:
    """The major version in force on the first day is accepted by then."""
    found = list(policy_not_accepted(registry_of(role, *accepted), TODAY))
    assert (found == []) is sound
    assert all(problem.severity == "error" for problem in found)


@pytest.mark.parametrize(
    ("day", "accepted", "due"),
    [
        ("2026-06-30", (), False),  # 29 days after
        ("2026-07-01", (), True),
        ("2026-07-01", ("2.0 2026-07-01",), False),
        ("2026-07-01", ("2.0 2026-07-02",), True),
        ("2026-07-01", ("3.0 2026-07-01",), False),
        ("2027-07-02", ("2.0 2026-07-01",), True),  # by then there is 3.0
    ],
)
def test_during_a_role(day: str, accepted: tuple[str, ...], due: bool) -> None:
    """Thirty days after a new major version took effect its acceptance is asked for."""
    registry = registry_of("from: 2024-05-01", "1.1 2024-04-01", *accepted)
    found = list(acceptance_due(registry, date.fromisoformat(day)))
    assert bool(found) is due
    assert all(problem.severity == "warning" for problem in found)


def test_a_minor_version_asks_nobody_again() -> None:
    """Who accepted 1.0 need not accept 1.1."""
    registry = registry_of("from: 2022-06-01", "1.0 2022-05-01")
    assert list(acceptance_due(registry, date(2024, 1, 1))) == []


def test_a_policy_younger_than_the_role_is_due() -> None:
    """Where there was no policy when the role began, its first version is asked for later."""
    registry = registry_of("from: 2021-06-01")
    assert list(policy_not_accepted(registry, date(2022, 3, 1))) == []
    assert len(list(acceptance_due(registry, date(2022, 3, 1)))) == 1


def test_a_role_that_begins_with_the_version_is_told_once() -> None:
    """Who starts on the day a version takes effect lacks it from the start; that is the error."""
    registry = registry_of("from: 2026-06-01", "1.1 2024-04-01")
    assert len(list(policy_not_accepted(registry, TODAY))) == 1
    assert list(acceptance_due(registry, TODAY)) == []


def test_a_policy_for_other_roles_asks_nobody() -> None:
    """`applies_to` says who promises it."""
    registry = registry_of("from: 2024-05-01", roles="mentor, coach")
    assert list(policy_not_accepted(registry, TODAY)) == []
    assert list(acceptance_due(registry, TODAY)) == []


@pytest.mark.parametrize(
    ("version", "on", "still"),
    [("1.0", "2024-06-01", 1), ("1.1", "2024-06-01", 1), ("2.0", "2026-07-01", 0)],
)
def test_a_page_asks_of_people_what_the_check_asks(version: str, on: str, still: int) -> None:
    """Who accepted 1.0 need not accept 1.1, and is not among those who accepted its very text."""
    found = registry_of("from: 2024-05-01", "1.0 2024-05-01")
    policy = found.get(POLICIES, f"conduct@{version}")
    assert policy is not None
    told = acceptance(found, policy, date.fromisoformat(on))
    assert (told.concerned, told.concerned_accepted) == (1, still)
    assert told.accepted == (version == "1.0")
