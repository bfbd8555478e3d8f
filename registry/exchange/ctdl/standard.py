"""A standard in CTDL: a credential, what it requires, and how it is renewed."""

from __future__ import annotations

from registry.exchange.context import Context
from registry.exchange.ctdl.framework import behaviour_id
from registry.exchange.ctdl.parts import (
    CTDL,
    DIGEST_NAME,
    Json,
    document,
    identifier,
    publisher,
    publisher_id,
    said,
)
from registry.records.framework import Framework
from registry.records.standard import PERMANENT, Renewal, Standard

# CTDL defines a Certification as time-limited, revocable and renewable.
_CERTIFICATION = "ceterms:Certification"
_MICRO = "ceterms:MicroCredential"
_BADGE = "ceterms:DigitalBadge"


def standard_document(
    slug: str, version: str, standard: Standard, framework: Framework, digest: str, context: Context
) -> Json:
    """The JSON-LD document of a standard version; `digest` is the hex digest of its source."""
    page = context.address.to(f"standards/{slug}/{version}/")
    credential: Json = {
        "@id": page,
        "@type": type_of(standard),
        # One for all versions: a new CTID is for a credential that cannot stand for the old one.
        "ceterms:ctid": context.names.ctid(f"standards/{slug}"),
        "ceterms:name": said(context, standard.title.default),
        "ceterms:description": said(context, standard.signifies.default),
        "ceterms:subjectWebpage": page,
        "ceterms:inLanguage": [context.language],
        "ceterms:ownedBy": [publisher_id(context)],
        "ceterms:offeredBy": [publisher_id(context)],
        "ceterms:keyword": {context.language: [standard.tier]},
        "ceterms:versionIdentifier": [
            identifier("Version", version),
            identifier(DIGEST_NAME, f"sha256${digest}"),
        ],
        "ceterms:requires": [_requires(page, standard, framework, context)],
    }
    if standard.change.effective:
        credential["ceterms:dateEffective"] = standard.change.effective.isoformat()
    if standard.validity != PERMANENT:
        credential["ceterms:renewalFrequency"] = str(standard.validity)
    if standard.renewal:
        credential["ceterms:renewal"] = [_renewal(page, standard, standard.renewal, context)]
    return document(CTDL, f"{page}ctdl.json", [credential, publisher(context)])


def type_of(standard: Standard) -> str:
    """The class of the credential: its size decides, and whether it ends."""
    if standard.size == "micro":
        return _MICRO
    return _BADGE if standard.validity == PERMANENT else _CERTIFICATION


def _requires(page: str, standard: Standard, framework: Framework, context: Context) -> Json:
    """Competencies, standards held before, who may begin, and what has to be done."""
    asked = [standard.eligibility] if standard.eligibility else []
    conditions = [text.default for text in (*asked, *(task.text for task in standard.tasks))]
    profile: Json = {
        "@type": "ceterms:ConditionProfile",
        "ceterms:description": said(context, standard.signifies.default),
        "ceterms:subjectWebpage": page,
        "ceterms:condition": {context.language: conditions},
        "ceterms:targetCompetency": _targets(standard, framework, context),
    }
    if standard.prerequisites:
        # `data-foundations@1` means any 1.x: the page of the standard shows the one in force.
        profile["ceterms:targetCredential"] = [
            context.address.to(f"standards/{reference.partition('@')[0]}/")
            for reference in standard.prerequisites
        ]
    return profile


def _targets(standard: Standard, framework: Framework, context: Context) -> list[Json]:
    slug, _, version = standard.framework.partition("@")
    page = context.address.to(f"skills/{slug}/{version}/")
    targets = []
    for id_, level in standard.competencies.items():
        competency = framework.competency(id_)
        assert competency is not None, "a checked registry has every competency that is asked for"
        targets.append(
            {
                "@type": "ceterms:CredentialAlignmentObject",
                "ceterms:framework": page,
                "ceterms:frameworkName": said(context, framework.title.default),
                "ceterms:targetNode": behaviour_id(page, competency, level),
                "ceterms:targetNodeName": said(context, f"{competency.title} ({level})"),
                "ceterms:targetNodeDescription": said(
                    context, competency.behaviours.get(level, competency.title).default
                ),
                "ceterms:codedNotation": f"{id_}.{level}",
            }
        )
    return targets


def _renewal(page: str, standard: Standard, renewal: Renewal, context: Context) -> Json:
    """Units, an assessment, or a choice of the two.

    Categories of units are written as the records name them: a sentence around them would be in
    one language, and the page says all of it.
    """
    units = [f"{category}: {number}" for category, number in renewal.units.items()]
    ways = [way for way in (units, ["assessment"] if renewal.assessment else []) if way]
    profile: Json = {
        "@type": "ceterms:ConditionProfile",
        "ceterms:description": said(context, standard.title.default),
        "ceterms:subjectWebpage": f"{page}#lifespan",
    }
    if len(ways) == 1:
        profile["ceterms:condition"] = {context.language: ways[0]}
    elif ways:
        profile["ceterms:alternativeCondition"] = [
            {
                "@type": "ceterms:ConditionProfile",
                "ceterms:description": said(context, standard.title.default),
                "ceterms:condition": {context.language: way},
            }
            for way in ways
        ]
    return profile
