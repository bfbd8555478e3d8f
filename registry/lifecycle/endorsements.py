"""Endorsements: whether the endorser stands by one on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from registry.records.endorsement import ENDORSEMENT, Endorsement
from registry.records.registry import Entry, Registry


class EndorsementState(StrEnum):
    """An endorsement that is still to begin, that stands, or that has ended and is shown so."""

    COMING = "coming"
    STANDS = "stands"
    ENDED = "ended"


def endorsements_of(registry: Registry, path: str) -> tuple[Entry[Endorsement], ...]:
    """The endorsements of `registry` or of the version at `path` (without its ending)."""
    return tuple(entry for entry in registry.entries(ENDORSEMENT) if entry.record.about == path)


def endorsement_state(endorsement: Endorsement, day: date) -> EndorsementState:
    """Whether the endorser stands by it on `day`; its first and last day included."""
    if day < endorsement.from_:
        return EndorsementState.COMING
    return EndorsementState.STANDS if day <= endorsement.to else EndorsementState.ENDED
