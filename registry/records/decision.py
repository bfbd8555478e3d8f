"""A decision of a body; carried or lost is arithmetic on its votes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.records.kind import Kind
from registry.records.text import Text

Action = Literal["adopt", "retire", "suspend", "reinstate", "revoke", "appoint", "waive", "note"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A question put to a vote, the votes by name, and the reasons."""

    question: Text
    about: str
    action: Action
    body: str
    decided: date
    effective: date | None = None
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    reasons: Text
    minutes: str | None = None


DECISION = Kind(
    name="decision",
    title="Decision",
    path="governance/decisions/{date}-{slug}.yml",
    record=Decision,
)
