"""What a change is about: the criterion, task, competency or domain that its path leads through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from registry.difference.model import Subject
from registry.difference.versions import Version
from registry.difference.walk import Place

_PARTS: Mapping[tuple[str, str], str] = {
    ("standard", "competencies"): "competency",
    ("standard", "rubric"): "criterion",
    ("standard", "tasks"): "task",
    ("framework", "competencies"): "competency",
    ("framework", "domains"): "domain",
}


def subject_of(place: Place, before: Version, after: Version) -> Subject:
    """The part that the path of a place leads into, or else the whole record, named as now."""
    kind = after.kind.name
    part = _PARTS.get((kind, place.path[0])) if len(place.path) > 1 else None
    if part is None:
        return Subject(kind=kind, id=after.slug, title=str(after.data.get("title", "")))
    id_ = place.path[1]
    titles = (_title(version, place.path[0], id_) for version in (after, before))
    return Subject(kind=part, id=id_, title=next(filter(None, titles), ""))


def _title(version: Version, name: str, id_: str) -> str:
    """The title of a part; a competency of a standard has it in the framework."""
    if (version.kind.name, name) == ("standard", "competencies"):
        return _title(version.framework, name, id_) if version.framework else ""
    found: Any = version.data.get(name, ())
    if isinstance(found, Mapping):
        return str(found.get(id_, ""))
    row: Mapping[str, Any] = next((row for row in found if row["id"] == id_), {})
    return str(row.get("title", ""))
