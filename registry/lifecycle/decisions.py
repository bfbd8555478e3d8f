"""What decisions did: which were carried, and which version they retired."""

from __future__ import annotations

from datetime import date

from registry.lifecycle.votes import is_carried
from registry.records.body import BODY
from registry.records.decision import DECISION, Decision
from registry.records.registry import Entry, Registry


def decisions_about(registry: Registry, path: str) -> tuple[Entry[Decision], ...]:
    """The decisions about the record at `path` (without its ending), oldest first."""
    return tuple(entry for entry in registry.entries(DECISION) if entry.record.about == path)


def was_carried(registry: Registry, decision: Decision) -> bool:
    """Whether a decision was carried by the rule of its body; not where nobody knows the body."""
    body = registry.get(BODY, decision.body)
    return body is not None and is_carried(decision, body.record.voting)


def retired_on(registry: Registry, path: str) -> date | None:
    """The day on which a carried decision retires the version at `path`."""
    for entry in decisions_about(registry, path):
        if entry.record.action == "retire" and was_carried(registry, entry.record):
            return entry.record.effective or entry.record.decided
    return None
