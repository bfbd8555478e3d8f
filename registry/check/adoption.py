"""Adoption: what is announced was decided by its owners, asked before, and rests on no draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.check.governance import why_lost
from registry.forge.owners import owner_of
from registry.lifecycle.consultations import consultations_about, is_answered
from registry.lifecycle.decisions import decisions_about, was_carried
from registry.problem import Problem
from registry.records.body import BODY, Body
from registry.records.change import Change
from registry.records.consultation import CONSULTATION
from registry.records.decision import DECISION, Decision
from registry.records.framework import FRAMEWORK
from registry.records.kinds import VERSIONED
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD

# A version that is announced, and the day.
Announced = tuple[Entry[Any], date]


def not_adopted(registry: Registry, today: date) -> Iterator[Problem]:
    """A version is announced once the body that owns it has adopted it, on that day or before.

    The owner is the body whose `owns` names the folder; the decision is a carried one to `adopt`.
    Where the owner had no member yet on the day of the vote, the decision of another body counts:
    a first policy may be older than the board that keeps it. What no body owns, nobody adopts.
    """
    if not registry.is_whole(BODY) or not registry.is_whole(DECISION):
        return
    for entry, announced in _announced(registry, today):
        owner = owner_of(registry, entry.document.path)
        votes = [
            vote
            for vote in decisions_about(registry, entry.subject)
            if vote.record.action == "adopt"
        ]
        if owner and not any(_adopts(registry, owner, vote, announced) for vote in votes):
            yield entry.problem(
                _why_not(registry, owner, votes[-1] if votes else None, announced),
                *("change", "announced"),
                fix="record the vote in governance/decisions/, and announce only what was adopted",
            )


def not_consulted(registry: Registry, today: date) -> Iterator[Problem]:
    """A breaking version is announced only after a consultation about it was closed and answered.

    Every theme that was heard has an answer, and the last day to speak is before the announcement.
    """
    if not registry.is_whole(CONSULTATION):
        return
    for entry, announced in _announced(registry, today):
        if entry.record.change.class_ != "breaking":
            continue
        about = consultations_about(registry, entry.subject)
        closed = [found for found in about if found.record.closes < announced]
        if any(is_answered(found.record) for found in closed):
            continue
        if closed:
            message = "a theme of the consultation about it has no answer"
            fix = f"add `answer` to every theme in {closed[0].document.path}"
        elif about:
            first = min(found.record.closes for found in about)
            message = f"the consultation about it closes no earlier than this, on {first}"
            fix = "announce it on a later day, and answer every theme before"
        else:
            message = "it is breaking, and nobody was asked"
            fix = (
                "take `announced` and `effective` away until a consultation about it, in"
                " governance/consultations/, is closed and answered"
            )
        yield entry.problem(message, "change", "announced", fix=fix)


def draft_framework(registry: Registry, today: date) -> Iterator[Problem]:
    """A standard is announced no sooner than the skill map it uses, and takes effect no sooner.

    Its competencies mean what the map says. While that is a draft it may still change, and the body
    that owns it has not adopted it.
    """
    for entry, announced in _announced(registry, today):
        if entry.document.kind is not STANDARD:
            continue
        used = registry.get(FRAMEWORK, entry.record.framework)
        if used is None:
            continue
        own: Change = entry.record.change
        change: Change = used.record.change
        if change.announced is None or change.withdrawn or announced < change.announced:
            message = f"`{used.id}` was not announced by {announced}"
            fix = f"announce {used.document.path} first, or use a version that was announced"
        elif change.effective and own.effective and own.effective < change.effective:
            message = f"`{used.id}` takes effect only on {change.effective}"
            fix = f"let the standard take effect on {change.effective} or later"
        else:
            continue
        yield entry.problem(message, "framework", fix=fix)


def _announced(registry: Registry, today: date) -> Iterator[Announced]:
    """Every version that is announced; one with a day to come may still be decided on."""
    for kind in VERSIONED:
        for entry in registry.entries(kind):
            change: Change = entry.record.change
            if change.announced and change.announced <= today and not change.withdrawn:
                yield entry, change.announced


def _adopts(registry: Registry, owner: Entry[Body], vote: Entry[Decision], announced: date) -> bool:
    decision = vote.record
    if decision.decided > announced or not was_carried(registry, decision):
        return False
    first = min((term.from_ for term in owner.record.terms if term.holder), default=date.max)
    return decision.body == owner.id or decision.decided < first


def _why_not(
    registry: Registry, owner: Entry[Body], vote: Entry[Decision] | None, announced: date
) -> str:
    if vote is None:
        return f"announced on {announced}, and no decision adopts it"
    decision = vote.record
    if not was_carried(registry, decision):
        body = registry.get(BODY, decision.body)
        why = f": {why_lost(decision, body.record.voting)}" if body else ""
        return f"announced on {announced}, but {vote.id} was not carried{why}"
    if decision.decided > announced:
        return f"announced on {announced}, and adopted only on {decision.decided}"
    return f"`{owner.id}` owns it, and it was `{decision.body}` that adopted it"
