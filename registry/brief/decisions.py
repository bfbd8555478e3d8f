"""Decisions: what was asked, how the votes fell, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.brief.holders import left_by
from registry.brief.note import DETAIL, Line, Note, code, line, listed, said
from registry.lifecycle.decisions import was_carried
from registry.lifecycle.votes import is_quorate, votes
from registry.records.body import BODY
from registry.records.decision import DECISION, Decision
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD


def decided(base: Registry, head: Registry, today: date) -> Iterator[Note]:
    """Decisions that are new: carried ones, then lost ones."""
    new = [entry for entry in head.entries(DECISION) if base.get(DECISION, entry.id) is None]
    carried = [entry for entry in new if was_carried(head, entry.record)]
    lost = [entry for entry in new if entry not in carried]
    for what, word, entries in (("carried", "carried", carried), ("lost", "lost", lost)):
        if entries:
            yield Note(
                what=f"decision-{what}",
                verb="Records",
                noun=f"decision that was {word}",
                plural=f"decisions that were {word}",
                lines=tuple(found for entry in entries for found in _lines(entry, head, today)),
                records=tuple(entry.document.path for entry in entries),
            )


def _lines(entry: Entry[Decision], head: Registry, today: date) -> Iterator[Line]:
    vote = entry.record
    body = head.get(BODY, vote.body)
    name = said(body.record.title) if body else code(vote.body)
    aim = line(f"; to {vote.action} ", code(vote.about)) if vote.action != "note" else ()
    yield (*line(said(vote.question), " ", name, f", {vote.decided}"), *aim)
    counts = [
        (*line(f"{len(who)} {word} ("), *listed([line(code(one)) for one in who]), *line(")"))
        for word, who in votes(vote)
        if who
    ]
    short = body is not None and not is_quorate(vote, body.record.voting)
    yield (DETAIL, *listed(counts), *(line("; too few voted") if short else ()))
    if vote.effective and vote.effective != vote.decided and was_carried(head, vote):
        yield line(DETAIL, f"It counts from {vote.effective}")
    if vote.action == "retire" and was_carried(head, vote):
        yield from _left(vote.about, head, today)


def _left(subject: str, head: Registry, today: date) -> Iterator[Line]:
    """Who holds the version of a standard that a decision retires."""
    for entry in head.entries(STANDARD):
        if entry.subject == subject:
            yield from left_by(entry, head, today)
