"""An organization that people of the registry belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from registry.records.kind import Kind
from registry.records.text import Text

OrganizationKind = Literal["public", "company", "nonprofit", "education", "community"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Organization:
    """An employer, a university, an association."""

    name: Text
    url: str | None = None
    kind: OrganizationKind


ORGANIZATION = Kind(
    name="organization",
    title="Organization",
    path="governance/organizations/{slug}.yml",
    record=Organization,
)
