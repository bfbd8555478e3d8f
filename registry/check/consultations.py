"""Consultations: who was asked gets an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.lifecycle.consultations import answer_due
from registry.problem import Problem
from registry.records.consultation import CONSULTATION
from registry.records.registry import Registry


def consultation_unanswered(registry: Registry, today: date) -> Iterator[Problem]:
    """Every theme of a consultation is answered within 30 days of its last day.

    This is a warning: a late answer is better than one that was written to meet a date.
    """
    for entry in registry.entries(CONSULTATION):
        due = answer_due(entry.record)
        for number, theme in enumerate(entry.record.themes):
            if theme.answer is None and due < today:
                yield entry.problem(
                    f"an answer was due on {due}",
                    "themes",
                    number,
                    "heard",
                    severity="warning",
                    fix="add `answer`: what the body will do, or why not",
                )
