"""What CASE 1.1 lets each class of a CFPackage hold, restated as a table.

Source: 1EdTech, `https://purl.imsglobal.org/spec/case/v1p1/schema/json/
case_v1p1_cfpackage-jsonschema1.json` (final release, 24 January 2025), `$defs` by the names below;
every class there says `additionalProperties: false`, and `extensions` are objects of any content.
A star marks what is required.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

_CLASSES = {
    "CFPackage": """*CFDocument:CFPckgDocument CFItems:[CFPckgItem]
        CFAssociations:[CFPckgAssociation] CFDefinitions:CFDefinition CFRubrics:[CFRubric]
        extensions:any""",
    "CFPckgDocument": """*identifier:uuid *uri:text frameworkType:text caseVersion:1.1
        *creator:text *title:text *lastChangeDateTime:time officialSourceURL:text publisher:text
        description:text
        subject:[text] subjectURI:[LinkURI] language:text version:text adoptionStatus:text
        statusStartDate:date statusEndDate:date licenseURI:LinkURI notes:text extensions:any""",
    "CFPckgItem": """*identifier:uuid *fullStatement:text alternativeLabel:text CFItemType:text
        *uri:text humanCodingScheme:text listEnumeration:text abbreviatedStatement:text
        conceptKeywords:[text] conceptKeywordsURI:LinkURI notes:text subject:[text]
        subjectURI:[LinkURI] language:text educationLevel:[text] CFItemTypeURI:LinkURI
        licenseURI:LinkURI statusStartDate:date statusEndDate:date *lastChangeDateTime:time
        extensions:any""",
    "CFPckgAssociation": """*identifier:uuid *associationType:association sequenceNumber:whole
        *uri:text *originNodeURI:LinkGenURI *destinationNodeURI:LinkGenURI
        CFAssociationGroupingURI:LinkURI *lastChangeDateTime:time notes:text extensions:any""",
    "CFDefinition": """CFConcepts:[any] CFSubjects:[any] CFLicenses:[any] CFItemTypes:[CFItemType]
        CFAssociationGroupings:[any] extensions:any""",
    "CFItemType": """*identifier:uuid *uri:text *title:text *description:text *hierarchyCode:text
        typeCode:text *lastChangeDateTime:time extensions:any""",
    "LinkURI": "*title:text *identifier:uuid *uri:text",
    "LinkGenURI": "*title:text *identifier:text *uri:text targetType:target",
    "CFRubric": """*identifier:uuid *uri:text title:text description:text *lastChangeDateTime:time
        CFRubricCriteria:[CFRubricCriterion] extensions:any""",
    "CFRubricCriterion": """*identifier:uuid *uri:text category:text description:text
        CFItemURI:LinkURI weight:number position:whole rubricId:uuid *lastChangeDateTime:time
        CFRubricCriterionLevels:[CFRubricCriterionLevel] extensions:any""",
    "CFRubricCriterionLevel": """*identifier:uuid *uri:text description:text quality:text
        score:number feedback:text position:whole rubricCriterionId:uuid *lastChangeDateTime:time
        extensions:[any]""",
}
_MEMBERS = {
    name: {
        member.lstrip("*"): (kind, member.startswith("*"))
        for member, _, kind in (part.partition(":") for part in text.split())
    }
    for name, text in _CLASSES.items()
}
_ASSOCIATIONS = {
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
}
_EXTENSION = re.compile(r"ext:[A-Za-z0-9._-]+")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def faults(value: Any, kind: str = "CFPackage", at: str = "") -> Iterator[str]:
    """Every place where a value is not what the schema says."""
    if kind.startswith("["):
        if not isinstance(value, list):
            yield f"{at}: no list"
            return
        for number, inner in enumerate(value):
            yield from faults(inner, kind[1:-1], f"{at}/{number}")
    elif kind in _MEMBERS:
        yield from _members(value, kind, at)
    elif not _SCALARS[kind](value):
        yield f"{at}: {value!r} is no {kind}"


def _members(value: Any, kind: str, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: no {kind}"
        return
    members = _MEMBERS[kind]
    yield from (f"{at}: {kind} has no {name}" for name in value if name not in members)
    for name, (inner, required) in members.items():
        if name in value:
            yield from faults(value[name], inner, f"{at}/{name}")
        elif required:
            yield f"{at}: {name} is missing"


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and bool(date.fromisoformat(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


_SCALARS: dict[str, Any] = {
    "any": lambda _value: True,
    "text": _is_text,
    "uuid": lambda value: _is_text(value) and bool(_UUID.fullmatch(value)),
    "time": _is_time,
    "date": _is_date,
    "1.1": lambda value: value == "1.1",
    "number": _is_number,
    "whole": lambda value: _is_number(value) and value == int(value),
    "association": lambda value: value in _ASSOCIATIONS or bool(_EXTENSION.fullmatch(str(value))),
    "target": lambda value: value == "CASE" or bool(_EXTENSION.fullmatch(str(value))),
}
