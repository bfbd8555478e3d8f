"""One side of a comparison: a version of a standard, framework or policy, with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.records.binding import binding
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry
from registry.records.schema import schema
from registry.records.standard import STANDARD


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """What one version says, as JSON values in the default language.

    `id` is `slug@version`. `framework` is the version of the framework that a standard uses; None
    for other kinds, and where it could not be read. `body` is the text of a policy.
    """

    kind: Kind[Any]
    id: str
    data: Mapping[str, Any]
    framework: Version | None = None
    body: str = ""

    @property
    def slug(self) -> str:
        """The ID without its version."""
        return self.id.partition("@")[0]


def version_of(registry: Registry, entry: Entry[Any]) -> Version:
    """A record of `registry` as one side of a comparison."""
    kind = entry.document.kind
    framework = None
    if kind is STANDARD:
        found = registry.get(FRAMEWORK, entry.record.framework)
        framework = version_of(registry, found) if found else None
    return Version(
        kind=kind,
        id=entry.id,
        data=binding(entry.document.data, schema(kind.name), registry.settings.language),
        framework=framework,
        body=entry.document.body,
    )


def previous_of(registry: Registry, entry: Entry[Any]) -> Entry[Any] | None:
    """The version before, leaving out drafts that were given up; None for the first."""
    line = registry.versions(entry.document.kind, entry.slug)
    ids = [other.id for other in line]
    before = [
        other for other in line[: ids.index(entry.id)] if other.record.change.withdrawn is None
    ]
    return before[-1] if before else None
