"""Votes: the rule by which they are counted does not change behind them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.lifecycle.votes import is_carried
from registry.problem import Problem
from registry.records.body import BODY
from registry.records.decision import DECISION
from registry.records.registry import Registry


def result_turned(base: Registry, head: Registry, _today: date) -> Iterator[Problem]:
    """A new rule of voting turns no result: decisions are counted by the rule of their day.

    A body changes its rule first; what it decides under the new rule comes in a later change. Where
    an old decision would turn out otherwise, the rule stays, or the body begins anew under another
    name.
    """
    for new in head.entries(BODY):
        old = base.get(BODY, new.id)
        if old is None or old.record.voting == new.record.voting:
            continue
        for vote in head.entries(DECISION):
            if vote.record.body != new.id:
                continue
            was = is_carried(vote.record, old.record.voting)
            if was != is_carried(vote.record, new.record.voting):
                before, after = ("carried", "lost") if was else ("lost", "carried")
                yield new.problem(
                    f"by this rule {vote.id} would be {after}; it was {before}",
                    "voting",
                    key=True,
                    fix="keep the rule under which it was taken",
                )
