"""What a person was on a day."""

from __future__ import annotations

from datetime import date

from registry.records.person import Person


def organizations_on(person: Person, day: date) -> frozenset[str]:
    """The organizations that the person belongs to on `day`, first and last day included."""
    return frozenset(
        row.organization
        for row in person.affiliations
        if row.from_ <= day and (row.to is None or day <= row.to)
    )
