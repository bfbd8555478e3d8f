"""Assessments: who decided on the awards and renewals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.brief.note import Line, Note, code, line, listed
from registry.records import ids
from registry.records.assessment import ASSESSMENT, Assessment
from registry.records.registry import Entry, Registry

_MOST = 20


def assessed(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """The cases that are new, each with its panel."""
    new = [entry for entry in head.entries(ASSESSMENT) if base.get(ASSESSMENT, entry.id) is None]
    if not new:
        return
    lines = [_line(entry) for entry in new[:_MOST]]
    if len(new) > _MOST:
        lines.append(line(f"… and {len(new) - _MOST:,} more"))
    yield Note(
        what="assessed",
        verb="Adds",
        noun="assessment",
        lines=tuple(lines),
        records=tuple(entry.document.path for entry in new),
    )


def _line(entry: Entry[Assessment]) -> Line:
    case = entry.record
    panel = listed([line(code(handle)) for handle in case.panel])
    recused = listed([line(code(handle)) for handle in case.recused])
    dissent = line(f"; {case.dissent} disagreed") if case.dissent else ()
    stepped = (*line("; recused: "), *recused) if recused else ()
    head = line(ids.grouped(entry.id), f", decided on {case.decided} by ")
    return (*head, *panel, *dissent, *stepped)
