"""A framework as a CFPackage.

    document > domain > competency > behaviour (hasSkillLevel level), task
    document > level

A competency that another one needs `precedes` it. A node of another framework is at the end of an
`exactMatchOf` where it is exact, or else of an `isRelatedTo` whose notes say how it is related:
CASE has no word for broader and narrower.
"""

from __future__ import annotations

from collections.abc import Iterator

from registry.exchange.case.parts import OURS, Json, Package, link
from registry.exchange.context import Context
from registry.records.framework import Alignment, Competency, Framework


def framework_package(
    slug: str, version: str, framework: Framework, digest: str, context: Context
) -> Json:
    """The CFPackage of a framework version; `digest` is the hex digest of its source."""
    package = Package(
        context=context,
        folder=f"skills/{slug}",
        version=version,
        page=context.address.to(f"skills/{slug}/{version}/"),
        changed=context.changed(framework.change),
    )
    return _Writer(package, framework, digest).package()


class _Writer:
    """Collects the items and associations of one framework."""

    def __init__(self, package: Package, framework: Framework, digest: str) -> None:
        self._package, self._framework = package, framework
        self._document = package.document(framework.title.default, framework.change, digest)
        self._items: list[Json] = []
        self._associations: list[Json] = []

    def package(self) -> Json:
        framework = self._framework
        domains = {
            id_: self._package.item(
                "Domain",
                id_,
                title.default,
                uri=f"{self._package.page}#domain-{id_}",
                humanCodingScheme=id_,
            )
            for id_, title in framework.domains.items()
        }
        levels = {
            id_: self._package.item("Level", id_, id_, humanCodingScheme=id_)
            for id_ in framework.levels
        }
        self._children(self._document, [*domains.values(), *levels.values()])
        competencies: dict[str, Json] = {}
        for id_, domain in domains.items():
            inside = [one for one in framework.competencies if one.domain == id_]
            made = {one.id: self._competency(one) for one in inside}
            competencies |= made
            self._children(domain, list(made.values()))
        for one in framework.competencies:
            self._below(one, competencies[one.id], levels)
            for needed in one.needs:
                self._relate("precedes", competencies[needed], competencies[one.id])
            for alignment in one.alignments:
                self._align(competencies[one.id], alignment)
        return {
            "CFDocument": self._document,
            "CFItems": self._items,
            "CFAssociations": self._associations,
            "CFDefinitions": {"CFItemTypes": self._package.item_types(self._items)},
        }

    def _competency(self, competency: Competency) -> Json:
        place = self._framework.competencies.index(competency)
        ours: Json = {"place": place + 1}  # the order through all domains
        if competency.demand:
            ours["demand"] = list(competency.demand)
        return self._package.item(
            "Competency",
            competency.id,
            competency.title.default,
            uri=f"{self._package.page}#competency-{competency.id}",
            humanCodingScheme=competency.id,
            conceptKeywords=[competency.strand],
            extensions={OURS: ours},
        )

    def _below(self, competency: Competency, item: Json, levels: dict[str, Json]) -> None:
        """The behaviours and then the tasks of a competency, each in its order."""
        shown = {level: levels[level] for level in levels if level in competency.behaviours}
        behaviours = [
            self._package.item(
                "Behaviour",
                f"{competency.id}/{level}",
                competency.behaviours[level].default,
                humanCodingScheme=f"{competency.id}.{level}",
            )
            for level in shown
        ]
        tasks = [
            self._package.item("Task", f"{competency.id}/{task.default}", task.default)
            for task in competency.tasks
        ]
        self._children(item, behaviours + tasks)
        for behaviour, level in zip(behaviours, shown.values(), strict=True):
            self._relate("hasSkillLevel", behaviour, level)

    def _align(self, item: Json, alignment: Alignment) -> None:
        exact = alignment.relation == "exact"
        node = link(
            alignment.framework,
            alignment.code or alignment.url,
            alignment.url,
            targetType="ext:framework",
        )
        kind, notes = (
            ("exactMatchOf", {}) if exact else ("isRelatedTo", {"notes": alignment.relation})
        )
        self._relate(kind, item, node, **notes)

    def _children(self, parent: Json, items: list[Json]) -> None:
        self._items += items
        self._associations += _in_order(self._package, parent, items)

    def _relate(self, kind: str, origin: Json, destination: Json, **more: str) -> None:
        self._associations.append(self._package.association(kind, origin, destination, **more))


def _in_order(package: Package, parent: Json, items: list[Json]) -> Iterator[Json]:
    for place, item in enumerate(items, 1):
        yield package.child(item, parent, place)
