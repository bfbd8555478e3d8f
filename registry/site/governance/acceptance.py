"""Who accepted a version of a policy: how many, and by name only who agreed to be listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.lifecycle.people import has_accepted, runs_on
from registry.records.person import PERSON, Person
from registry.records.policy import Policy
from registry.records.registry import Entry, Registry, version_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """How many accepted this version, and who of them agreed to be listed (`named`, by handle).

    `concerned` hold a role now that it is for. Of them `concerned_accepted` need not be asked: they
    accepted this major version or a later one.
    """

    accepted: int
    concerned: int
    concerned_accepted: int
    named: tuple[str, ...]


def acceptance(registry: Registry, entry: Entry[Policy], day: date) -> Acceptance:
    """Who accepted a version of a policy up to `day`."""
    people = registry.entries(PERSON)
    accepted = [one for one in people if _accepted(one.record, entry.id, day)]
    concerned = [one for one in people if _is_concerned(one.record, entry.record, day)]
    major = version_key(entry.version)[0]
    return Acceptance(
        accepted=len(accepted),
        concerned=len(concerned),
        concerned_accepted=sum(
            has_accepted(one.record, entry.slug, major, day) for one in concerned
        ),
        named=tuple(one.id for one in accepted if one.record.consent is not None),
    )


def _accepted(person: Person, policy: str, day: date) -> bool:
    return any(row.policy == policy and row.date <= day for row in person.accepted)


def _is_concerned(person: Person, policy: Policy, day: date) -> bool:
    return any(role.role in policy.applies_to and runs_on(role, day) for role in person.roles)
