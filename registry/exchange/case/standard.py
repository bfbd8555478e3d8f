"""A standard as a CFPackage: what it asks for as items, its rubric as a CFRubric.

An item is a competency at the required level; its statement is what an observer sees at that
level, and it is an exact match of that behaviour in the package of the framework.
A criterion names one item (CASE has room for one); all that it shows stand in its extensions.
"""

from __future__ import annotations

from typing import Any

from registry.exchange.case.parts import OURS, Json, Package, inside, link
from registry.exchange.context import Context
from registry.records.framework import Framework
from registry.records.standard import Criterion, Standard


def standard_package(
    slug: str, version: str, standard: Standard, framework: Framework, digest: str, context: Context
) -> Json:
    """The CFPackage of a standard version; `digest` is the hex digest of its source."""
    package = Package(
        context=context,
        folder=f"standards/{slug}",
        version=version,
        page=context.address.to(f"standards/{slug}/{version}/"),
        changed=context.changed(standard.change),
    )
    document = package.document(standard.title.default, standard.change, digest)
    document["description"] = standard.signifies.default
    document["notes"] = standard.does_not_signify.default
    items = {
        id_: _item(package, framework, id_, level) for id_, level in standard.competencies.items()
    }
    return {
        "CFDocument": document,
        "CFItems": list(items.values()),
        "CFAssociations": [
            *(package.child(item, document, place) for place, item in enumerate(items.values(), 1)),
            *(
                package.association(
                    "exactMatchOf", item, _source(standard, framework, id_, context)
                )
                for id_, item in items.items()
            ),
        ],
        "CFDefinitions": {"CFItemTypes": package.item_types(list(items.values()))},
        "CFRubrics": [_rubric(package, standard, items)],
    }


def _item(package: Package, framework: Framework, id_: str, level: str) -> Json:
    competency = framework.competency(id_)
    assert competency is not None, "a checked registry has every competency that is asked for"
    return package.item(
        "Requirement",
        id_,
        # Behaviours may begin above the level that is asked for.
        competency.behaviours.get(level, competency.title).default,
        abbreviatedStatement=competency.title.default,
        humanCodingScheme=f"{id_}.{level}",
    )


def _source(standard: Standard, framework: Framework, id_: str, context: Context) -> Json:
    """The behaviour in the package of the framework, or else its competency."""
    slug, _, version = standard.framework.partition("@")
    competency, level = framework.competency(id_), standard.competencies[id_]
    assert competency is not None, "a checked registry has every competency that is asked for"
    shown = level in competency.behaviours
    text = competency.behaviours[level] if shown else competency.title
    way = ("behaviour", f"{id_}/{level}") if shown else ("competency", id_)
    identifier = context.names.text(f"skills/{slug}", *way)
    page = context.address.to(f"skills/{slug}/{version}/")
    uri = inside(page, identifier) if shown else f"{page}#competency-{id_}"
    return link(text.default, identifier, uri, targetType="CASE")


def _rubric(package: Package, standard: Standard, items: dict[str, Json]) -> Json:
    rubric_id = package.uuid("rubric")
    return {
        "identifier": rubric_id,
        "uri": f"{package.page}#rubric",
        "title": standard.title.default,
        "lastChangeDateTime": package.changed,
        "CFRubricCriteria": [
            _criterion(package, standard, criterion, place, items, rubric_id)
            for place, criterion in enumerate(standard.rubric, 1)
        ],
        # Points needed for each result, out of 100; CASE has no place for a pass mark.
        "extensions": {OURS: {"results": dict(standard.results)}},
    }


def _criterion(
    package: Package,
    standard: Standard,
    criterion: Criterion,
    place: int,
    items: dict[str, Json],
    rubric_id: str,
) -> Json:
    criterion_id = package.uuid("criterion", criterion.id)
    ours: dict[str, Any] = {"id": criterion.id, "shows": list(criterion.shows)}
    if criterion.gate:
        ours["gate"] = criterion.gate
    first = items[criterion.shows[0]]
    return {
        "identifier": criterion_id,
        "uri": f"{package.page}#criterion-{criterion.id}",
        "description": criterion.title.default,
        "CFItemURI": {
            "title": first["fullStatement"],
            "identifier": first["identifier"],
            "uri": first["uri"],
        },
        "weight": criterion.weight,
        "position": place,
        "rubricId": rubric_id,
        "lastChangeDateTime": package.changed,
        "CFRubricCriterionLevels": [
            _level(package, criterion, level, number, standard.scale[level])
            for number, level in enumerate(_scale(standard), 1)
        ],
        "extensions": {OURS: ours},
    }


def _level(package: Package, criterion: Criterion, level: str, place: int, points: int) -> Json:
    identifier = package.uuid("criterion", criterion.id, level)
    return {
        "identifier": identifier,
        "uri": package.inside(identifier),
        "quality": level,
        "description": criterion.levels[level].default,
        "score": points,
        "position": place,
        "rubricCriterionId": package.uuid("criterion", criterion.id),
        "lastChangeDateTime": package.changed,
    }


def _scale(standard: Standard) -> list[str]:
    """The levels of the rubric, from low to high."""
    return sorted(standard.scale, key=lambda level: standard.scale[level])
