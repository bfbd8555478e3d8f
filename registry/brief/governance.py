"""Consultations, endorsements and reviews: what opens, what is answered, what is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.brief.note import DETAIL, Line, Note, code, counted, line, said
from registry.brief.written import written
from registry.records.consultation import CONSULTATION
from registry.records.endorsement import ENDORSEMENT
from registry.records.registry import Registry
from registry.records.review import REVIEW, Finding


def consulted(base: Registry, head: Registry, today: date) -> Iterator[Note]:
    """Consultations that are new or have more themes and answers."""
    for old, entry in written(base, head, CONSULTATION):
        record = entry.record
        answered = sum(theme.answer is not None for theme in record.themes)
        moved = (
            f" instead of {old.record.closes}" if old and old.record.closes != record.closes else ""
        )
        lines = [
            line(said(record.question), " About ", code(record.about)),
            line(DETAIL, f"Open from {record.opens} to {record.closes}{moved}"),
            line(DETAIL, f"{counted(len(record.themes), 'theme')} heard, {answered} answered"),
        ]
        over = record.closes < today
        yield Note(
            what="consultation-opened" if old is None else "consultation-updated",
            verb="Updates" if old else "Records" if over else "Opens",
            noun="consultation that is over" if over else "consultation",
            plural="consultations that are over" if over else "",
            lines=tuple(lines),
            records=(entry.document.path,),
        )


def endorsed(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """Endorsements that are new or end another day."""
    for old, entry in written(base, head, ENDORSEMENT):
        record = entry.record
        proof = "with the endorser's own proof" if record.proof else "without a proof"
        yield Note(
            what="endorsement-added" if old is None else "endorsement-changed",
            verb="Adds" if old is None else "Changes",
            noun="endorsement",
            lines=(
                line(code(record.by), " endorses ", code(record.about), f", {proof}"),
                line(DETAIL, f"From {record.from_} to {record.to}"),
            ),
            records=(entry.document.path,),
        )


def reviewed(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """Reviews that are new, and findings that are closed."""
    for old, entry in written(base, head, REVIEW):
        record = entry.record
        before = {finding.id: finding for finding in old.record.findings} if old else {}
        still = sum(finding.closed is None for finding in record.findings)
        lines = [
            line(f"{record.kind.capitalize()} by ", code(record.by), " of ", code(record.about)),
            *(found for one in record.findings for found in _finding(before.get(one.id), one)),
            line(DETAIL, f"{counted(still, 'finding')} open"),
        ]
        yield Note(
            what="review-added" if old is None else "review-updated",
            verb="Adds" if old is None else "Updates",
            noun="review",
            lines=tuple(lines),
            records=(entry.document.path,),
        )


def _finding(old: Finding | None, new: Finding) -> Iterator[Line]:
    if old is None:
        state = f"closed on {new.closed}" if new.closed else f"due {new.due}"
        yield line(DETAIL, f"Finding ({new.severity}, {state}): ", said(new.text))
    elif old.closed is None and new.closed:
        yield line(DETAIL, "Closes ", code(new.id), f" on {new.closed}")
    else:
        if old.due != new.due:
            yield line(DETAIL, code(new.id), f" is due on {new.due} instead of {old.due}")
        if old.owner != new.owner:
            owners = (code(new.owner), " instead of ", code(old.owner))
            yield line(DETAIL, code(new.id), " is mended by ", *owners)
