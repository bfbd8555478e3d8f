"""Who accepted a version of a policy: how many, and by name only who agreed to be listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.records.person import PERSON, Person
from registry.records.policy import Policy
from registry.records.registry import Entry, Registry


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """How many accepted a version; of those who now hold a role that it is for, how many did.

    `named` are the handles of those who agreed to be listed, `unnamed` counts the others.
    """

    accepted: int
    concerned: int
    concerned_accepted: int
    named: tuple[str, ...]
    unnamed: int


def acceptance(registry: Registry, entry: Entry[Policy], day: date) -> Acceptance:
    """Who accepted a version of a policy up to `day`."""
    people = registry.entries(PERSON)
    accepted = [one for one in people if _accepted(one.record, entry.id, day)]
    concerned = [one for one in people if _is_concerned(one.record, entry.record, day)]
    named = tuple(one.id for one in accepted if one.record.consent is not None)
    return Acceptance(
        accepted=len(accepted),
        concerned=len(concerned),
        concerned_accepted=sum(one in accepted for one in concerned),
        named=named,
        unnamed=len(accepted) - len(named),
    )


def _accepted(person: Person, policy: str, day: date) -> bool:
    return any(row.policy == policy and row.date <= day for row in person.accepted)


def _is_concerned(person: Person, policy: Policy, day: date) -> bool:
    return any(
        role.role in policy.applies_to and role.from_ <= day and (role.to is None or day <= role.to)
        for role in person.roles
    )
