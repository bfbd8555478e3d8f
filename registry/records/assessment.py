"""An assessment: the public trace of one decision to award."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.records.kind import Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """Who decided, when and on what kinds of evidence; it says nothing about the holder."""

    standard: str
    panel: tuple[str, ...]
    lead: str
    recused: tuple[str, ...] = ()
    dissent: int = 0
    streams: tuple[str, ...]
    submitted: date
    decided: date
    override: str | None = None
    attested: str | None = None
    tool: str | None = None


ASSESSMENT = Kind(
    name="assessment", title="Assessment", path="assessments/{year}/{id}.yml", record=Assessment
)
