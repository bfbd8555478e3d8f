"""References to credentials and assessments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.references.dangling import dangling
from registry.lifecycle.edits import erased_ids
from registry.problem import Problem
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL
from registry.records.registry import Registry


def unknown_credential(registry: Registry, _today: date) -> Iterator[Problem]:
    """The credential that replaces another has a file, or was erased since."""
    erased = erased_ids(registry)
    replacements = (
        (entry, ("history", number, "by"), event.by)
        for entry in registry.entries(CREDENTIAL)
        for number, event in enumerate(entry.record.history)
        if event.by is not None and event.by not in erased
    )
    yield from dangling(registry, CREDENTIAL, replacements)


def unknown_assessment(registry: Registry, _today: date) -> Iterator[Problem]:
    """The assessment that a renewal names has a file."""
    renewals = (
        (entry, ("history", number, "assessment"), event.assessment)
        for entry in registry.entries(CREDENTIAL)
        for number, event in enumerate(entry.record.history)
        if event.assessment is not None
    )
    yield from dangling(registry, ASSESSMENT, renewals)
