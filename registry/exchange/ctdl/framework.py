"""A framework in CTDL-ASN: a CompetencyFramework and its Competencies.

framework (hasTopChild) domain (hasChild) competency (hasChild) behaviour at a level
"""

from __future__ import annotations

from collections.abc import Iterator

from registry.exchange.context import Context
from registry.exchange.ctdl.parts import (
    CTDL_ASN,
    DIGEST_NAME,
    Json,
    document,
    identifier,
    publisher,
    publisher_id,
    said,
)
from registry.records.change import Change
from registry.records.framework import Competency, Framework

_ALIGNMENT = {
    "exact": "ceasn:exactAlignment",
    "broader": "ceasn:broadAlignment",
    "narrower": "ceasn:narrowAlignment",
    # A relation of no stated strength; majorAlignment and minorAlignment would say too much.
    "related": "ceasn:crossSubjectReference",
}


def framework_document(
    slug: str, version: str, framework: Framework, digest: str, context: Context
) -> Json:
    """The JSON-LD document of a framework version; `digest` is the hex digest of its source."""
    page = context.address.to(f"skills/{slug}/{version}/")
    nodes = _Nodes(slug, page, framework, context)
    change = framework.change
    top: Json = {
        "@id": page,
        "@type": "ceasn:CompetencyFramework",
        # One for all versions: a new CTID is for a framework that cannot stand for the old one.
        "ceterms:ctid": context.names.ctid(f"skills/{slug}"),
        "ceasn:name": said(context, framework.title.default),
        "ceasn:description": said(context, change.summary.default),
        "ceasn:inLanguage": [context.language],
        "ceasn:publisher": [publisher_id(context)],
        "ceasn:publisherName": said(context, context.publisher),
        "ceasn:publicationStatusType": f"publicationStatus:{_status(change)}",
        "ceasn:dateModified": context.changed(change),
        "ceasn:hasTopChild": [nodes.domain_id(id_) for id_ in framework.domains],
        "ceterms:versionIdentifier": [
            identifier("Version", version),
            identifier(DIGEST_NAME, f"sha256${digest}"),
        ],
    }
    if change.effective:
        top["ceasn:dateValidFrom"] = change.effective.isoformat()
    return document(CTDL_ASN, f"{page}ctdl.json", [top, *nodes.all(), publisher(context)])


def competency_id(page: str, id_: str) -> str:
    """The IRI of a competency: its place on the page of the skill map."""
    return f"{page}#competency-{id_}"


def behaviour_id(page: str, competency: Competency, level: str) -> str:
    """The IRI of a competency at a level; of the competency where it says nothing for that level.

    Behaviours may begin above the lowest level.
    """
    whole = competency_id(page, competency.id)
    return f"{whole}.{level}" if level in competency.behaviours else whole


class _Nodes:
    """The competencies of one framework, on every level of the hierarchy."""

    def __init__(self, slug: str, page: str, framework: Framework, context: Context) -> None:
        self._folder, self._page = f"skills/{slug}", page
        self._framework, self._context = framework, context

    def domain_id(self, id_: str) -> str:
        return f"{self._page}#domain-{id_}"

    def all(self) -> Iterator[Json]:
        for number, (id_, title) in enumerate(self._framework.domains.items(), 1):
            inside = [one for one in self._framework.competencies if one.domain == id_]
            yield {
                **self._node("Domain", self.domain_id(id_), "domain", id_, title.default),
                "ceasn:isTopChildOf": [self._page],
                "ceasn:listID": str(number),
                **_some("ceasn:hasChild", [competency_id(self._page, one.id) for one in inside]),
            }
            for place, one in enumerate(inside, 1):
                yield self._competency(one, place)
                yield from self._behaviours(one)

    def _competency(self, one: Competency, place: int) -> Json:
        node = {
            **self._node(
                "Competency",
                competency_id(self._page, one.id),
                "competency",
                one.id,
                one.title.default,
            ),
            "ceasn:codedNotation": one.id,
            "ceasn:isChildOf": [self.domain_id(one.domain)],
            "ceasn:listID": str(place),
            "ceasn:comment": {self._context.language: [task.default for task in one.tasks]},
            **_some(
                "ceasn:hasChild", [behaviour_id(self._page, one, level) for level in one.behaviours]
            ),
            **_some(
                "ceasn:prerequisiteAlignment",
                [competency_id(self._page, needed) for needed in one.needs],
            ),
        }
        for alignment in one.alignments:
            node.setdefault(_ALIGNMENT[alignment.relation], []).append(alignment.url)
        return node

    def _behaviours(self, one: Competency) -> Iterator[Json]:
        shown = [level for level in self._framework.levels if level in one.behaviours]
        for level in shown:
            yield {
                **self._node(
                    "Behaviour",
                    behaviour_id(self._page, one, level),
                    "behaviour",
                    f"{one.id}/{level}",
                    one.behaviours[level].default,
                ),
                "ceasn:competencyLabel": said(self._context, level),
                "ceasn:isChildOf": [competency_id(self._page, one.id)],
                "ceasn:listID": str(self._framework.levels.index(level) + 1),
            }

    def _node(self, category: str, iri: str, kind: str, way: str, text: str) -> Json:
        return {
            "@id": iri,
            "@type": "ceasn:Competency",
            "ceterms:ctid": self._context.names.ctid(self._folder, kind, way),
            "ceasn:competencyText": said(self._context, text),
            "ceasn:competencyCategory": said(self._context, category),
            "ceasn:inLanguage": [self._context.language],
            "ceasn:isPartOf": [self._page],
        }


def _some(name: str, values: list[str]) -> Json:
    """A property, where it has a value."""
    return {name: values} if values else {}


def _status(change: Change) -> str:
    """A concept of the scheme publicationStatus of CTDL-ASN."""
    if change.withdrawn:
        return "Deprecated"
    return "Published" if change.announced else "Draft"
