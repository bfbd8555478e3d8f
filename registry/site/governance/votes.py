"""Decisions with what their votes come to."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from registry.lifecycle.votes import cast, is_carried, is_quorate
from registry.records.body import BODY
from registry.records.decision import DECISION, Decision
from registry.records.registry import Entry, Registry
from registry.site.markdown.phrases import Phrases


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """A decision with what its votes come to."""

    entry: Entry[Decision]
    cast: int
    quorate: bool
    carried: bool


def vote(registry: Registry, entry: Entry[Decision]) -> Vote:
    """The arithmetic of a decision under the rule of its body."""
    body = registry.get(BODY, entry.record.body)
    voting = body.record.voting if body else None
    return Vote(
        entry=entry,
        cast=cast(entry.record),
        quorate=voting is not None and is_quorate(entry.record, voting),
        carried=voting is not None and is_carried(entry.record, voting),
    )


def votes(registry: Registry) -> list[Vote]:
    """Every decision with its votes, newest first."""
    return [vote(registry, entry) for entry in reversed(registry.entries(DECISION))]


def arithmetic(registry: Registry, vote: Vote, words: Phrases) -> Markup:
    """How the votes come to carried or lost, in a sentence or two; empty without a body."""
    decision = vote.entry.record
    body = registry.get(BODY, decision.body)
    if body is None:
        return Markup()
    voting = body.record.voting
    if vote.quorate:
        parts = [words(f"vote.{voting.majority}", n=len(decision.for_), cast=vote.cast)]
    else:
        parts = [words("vote.few", cast=vote.cast, quorum=voting.quorum)]
    if decision.recused:
        parts.append(words.count("vote.recused", len(decision.recused)))
    return Markup(" ").join(parts)
