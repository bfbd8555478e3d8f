"""A review: someone looked closely, and what they found is open until it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.records.kind import Kind
from registry.records.text import Text

ReviewKind = Literal["periodic", "audit", "red-team"]
Severity = Literal["low", "medium", "high"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something to mend: who does it, until when, and the day on which it was done."""

    id: str
    severity: Severity
    text: Text
    owner: str
    due: date
    closed: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A periodic review, an audit or a red-team exercise, by an organization or a person."""

    about: str
    kind: ReviewKind
    by: str
    done: date
    method: Text
    findings: tuple[Finding, ...] = ()


REVIEW = Kind(name="review", title="Review", path="governance/reviews/{slug}.yml", record=Review)
