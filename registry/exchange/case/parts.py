"""The parts of a CFPackage: documents, items and associations.

Source: 1EdTech CASE 1.1, information model and JSON schema `case_v1p1_cfpackage-jsonschema1.json`
(final release of 24 January 2025). What the schema requires is always there, nothing is null or
empty, and what CASE has no place for stands in `extensions`, under one name of our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.exchange.context import Context
from registry.records.change import Change

Json = dict[str, Any]

VERSION = "1.1"
# The name under `extensions`. CASE lets each vendor add an object there and says no more about it.
OURS = "sealbook"
ROOT = "document"
# Types of CFItem, as `CFItemType` and in CFDefinitions; the text says what one is.
ITEM_TYPES: Mapping[str, str] = {
    "Domain": "A group of competencies.",
    "Competency": "Something a person can do.",
    "Level": "A level of competencies; levels run from low to high.",
    "Behaviour": "What an observer sees of a competency at a level.",
    "Task": "A real task that a competency comes from.",
    "Requirement": "A competency at the level that a standard asks for.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """A package in the making: the words and dates that all its parts share.

    `folder` is that of the record, such as `skills/open-data`; `page` the address of the version's
    page.
    """

    context: Context
    folder: str
    version: str
    page: str
    changed: str

    def uuid(self, *way: str) -> str:
        """The UUID of a part, the same in every version."""
        return self.context.names.text(self.folder, *way)

    @property
    def document_id(self) -> str:
        """The UUID of the document, which is that of one version."""
        return self.uuid(ROOT, self.version)

    def document(self, title: str, change: Change, digest: str) -> Json:
        """The CFDocument (information model, CFPckgDocument)."""
        document: Json = {
            "identifier": self.document_id,
            "uri": self.page,
            "caseVersion": VERSION,
            "creator": self.context.publisher,
            "publisher": self.context.publisher,
            "title": title,
            "officialSourceURL": self.page,
            "description": change.summary.default,
            "language": self.context.language,
            "version": self.version,
            "adoptionStatus": _status(change),
            "lastChangeDateTime": self.changed,
            "extensions": {OURS: {"digest": f"sha256${digest}"}},
        }
        if change.effective:
            document["statusStartDate"] = change.effective.isoformat()
        if change.withdrawn:
            document["statusEndDate"] = change.withdrawn.isoformat()
        return document

    def item(self, kind: str, id_: str, statement: str, **more: Any) -> Json:
        """A CFItem of one of the types above (CFPckgItem)."""
        identifier = self.uuid(kind.lower(), id_)
        return {
            "identifier": identifier,
            "uri": self.inside(identifier),
            "fullStatement": statement,
            "CFItemType": kind,
            "CFItemTypeURI": self._item_type_link(kind),
            "language": self.context.language,
            "lastChangeDateTime": self.changed,
            **more,
        }

    def inside(self, identifier: str) -> str:
        """The address of a part that has no place of its own on the page: one inside this file."""
        return inside(self.page, identifier)

    def child(self, item: Json, parent: Json, place: int) -> Json:
        """That `item` is the child at a place, counted from 1, of an item or the document."""
        return self.association("isChildOf", item, parent, sequenceNumber=place)

    def association(self, kind: str, origin: Json, destination: Json, **more: Any) -> Json:
        """A CFAssociation (CFPckgAssociation); the ends are parts of a package, or links."""
        # Codes of other frameworks are no UUIDs: two of them may call different things 1.3.
        foreign = (destination["title"], destination["uri"]) if "targetType" in destination else ()
        ends = (origin["identifier"], destination["identifier"], *foreign)
        identifier = self.uuid("association", kind, *ends, more.get("notes", ""))
        return {
            "identifier": identifier,
            "uri": self.inside(identifier),
            "associationType": kind,
            "originNodeURI": _link(origin),
            "destinationNodeURI": _link(destination),
            "lastChangeDateTime": self.changed,
            **more,
        }

    def item_types(self, items: list[Json]) -> list[Json]:
        """The definitions of the types that the items have."""
        used = {item["CFItemType"] for item in items}
        return [
            {
                **self._item_type_link(kind),
                "description": meaning,
                "hierarchyCode": str(number),
                "lastChangeDateTime": self.changed,
            }
            for number, (kind, meaning) in enumerate(ITEM_TYPES.items(), 1)
            if kind in used
        ]

    def _item_type_link(self, kind: str) -> Json:
        # Types are the registry's, not a framework's.
        identifier = self.context.names.text("case", "item-type", kind.lower())
        return {
            "identifier": identifier,
            "uri": self.inside(identifier),
            "title": kind,
        }


def inside(page: str, identifier: str) -> str:
    """The address of a part of the package beside a page."""
    return f"{page}case.json#{identifier}"


def link(title: str, identifier: str, uri: str, **more: str) -> Json:
    """A reference to something outside the package, as an end of an association (LinkGenURI)."""
    return {"title": title, "identifier": identifier, "uri": uri, **more}


def _link(part: Json) -> Json:
    """A LinkGenURI to a part, or the link itself."""
    title = part.get("fullStatement") or part["title"]
    kind = {"targetType": part["targetType"]} if "targetType" in part else {}
    return {"title": title, "identifier": part["identifier"], "uri": part["uri"], **kind}


def _status(change: Change) -> str:
    """The adoption status, in the words that CASE systems use.

    It follows from the version's own file: that a version was superseded stands in its successor.
    """
    if change.withdrawn:
        return "Deprecated"
    return "Adopted" if change.announced else "Draft"
