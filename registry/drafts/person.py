"""A new person with a role, as their file says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from registry.records.canonical import order_of
from registry.records.person import Person
from registry.source.layout import layout


def new_person(
    *,
    role: str,
    scopes: Sequence[str],
    since: date,
    policies: Sequence[str],
    name: str = "",
    account: str = "",
    languages: Sequence[str] = (),
    organization: tuple[str, str] | None = None,
) -> str:
    """The file of somebody who takes on a role, for each standard of `scopes` if there are any.

    They agreed to be listed, and accepted `policies` (exact versions), on the day `since`.
    `organization` is where they belong, and since which day.
    """
    day = since.isoformat()
    data: dict[str, Any] = {
        "name": name,
        "consent": day,
        "github": account,
        "languages": list(languages),
        "affiliations": [{"organization": organization[0], "from": organization[1]}]
        if organization
        else [],
        "roles": [
            {"role": role, **({"scope": scope} if scope else {}), "from": day}
            for scope in scopes or [""]
        ],
        "accepted": [{"policy": policy, "date": day} for policy in policies],
    }
    said = {field: value for field, value in data.items() if value not in ("", [])}
    return layout(said, order=order_of(Person))
