"""Records of what was decided or counted: they stay as they were merged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.check.since.places import differences
from registry.problem import Problem
from registry.records.assessment import ASSESSMENT
from registry.records.binding import binding
from registry.records.consultation import CONSULTATION
from registry.records.decision import DECISION
from registry.records.document import pointer
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry
from registry.records.review import REVIEW
from registry.records.schema import schema
from registry.records.snapshot import SNAPSHOT

# What may still be added to a record that is frozen, where it was absent.
_ADDED: dict[Kind[Any], tuple[str, ...]] = {
    DECISION: ("minutes",),
    ASSESSMENT: ("attested", "tool"),
    SNAPSHOT: (),
}
_KEPT: tuple[Kind[Any], ...] = (*_ADDED, REVIEW, CONSULTATION)


def merged_edited(base: Registry, head: Registry, _today: date) -> Iterator[Problem]:
    """A decision, an assessment and a snapshot stay as they were merged.

    They say what happened. The link to the `minutes` of a decision may be added later, the
    attestation of an assessment (`attested` and `tool`), and translations. A decision is changed by
    a later decision; a snapshot is never cut again, or two of them could be subtracted.
    """
    for kind, added in _ADDED.items():
        for old, new in _pairs(base, head, kind):
            for at in differences(*(_binding(entry, base) for entry in (old, new))):
                if at[0] in added and at[0] not in old.document.data:
                    continue
                yield new.problem(
                    f"`{pointer(at)}` was changed after it was merged",
                    *at,
                    key=True,
                    fix=_otherwise(kind),
                )


def merged_vanished(base: Registry, head: Registry, _today: date) -> Iterator[Problem]:
    """A decision, assessment, snapshot, review or consultation is never deleted.

    What was decided, found or asked in public stays public. An assessment also outlives the erasure
    of its credential; it says nothing about the holder.
    """
    for kind in _KEPT:
        for old in base.entries(kind):
            if not head.exists(kind, old.id):
                yield old.document.problem(
                    f"the {kind.title.lower()} is gone", fix="bring the file back as it was"
                )


def _otherwise(kind: Kind[Any]) -> str:
    if kind is DECISION:
        return "undo the change; the body decides anew, in a decision of its own"
    if kind is SNAPSHOT:
        return "undo the change; what is counted later is a snapshot of its own"
    return "undo the change; a wrong award is revoked, and the case assessed anew"


def _pairs(
    base: Registry, head: Registry, kind: Kind[Any]
) -> Iterator[tuple[Entry[Any], Entry[Any]]]:
    for old in base.entries(kind):
        new = head.get(kind, old.id)
        if new is not None and new.document is not old.document:
            yield old, new


def _binding(entry: Entry[Any], base: Registry) -> Any:
    document = entry.document
    return binding(document.data, schema(document.kind.name), base.settings.language)
