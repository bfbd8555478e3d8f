"""The Open Badges credential of one edition of a record, as it stands before it is signed.

Chosen so that every verifier we know of accepts it; docs/decisions/0008-open-badges-document.md
says which were tried:

* one credentialStatus, an object; no credentialSchema, which would need another context;
* arrays wherever the specification says 0..* or 1..*; no null, no empty array;
* the holder is named by an `identifier` of type `name`, whether a person, a group or an event:
  Open Badges has no better type for the latter two, and readers show this one;
* `result` only where a standard has several, with the description that gives it an order;
* a withheld name is an identifier too, `hashed`, whose salt only the holder's link knows.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from registry.address import Address
from registry.openbadge.achievement import CONTEXT, achievement, has_results, result_id
from registry.openbadge.status import status_entry
from registry.records.credential import Credential, Evidence
from registry.records.framework import Framework
from registry.records.settings import Settings
from registry.records.standard import Standard
from registry.timestamp import format_timestamp, midnight

Json = dict[str, Any]


def credential_path(record_id: str) -> str:
    """Where a credential's JSON is published, below the site's address."""
    return f"c/{record_id}/credential.json"


def compose(
    record_id: str,
    record: Credential,
    standard: Standard,
    framework: Framework | None,
    settings: Settings,
    address: Address,
    *,
    status_index: int,
    valid_from: datetime,
    valid_until: datetime | None,
) -> Json:
    """The unsigned credential of a record's edition.

    `standard` is the one that the record names. `valid_from` and `valid_until` have a zone;
    `valid_until` is None for what does not expire. Name and description are in the language of
    the credential; the achievement is in the registry's default language, as published.
    """
    standard_id = record.standard
    document: Json = {
        "@context": list(CONTEXT),
        "id": address.to(credential_path(record_id)),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer(settings, address),
        "validFrom": format_timestamp(valid_from),
        "awardedDate": format_timestamp(midnight(record.awarded)),
        "name": standard.title.in_(record.language),
        "description": standard.signifies.in_(record.language),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [_holder(record)],
            "achievement": achievement(
                standard_id, standard, framework, address, settings.language
            ),
        },
        "credentialStatus": status_entry(address.url, status_index),
    }
    if has_results(standard):
        document["credentialSubject"]["result"] = [
            {
                "type": ["Result"],
                "resultDescription": result_id(standard_id, address),
                "value": record.result,
            }
        ]
    if valid_until is not None:
        document["validUntil"] = format_timestamp(valid_until)
    if record.evidence:
        document["evidence"] = [_evidence(item, record.language) for item in record.evidence]
    return document


def issuer(settings: Settings, address: Address) -> Json:
    """The issuer's profile: the first five fields of `registry.yml`, under the issuer's DID."""
    profile: Json = {
        "id": address.did,
        "type": ["Profile"],
        "name": settings.name.default,
        "url": address.url,
        "email": settings.email,
    }
    if settings.image:
        profile["image"] = {"id": address.to(settings.image), "type": "Image"}
    return profile


def _holder(record: Credential) -> Json:
    """The IdentityObject of the holder; Open Badges 3.0, B.1.10."""
    name = record.withheld or record.holder
    if name is None:
        raise ValueError("a credential names its holder, or says that the name is withheld")
    return {
        "type": "IdentityObject",
        "hashed": record.withheld is not None,
        "identityHash": name,
        "identityType": "name",
    }


def _evidence(item: Evidence, language: str) -> Json:
    return {"id": item.url, "type": ["Evidence"], "name": item.title.in_(language)}
