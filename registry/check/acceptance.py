"""Acceptance: who takes on a role has promised to keep the rules that come with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from registry.lifecycle.line import line_of
from registry.lifecycle.people import has_accepted
from registry.lifecycle.version import Line, current_on
from registry.problem import Problem
from registry.records.person import PERSON, Person, Role
from registry.records.policy import POLICY
from registry.records.registry import Entry, Registry, version_key

_TIME = timedelta(days=30)


def policy_not_accepted(registry: Registry, today: date) -> Iterator[Problem]:
    """Whoever takes on a role has accepted the policies that apply to it, on that day or before.

    What counts is the major version that is in force when the role begins, or a later one. Roles
    that are over are not judged.
    """
    lines = _lines(registry)
    for entry, number, role in _roles(registry, today):
        for slug, line in lines.items():
            needed = _major_on(registry, slug, line, role, role.from_)
            if needed is not None and not has_accepted(entry.record, slug, needed, role.from_):
                yield entry.problem(
                    f"{slug}@{needed} was not accepted when the role of {role.role} began",
                    *("roles", number, "from"),
                    fix="add the day to `accepted`, or let the role begin after it",
                )


def acceptance_due(registry: Registry, today: date) -> Iterator[Problem]:
    """A new major version of a policy is accepted again within 30 days, or this is a warning.

    So is a policy that came into being while the role ran. The time counts from the day on which
    the version took effect.
    """
    lines = _lines(registry)
    for entry, number, role in _roles(registry, today):
        for slug, line in lines.items():
            needed = _major_on(registry, slug, line, role, today)
            if needed is None:
                continue
            since = _since(registry, slug, needed)
            if role.from_ < since <= today - _TIME and not has_accepted(
                entry.record, slug, needed, today
            ):
                yield entry.problem(
                    f"{slug}@{needed} holds since {since}, and was not accepted for this role",
                    *("roles", number, "role"),
                    severity="warning",
                    fix="ask them, and add the day to `accepted`; or end the role",
                )


def _roles(registry: Registry, today: date) -> Iterator[tuple[Entry[Person], int, Role]]:
    """The roles that are not over."""
    for entry in registry.entries(PERSON):
        for number, role in enumerate(entry.record.roles):
            if role.to is None or role.to >= today:
                yield entry, number, role


def _lines(registry: Registry) -> dict[str, Line]:
    return {slug: line_of(registry, POLICY, slug) for slug in registry.slugs(POLICY)}


def _major_on(registry: Registry, slug: str, line: Line, role: Role, day: date) -> int | None:
    """The major version of a policy that holds for a role on `day`, if one does."""
    version = current_on(line, day)
    policy = registry.get(POLICY, f"{slug}@{version}") if version else None
    if version is None or policy is None or role.role not in policy.record.applies_to:
        return None
    return version_key(version)[0]


def _since(registry: Registry, slug: str, major: int) -> date:
    """The day on which the first version of a major one took effect."""
    days = [
        entry.record.change.effective
        for entry in registry.versions(POLICY, slug)
        if version_key(entry.version)[0] == major
    ]
    return min((day for day in days if day is not None), default=date.max)
