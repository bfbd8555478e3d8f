"""Governance: what rests on a decision rests on one that was carried, and policies fit roles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from registry.check.nearest import hint
from registry.lifecycle.votes import cast, is_carried, is_quorate
from registry.problem import At, Problem
from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY, Voting
from registry.records.credential import CREDENTIAL
from registry.records.decision import DECISION, Decision
from registry.records.person import RoleName
from registry.records.policy import POLICY
from registry.records.registry import Entry, Registry


def decision_lost(registry: Registry, _today: date) -> Iterator[Problem]:
    """An event or a departure from the rules rests on a decision that was carried.

    A decision is carried when enough voted, and the majority that its body asks for was for it;
    who abstained counts like who was against.
    """
    used: list[tuple[Entry[Any], At, str]] = [
        (entry, ("history", number, "decision"), event.decision)
        for entry in registry.entries(CREDENTIAL)
        for number, event in enumerate(entry.record.history)
        if event.decision is not None
    ]
    used += [
        (entry, ("override",), entry.record.override)
        for entry in registry.entries(ASSESSMENT)
        if entry.record.override is not None
    ]
    for entry, at, name in used:
        decision = registry.get(DECISION, name)
        body = registry.get(BODY, decision.record.body) if decision else None
        if decision is None or body is None or is_carried(decision.record, body.record.voting):
            continue
        why = why_lost(decision.record, body.record.voting)
        yield entry.problem(
            f"the decision was not carried: {why}", *at, fix=f"see {decision.document.path}"
        )


def why_lost(decision: Decision, voting: Voting) -> str:
    """What a decision that was not carried lacks: voters, or votes for it."""
    if is_quorate(decision, voting):
        return f"{len(decision.for_)} of {cast(decision)} were for it"
    return f"{cast(decision)} voted, and {voting.quorum} must"


def unknown_role(registry: Registry, _today: date) -> Iterator[Problem]:
    """The roles that a policy applies to are roles that people can have."""
    roles = get_args(RoleName)
    for entry in registry.entries(POLICY):
        for number, role in enumerate(entry.record.applies_to):
            if role not in roles:
                yield entry.problem(
                    f"`{role}` is no role", "applies_to", number, fix=hint(role, roles)
                )
