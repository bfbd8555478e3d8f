"""The Open Badges achievement of a standard version.

It is published beside the standard, and stands in a short form in every credential; both are in
the default language, which binds. Texts of the record are all it says: no sentence is added here
that a community with another language could not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from registry.address import Address
from registry.records.framework import Competency, Framework
from registry.records.standard import Standard

Json = dict[str, Any]

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
# What an identifier that is a digest is called; Open Badges lets every type of ours begin so.
DIGEST_TYPE = "ext:sha256-of-record"
_TYPE_OF_SIZE = {"full": "Certification", "micro": "MicroCredential"}


def standard_path(standard_id: str) -> str:
    """The folder of a standard version on the site: `standards/data-practitioner/2.1/`."""
    slug, _, version = standard_id.partition("@")
    return f"standards/{slug}/{version}/"


def achievement_path(standard_id: str) -> str:
    """Where the achievement is published, below the site's address."""
    return standard_path(standard_id) + "achievement.json"


def picture_path(standard_id: str) -> str:
    """Where a standard's picture lies, in the repository and on the site: one for all versions."""
    return f"assets/badges/{standard_id.partition('@')[0]}.svg"


def has_results(standard: Standard) -> bool:
    """Whether a credential of this standard says more than that its holder passed."""
    return len(standard.results) > 1


def result_id(standard_id: str, address: Address) -> str:
    """The IRI of the description of results in the achievement."""
    return address.to(achievement_path(standard_id)) + "#result"


def achievement_document(
    standard_id: str,
    standard: Standard,
    framework: Framework | None,
    address: Address,
    language: str,
    digest: str = "",
) -> Json:
    """The achievement as a JSON-LD document of its own; arguments as of `achievement`.

    It says more than a credential carries: the possible results, each required competency, and the
    hex `digest` of the standard, by which the ledger knows it.
    """
    document: Json = {
        "@context": list(CONTEXT),
        **achievement(standard_id, standard, framework, address, language),
    }
    if has_results(standard):
        ranked = sorted(standard.results, key=lambda result: standard.results[result])
        document["resultDescription"] = [
            {
                "id": result_id(standard_id, address),
                "type": ["ResultDescription"],
                "name": standard.title.default,
                "resultType": "Result",
                "allowedValue": ranked,  # from low to high
                "requiredValue": ranked[0],
            }
        ]
    if digest:
        document["otherIdentifier"] = [
            {
                "type": "IdentifierEntry",
                "identifier": f"sha256${digest}",
                "identifierType": DIGEST_TYPE,
            }
        ]
    if own := list(_own_alignments(standard, framework, address)):
        document["alignment"] = [*own, *document.get("alignment", [])]
    return document


def achievement(
    standard_id: str,
    standard: Standard,
    framework: Framework | None,
    address: Address,
    language: str,
) -> Json:
    """The achievement that a credential of a standard version asserts, as it stands in each one.

    Every credential is kept, bundled and printed into pictures, so this is the short form.

    `standard_id` is `slug@version`, `language` the registry's default language (BCP 47).
    Required competencies that the framework does not have get no alignment.
    """
    document: Json = {
        "id": address.to(achievement_path(standard_id)),
        "type": ["Achievement"],
        "achievementType": _TYPE_OF_SIZE[standard.size],
        "version": standard_id.partition("@")[2],
        "name": standard.title.default,
        "description": standard.signifies.default,
        "inLanguage": language,
        "tag": [standard.tier],
        "criteria": {
            "id": address.to(standard_path(standard_id)),
            "narrative": "\n".join(task.text.default for task in standard.tasks),
        },
        "image": picture(standard_id, standard, address),
    }
    if alignment := list(_foreign_alignments(standard, framework)):
        document["alignment"] = alignment
    return document


def picture(standard_id: str, standard: Standard, address: Address) -> Json:
    """The picture of a standard, with its title in words."""
    return {
        "id": address.to(picture_path(standard_id)),
        "type": "Image",
        "caption": standard.title.default,
    }


def _own_alignments(
    standard: Standard, framework: Framework | None, address: Address
) -> Iterator[Json]:
    """Each required competency at its level, on the page of the skill map."""
    for competency, level in _required(standard, framework):
        assert framework is not None
        yield _own(standard, framework, competency, level, address)


def _foreign_alignments(standard: Standard, framework: Framework | None) -> Iterator[Json]:
    """The nodes of other frameworks that the required competencies equal.

    Open Badges cannot say that a node is broader or merely related, and without that word a badge
    would claim too much; such relations stand on the competency's own page.
    """
    for competency, _level in _required(standard, framework):
        yield from _foreign(competency)


def _required(standard: Standard, framework: Framework | None) -> Iterator[tuple[Competency, str]]:
    """The competencies that a standard requires and the framework has, with their levels."""
    for competency_id, level in standard.competencies.items():
        competency = framework.competency(competency_id) if framework else None
        if competency is not None:
            yield competency, level


def _own(
    standard: Standard, framework: Framework, competency: Competency, level: str, address: Address
) -> Json:
    slug, _, version = standard.framework.partition("@")
    return {
        "type": ["Alignment"],
        "targetName": f"{competency.title.default} ({level})",
        "targetUrl": address.to(f"skills/{slug}/{version}/#competency-{competency.id}"),
        "targetFramework": f"{framework.title.default} {version}",
        "targetCode": competency.id,
    }


def _foreign(competency: Competency) -> Iterator[Json]:
    for alignment in competency.alignments:
        if alignment.relation != "exact":
            continue
        node: Json = {
            "type": ["Alignment"],
            "targetName": " ".join(filter(None, (alignment.framework, alignment.code))),
            "targetUrl": alignment.url,
            "targetFramework": alignment.framework,
        }
        if alignment.code:
            node["targetCode"] = alignment.code
        yield node
