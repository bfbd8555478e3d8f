"""Bodies: who takes a seat, who leaves, and which rules of the body change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.brief.note import DETAIL, Line, Note, code, counted, line, said
from registry.brief.written import written
from registry.records.body import BODY, Body, Term
from registry.records.registry import Registry


def seated(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """Bodies whose seats, terms or rules change."""
    for old, entry in written(base, head, BODY):
        lines = [*_terms(old.record.terms if old else (), entry.record.terms)]
        lines += _rules(old.record, entry.record) if old else ()
        lines = lines or [line(DETAIL, "other details")]
        lines.insert(0, line(said(entry.record.title), " (", code(entry.id), ")"))
        yield Note(
            what="body-changed" if old else "body-founded",
            verb="Changes" if old else "Founds",
            noun="body",
            plural="bodies",
            lines=tuple(lines),
            records=(entry.document.path,),
        )


def _terms(old: tuple[Term, ...], new: tuple[Term, ...]) -> Iterator[Line]:
    before = {(term.seat, term.holder, term.from_): term for term in old}
    for term in new:
        past = before.get((term.seat, term.holder, term.from_))
        if past is None:
            when = f", {term.from_} to {term.to}"
            if term.holder:
                yield line(DETAIL, code(term.holder), f" takes the {term.seat} seat{when}")
            else:
                yield line(DETAIL, f"the {term.seat} seat is declared vacant{when}")
        elif term.left and past.left != term.left:
            end = f"on {term.left}; planned was {term.to}"
            if term.holder:
                yield line(DETAIL, code(term.holder), f" leaves the {term.seat} seat {end}")
            else:
                yield line(DETAIL, f"the vacancy of the {term.seat} seat ends {end}")


def _rules(old: Body, new: Body) -> Iterator[Line]:
    for name in ("quorum", "majority", "per_organization"):
        was, now = getattr(old.voting, name), getattr(new.voting, name)
        if was != now:
            yield line(DETAIL, f"its {name.replace('_', ' ')} is {now} instead of {was}")
    if old.term != new.term:
        yield line(DETAIL, "its rule of terms changes")
    for seat in sorted({*old.seats, *new.seats}):
        before, after = old.seats.get(seat, 0), new.seats.get(seat, 0)
        if before != after:
            yield line(DETAIL, f"it has {counted(after, f'{seat} seat')} instead of {before}")
    for folder in sorted({*new.owns} - {*old.owns}):
        yield line(DETAIL, "it owns ", code(folder), " from now on")
    for folder in sorted({*old.owns} - {*new.owns}):
        yield line(DETAIL, "it owns ", code(folder), " no longer")
