"""Carried or lost: arithmetic on the votes of a decision and the rule of its body."""

from __future__ import annotations

from registry.records.body import Voting
from registry.records.decision import Decision


def votes(decision: Decision) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who voted how, or not at all, by the name of the field."""
    return (
        ("for", decision.for_),
        ("against", decision.against),
        ("abstained", decision.abstained),
        ("recused", decision.recused),
    )


def cast(decision: Decision) -> int:
    """How many voted; who abstained was there, who was recused was not."""
    return len(decision.for_) + len(decision.against) + len(decision.abstained)


def is_quorate(decision: Decision, voting: Voting) -> bool:
    """Whether enough members voted."""
    return cast(decision) >= voting.quorum


def is_carried(decision: Decision, voting: Voting) -> bool:
    """Whether the decision was carried: quorate, and by the majority that the body asks for.

    `half` means more than half of the votes cast, `two-thirds` at least two thirds of them.
    Abstentions are votes cast, so they count like votes against.
    """
    if not is_quorate(decision, voting):
        return False
    if voting.majority == "half":
        return 2 * len(decision.for_) > cast(decision)
    return 3 * len(decision.for_) >= 2 * cast(decision)
