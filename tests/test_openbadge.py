"""The Open Badges documents: exactly what real verifiers accept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from registry.address import Address, did_web
from registry.openbadge.achievement import achievement, achievement_document
from registry.openbadge.credential import compose, issuer
from registry.openbadge.did import did_document, document_path, document_url
from registry.records.build import build
from registry.records.credential import Credential
from registry.records.framework import Framework
from registry.records.settings import Settings
from registry.records.standard import Standard
from registry.records.text import Text
from registry.sign.canonical import canonize
from registry.sign.keys import development_seed
from registry.sign.multibase import format_multikey
from registry.sign.rdfc import sign, verify
from registry.sign.template import Templates
from registry.timestamp import midnight

ID = "7K3M9QXA2TVRC"
SITE = "https://demo.invalid/registry/"
ADDRESS = Address(
    url=SITE, origin="demo.invalid/log", did="did:web:demo.invalid:registry", test=True
)
SETTINGS = build(
    Settings,
    {
        "name": "Demo Guild",
        "description": "Peer-assessed credentials.",
        "url": "https://cert.example/",
        "email": "certify@cert.example",
        "image": "assets/guild.svg",
        "origin": "cert.example/log",
        "languages": ["en", "es"],
        "zone": "Europe/Lisbon",
        "tiers": ["practitioner"],
    },
    "en",
)
FRAMEWORK = build(
    Framework,
    {
        "title": "Open data skills",
        "levels": ["novice", "competent"],
        "domains": {"quality": "Data quality"},
        "competencies": [
            {
                "id": "cleaning",
                "title": {"en": "Clean a data set", "es": "Limpiar un conjunto de datos"},
                "domain": "quality",
                "strand": "technical",
                "tasks": ["Prepare a feed."],
                "behaviours": {"competent": "Records each fix."},
                "alignments": [
                    {
                        "framework": "DigComp 2.2",
                        "code": "1.3",
                        "relation": "exact",
                        "url": "https://digcomp.example/1.3",
                    },
                    {
                        "framework": "Best Practices",
                        "relation": "broader",
                        "url": "https://practices.example/",
                    },
                ],
            }
        ],
        "change": {"summary": "First version."},
    },
    "en",
)
STANDARD = build(
    Standard,
    {
        "title": {"en": "Data Practitioner", "es": "Profesional de datos"},
        "tier": "practitioner",
        "size": "full",
        "signifies": {"en": "Cleaned a real data set.", "es": "Limpió datos reales."},
        "does_not_signify": "No licence.",
        "framework": "open-data@1.2",
        "competencies": {"cleaning": "competent", "unheard-of": "novice"},
        "tasks": [
            {"id": "a", "mode": "individual", "text": "Release a data set.", "streams": ["code"]},
            {"id": "b", "mode": "individual", "text": "Answer questions.", "streams": ["talk"]},
        ],
        "reflection": [],
        "scale": {"missing": 0, "meets": 100},
        "rubric": [],
        "panel": {"evaluators": 3, "agree": 2, "per_organization": 1},
        "scoring": {"combine": "median", "streams": 2},
        "results": {"distinction": 90, "pass": 70},
        "timeline": {"complete": "P6M", "decide": "P30D", "feedback": "P14D"},
        "retake": {"attempts": 3, "wait": "P60D", "remediation": True},
        "appeal": {"file": "P30D", "answer": "P45D"},
        "validity": "P3Y",
        "review_every": "P1Y",
        "change": {"summary": "First version."},
    },
    "en",
)
RECORD = Credential(
    standard="data-practitioner@2.1",
    result="distinction",
    holder="Inés Okonkwo-Marsh",
    language="en",
    awarded=date(2026, 2, 28),
)
EVIDENCE = {"title": "Bus stops", "url": "https://forge.example/bus-stops"}
DIGEST = "sha256$9489252ecdb8e90c174eea24cb99a98ad5d9d747dc6a552d23df0191595a3042"

BADGE_IMAGE = {
    "id": SITE + "assets/badges/data-practitioner.svg",
    "type": "Image",
    "caption": "Data Practitioner",
}
ACHIEVEMENT: dict[str, Any] = {
    "id": SITE + "standards/data-practitioner/2.1/achievement.json",
    "type": ["Achievement"],
    "achievementType": "Certification",
    "version": "2.1",
    "name": "Data Practitioner",
    "description": "Cleaned a real data set.",
    "inLanguage": "en",
    "tag": ["practitioner"],
    "criteria": {
        "id": SITE + "standards/data-practitioner/2.1/",
        "narrative": "Release a data set.\nAnswer questions.",
    },
    "image": BADGE_IMAGE,
    "alignment": [
        {
            "type": ["Alignment"],
            "targetName": "DigComp 2.2 1.3",
            "targetUrl": "https://digcomp.example/1.3",
            "targetFramework": "DigComp 2.2",
            "targetCode": "1.3",
        },
    ],
}
PUBLISHED = {
    **ACHIEVEMENT,
    "resultDescription": [
        {
            "id": SITE + "standards/data-practitioner/2.1/achievement.json#result",
            "type": ["ResultDescription"],
            "name": "Data Practitioner",
            "resultType": "Result",
            "allowedValue": ["pass", "distinction"],
            "requiredValue": "pass",
        }
    ],
    "alignment": [
        {
            "type": ["Alignment"],
            "targetName": "Clean a data set (competent)",
            "targetUrl": SITE + "skills/open-data/1.2/#competency-cleaning",
            "targetFramework": "Open data skills 1.2",
            "targetCode": "cleaning",
        },
        *ACHIEVEMENT["alignment"],
    ],
}


def badge(record: Credential = RECORD, **arguments: Any) -> dict[str, Any]:
    """The unsigned credential of a record of the standard above."""
    return compose(
        ID,
        record,
        arguments.pop("standard", STANDARD),
        arguments.pop("framework", FRAMEWORK),
        SETTINGS,
        ADDRESS,
        **{
            "status_index": 6,
            "valid_from": midnight(date(2026, 3, 1)),
            "valid_until": datetime(2029, 3, 2, 11, 59, 59, tzinfo=UTC),
            **arguments,
        },
    )


def leaves(value: Any) -> list[Any]:
    """Every value of a document, empty lists and maps included."""
    if isinstance(value, dict) and value:
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list) and value:
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]


def keys(value: Any) -> set[str]:
    """Every key of a document."""
    if isinstance(value, dict):
        return set(value).union(*(keys(inner) for inner in value.values()))
    return set().union(*(keys(inner) for inner in value)) if isinstance(value, list) else set()


def test_the_whole_document() -> None:
    """The credential of a person, to the letter."""
    record = build(
        Credential,
        {
            "standard": "data-practitioner@2.1",
            "result": "distinction",
            "holder": "Inés Okonkwo-Marsh",
            "language": "en",
            "awarded": "2026-02-28",
            "evidence": [EVIDENCE],
        },
        "en",
    )
    assert badge(record) == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": SITE + "c/7K3M9QXA2TVRC/credential.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {
            "id": "did:web:demo.invalid:registry",
            "type": ["Profile"],
            "name": "Demo Guild",
            "url": SITE,
            "email": "certify@cert.example",
            "image": {"id": SITE + "assets/guild.svg", "type": "Image"},
        },
        "validFrom": "2026-03-01T00:00:00Z",
        "validUntil": "2029-03-02T11:59:59Z",
        "awardedDate": "2026-02-28T00:00:00Z",
        "name": "Data Practitioner",
        "description": "Cleaned a real data set.",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Inés Okonkwo-Marsh",
                    "identityType": "name",
                }
            ],
            "achievement": ACHIEVEMENT,
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": ACHIEVEMENT["id"] + "#result",
                    "value": "distinction",
                }
            ],
        },
        "evidence": [
            {"id": "https://forge.example/bus-stops", "type": ["Evidence"], "name": "Bus stops"}
        ],
        "credentialStatus": {
            "id": SITE + "status/revocation.json#6",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "6",
            "statusListCredential": SITE + "status/revocation.json",
        },
    }


def test_what_is_absent_is_not_there() -> None:
    """No null, no empty list: a permanent credential without evidence has no such members."""
    document = badge(valid_until=None, framework=None)
    assert not {"validUntil", "evidence", "alignment"} & keys(document)
    assert not any(leaf in (None, [], {}, "") for leaf in leaves(document))


def test_a_withheld_name_is_a_salted_digest() -> None:
    """The name is hashed, and neither name nor salt is in the document."""
    document = badge(replace(RECORD, holder=None, withheld=DIGEST))
    assert document["credentialSubject"]["identifier"] == [
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": DIGEST,
            "identityType": "name",
        }
    ]
    assert "salt" not in keys(document)


@pytest.mark.parametrize("kind", ["event", "group"])
def test_events_and_groups_are_named_like_people(kind: Any) -> None:
    """Open Badges has no better type of identity for them, and readers show this one."""
    document = badge(replace(RECORD, holder="Berlin Buzzwords 2024", holder_kind=kind))
    (identity,) = document["credentialSubject"]["identifier"]
    assert (identity["identityHash"], identity["identityType"]) == ("Berlin Buzzwords 2024", "name")


def test_a_credential_without_holder_is_an_error() -> None:
    """A record must name its holder, or withhold the name."""
    with pytest.raises(ValueError, match="names its holder"):
        badge(replace(RECORD, holder=None))


def test_the_language_of_the_credential() -> None:
    """Name and description follow the credential; the achievement keeps the default language."""
    document = badge(replace(RECORD, language="es"))
    assert document["name"] == "Profesional de datos"
    assert document["description"] == "Limpió datos reales."
    assert document["credentialSubject"]["achievement"] == ACHIEVEMENT


def test_the_published_achievement_says_all_that_the_embedded_one_says_and_more() -> None:
    """Results and our own competencies stand only there, under the same contexts."""
    arguments = ("data-practitioner@2.1", STANDARD, FRAMEWORK, ADDRESS, "en")
    document = achievement_document(*arguments)
    context = document.pop("@context")
    assert document == PUBLISHED
    assert achievement(*arguments) == ACHIEVEMENT
    canonize({"@context": context, **document})  # nothing in it would be dropped


def test_the_published_achievement_carries_the_digest_of_its_source() -> None:
    """As an identifier of a type of ours, which the context knows: no term of it is dropped."""
    document = achievement_document(
        "data-practitioner@2.1", STANDARD, FRAMEWORK, ADDRESS, "en", "ab" * 32
    )
    (entry,) = document["otherIdentifier"]
    assert entry == {
        "type": "IdentifierEntry",
        "identifier": "sha256$" + "ab" * 32,
        "identifierType": "ext:sha256-of-record",
    }
    assert "sha256$" + "ab" * 32 in "".join(canonize(document))


def test_a_micro_standard_is_a_micro_credential() -> None:
    """Size chooses the type of the achievement."""
    document = badge(standard=replace(STANDARD, size="micro"))
    assert document["credentialSubject"]["achievement"]["achievementType"] == "MicroCredential"


def test_a_standard_with_one_result() -> None:
    """Where the only result is to pass, the credential itself says so, without a result."""
    document = badge(
        replace(RECORD, result="pass"), standard=replace(STANDARD, results={"pass": 70})
    )
    assert not {"result", "resultDescription"} & keys(document)


def test_an_issuer_without_image() -> None:
    """What is optional in the registry is optional in the profile."""
    assert issuer(replace(SETTINGS, image=None), ADDRESS) == {
        "id": "did:web:demo.invalid:registry",
        "type": ["Profile"],
        "name": "Demo Guild",
        "url": SITE,
        "email": "certify@cert.example",
    }


def test_pitfalls() -> None:
    """No schema, no term that two texts of the context define differently, one badge type."""
    document = badge()
    assert not {"credentialSchema", "endorsementJwt", "jti", "proof"} & keys(document)
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert isinstance(document["credentialStatus"], dict)


def test_the_document_can_be_signed_whole() -> None:
    """Nothing of it is dropped by JSON-LD, and the fast way agrees with PyLD."""
    key = development_seed("demo.invalid/log").key("issuer")
    method = f"{ADDRESS.did}#{format_multikey(bytes(key.verify_key))}"
    templates = Templates()
    for record in (RECORD, replace(RECORD, holder="Ada"), replace(RECORD, language="es")):
        document = badge(record)
        assert templates.canonize(document) == canonize(document)
        signed = sign(document, key, method, "2026-03-01T08:00:00Z", templates.canonize)
        verify(signed, bytes(key.verify_key))


@pytest.mark.parametrize("changes", [{}, {"valid_until": None}, {"framework": None}])
def test_the_schema_of_1edtech(changes: dict[str, Any], vectors: Path) -> None:
    """The signed document is valid; this flavour of the schema wants the proof in an array."""
    schema = json.loads(
        (vectors / "obv3/schema/ob_v3p0_achievementcredential_schema.json").read_bytes()
    )
    key = development_seed("demo.invalid/log").key("issuer")
    record = build(
        Credential,
        {
            "standard": "x@1.0",
            "result": "pass",
            "holder": "A",
            "language": "en",
            "awarded": "2026-02-28",
            "evidence": [EVIDENCE],
        },
        "en",
    )
    signed = sign(badge(record, **changes), key, f"{ADDRESS.did}#k", "2026-03-01T08:00:00Z")
    validator = jsonschema.Draft201909Validator(schema)
    assert [e.message for e in validator.iter_errors(signed | {"proof": [signed["proof"]]})] == []
    assert list(validator.iter_errors(signed | {"proof": [signed["proof"]], "name": 5}))


def test_did_document() -> None:
    """Full keys under verificationMethod, names only under assertionMethod, in their order."""
    assert did_document("did:web:a.example", ["z6MkA", "z6MkB"]) == {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": "did:web:a.example",
        "verificationMethod": [
            {
                "id": "did:web:a.example#z6MkA",
                "type": "Multikey",
                "controller": "did:web:a.example",
                "publicKeyMultibase": "z6MkA",
            },
            {
                "id": "did:web:a.example#z6MkB",
                "type": "Multikey",
                "controller": "did:web:a.example",
                "publicKeyMultibase": "z6MkB",
            },
        ],
        "assertionMethod": ["did:web:a.example#z6MkA", "did:web:a.example#z6MkB"],
    }


@pytest.mark.parametrize(
    ("site", "did", "url", "path"),
    [
        (
            "https://cert.example/",
            "did:web:cert.example",
            "https://cert.example/.well-known/did.json",
            ".well-known/did.json",
        ),
        (
            "https://cert.example/a/registry/",
            "did:web:cert.example:a:registry",
            "https://cert.example/a/registry/did.json",
            "did.json",
        ),
        (
            "https://localhost:8000/",
            "did:web:localhost%3A8000",
            "https://localhost:8000/.well-known/did.json",
            ".well-known/did.json",
        ),
        (
            "https://localhost:8000/x/",
            "did:web:localhost%3A8000:x",
            "https://localhost:8000/x/did.json",
            "did.json",
        ),
    ],
)
def test_did_web(site: str, did: str, url: str, path: str) -> None:
    """The DID of a site leads to a document below that site."""
    assert did_web(site) == did
    assert document_url(did) == url == site + path
    assert document_path(did) == path


@pytest.mark.parametrize("did", ["did:key:z6Mk", "did:web:", "web:a.example", ""])
def test_other_dids_have_no_address(did: str) -> None:
    """Only did:web says where its document is."""
    with pytest.raises(ValueError, match=r"no did:web"):
        document_url(did)


def test_titles_keep_their_words() -> None:
    """Quotes, line ends and other scripts in a title reach the signed form unharmed."""
    odd = replace(STANDARD, title=Text('Dáta "práctica"\n中文 \\ 🏅'))
    key = development_seed("demo.invalid/log").key("issuer")
    signed = sign(badge(standard=odd), key, f"{ADDRESS.did}#k", "2026-03-01T08:00:00Z")
    verify(signed, bytes(key.verify_key))
    assert signed["name"] == 'Dáta "práctica"\n中文 \\ 🏅'
