"""Consultations: which are about a record, whether one is open, and whether it was answered."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from registry.records.consultation import CONSULTATION, Consultation
from registry.records.period import Period
from registry.records.registry import Entry, Registry

# How soon after it closes a consultation is answered.
PROMISE = Period(days=30)


class Stage(StrEnum):
    """How far a consultation is."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"


def consultations_about(registry: Registry, path: str) -> tuple[Entry[Consultation], ...]:
    """The consultations about the record at `path` (without its ending)."""
    return tuple(entry for entry in registry.entries(CONSULTATION) if entry.record.about == path)


def is_answered(consultation: Consultation) -> bool:
    """Whether every theme has an answer; where nothing was heard, there is nothing to answer."""
    return all(theme.answer is not None for theme in consultation.themes)


def stage_on(consultation: Consultation, day: date) -> Stage:
    """How far a consultation is on `day`; both `opens` and `closes` are days on which it is open.

    An answer has no date of its own, so a closed one is answered as soon as its answers are there.
    """
    if day < consultation.opens:
        return Stage.PLANNED
    if day <= consultation.closes:
        return Stage.OPEN
    return Stage.ANSWERED if is_answered(consultation) else Stage.CLOSED


def answer_due(consultation: Consultation) -> date:
    """The last day on which the answers keep the promise."""
    return PROMISE.after(consultation.closes)
