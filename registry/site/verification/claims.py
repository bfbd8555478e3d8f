"""What a credential page shows as signed, read from the signed credential itself.

So the page and the signature cannot disagree, whatever the record says by now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from registry.lifecycle.validity import last_day_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """The facts of a signed credential; `name` is None where it is withheld.

    `until` is the last day of validity, None where it does not expire. `result` is
    None where the standard knows only one. `key` is the fragment of the verification method.
    """

    name: str | None
    title: str
    issuer: str
    result: str | None
    issued: date
    start: date
    until: date | None
    key: str


def claims_of(credential: Mapping[str, Any]) -> Claims:
    """The claims of an Open Badges 3.0 credential as this registry signs them."""
    subject = credential["credentialSubject"]
    identity = subject["identifier"][0]
    until = credential.get("validUntil")
    return Claims(
        name=None if identity["hashed"] else identity["identityHash"],
        title=credential["name"],
        issuer=credential["issuer"]["name"],
        result=subject["result"][0]["value"] if "result" in subject else None,
        issued=date.fromisoformat(credential["awardedDate"][:10]),
        start=date.fromisoformat(credential["validFrom"][:10]),
        until=last_day_of(datetime.fromisoformat(until)) if until else None,
        key=credential["proof"]["verificationMethod"].rpartition("#")[2],
    )
