"""What a person was on a day, and what they had promised by then."""

from __future__ import annotations

from datetime import date

from registry.records.person import PERSON, Affiliation, Person, Role
from registry.records.registry import Registry, version_key


def runs_on(row: Affiliation | Role, day: date) -> bool:
    """Whether somebody belongs there, or holds the role, on `day`; first and last day included."""
    return row.from_ <= day and (row.to is None or day <= row.to)


def organizations_on(registry: Registry, handle: str, day: date) -> frozenset[str]:
    """The organizations that a person belongs to on `day`; none for a handle without a file."""
    person = registry.get(PERSON, handle)
    rows = person.record.affiliations if person else ()
    return frozenset(row.organization for row in rows if runs_on(row, day))


def has_accepted(person: Person, slug: str, major: int, by: date) -> bool:
    """Whether a policy was accepted up to `by`, in this major version or a later one."""
    accepted = (row.policy.partition("@") for row in person.accepted if row.date <= by)
    return any(name == slug and version_key(version)[0] >= major for name, _, version in accepted)
