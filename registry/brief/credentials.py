"""Credentials: what is issued, what happens to those that there are, what is erased."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from registry.brief.note import Line, Note, code, line, listed, said
from registry.lifecycle.edits import edited_fields, erased_ids, source_digests
from registry.lifecycle.validity import last_day
from registry.records import ids
from registry.records.credential import CREDENTIAL, ERASURES, Credential, Event, EventName
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD


class _Case(NamedTuple):
    """A new event, the credential it happens to, and the registry after the change."""

    entry: Entry[Credential]
    event: Event
    head: Registry


def issued(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """Credentials that are new, by standard and result; of a withheld name, only that it is."""
    new = [entry for entry in head.entries(CREDENTIAL) if base.get(CREDENTIAL, entry.id) is None]
    groups: dict[tuple[str, str], list[Entry[Credential]]] = {}
    for entry in new:
        groups.setdefault((entry.record.standard, entry.record.result), []).append(entry)
    lines = [
        (
            *version_name(head, standard),
            *line(", ", said(result), ": "),
            *listed([_holder(entry) for entry in entries]),
        )
        for (standard, result), entries in sorted(groups.items())
    ]
    yield from _note("issued", "Issues", new, lines)


def happened(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """New events in histories, a note for each kind of event."""
    cases = [
        _Case(entry, event, head)
        for entry in head.entries(CREDENTIAL)
        for event in entry.record.history[_events(base, entry) :]
    ]
    for name, (verb, details) in _EVENTS.items():
        found = [case for case in cases if case.event.name == name]
        lines = [(*_subject(case), *details(case)) for case in found]
        yield from _note(name, verb, [case.entry for case in found], lines)


def erased(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """Credentials whose personal data goes. What stood there is not repeated."""
    gone = sorted(erased_ids(head) - erased_ids(base))
    if gone:
        entries = [base.get(CREDENTIAL, one) for one in gone]
        yield Note(
            what="erased",
            verb="Erases",
            noun="credential",
            lines=(
                listed([line(ids.grouped(one)) for one in gone]),
                line("The history of the repository still holds the old files"),
            ),
            records=tuple(entry.document.path if entry else ERASURES.path for entry in entries),
        )


def against_the_rules(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """Credentials that are changed or deleted where only an event may do that."""
    lost = [
        entry
        for entry in base.entries(CREDENTIAL)
        if not head.exists(CREDENTIAL, entry.id) and entry.id not in erased_ids(head)
    ]
    yield from _note("deleted", "Deletes", lost, [line(_grouped(entry)) for entry in lost])
    edited: list[Entry[Credential]] = []
    lines = []
    for old in base.entries(CREDENTIAL):
        new = head.get(CREDENTIAL, old.id)
        if new is None or new.document is old.document:
            continue
        digests = source_digests(old.document.data)
        if fields := edited_fields(new, digests, len(old.record.history)):
            edited.append(new)
            named = listed([line(code(field)) for field in fields])
            lines.append((*line(_grouped(new), ": "), *named))
    yield from _note("edited", "Edits, without an event,", edited, lines)


def version_name(registry: Registry, reference: str) -> Line:
    """A version of a standard as people call it: "Data Practitioner 2.1"."""
    entry = registry.get(STANDARD, reference)
    if entry is None:
        return line(code(reference))
    return line(said(entry.record.title), f" {entry.version}")


def _note(
    what: str, verb: str, entries: list[Entry[Credential]], lines: list[Line]
) -> Iterator[Note]:
    if entries:
        unique = dict.fromkeys(entry.document.path for entry in entries)
        yield Note(
            what=what, verb=verb, noun="credential", lines=tuple(lines), records=tuple(unique)
        )


def _events(base: Registry, entry: Entry[Credential]) -> int:
    old = base.get(CREDENTIAL, entry.id)
    return len(old.record.history) if old else 0


def _grouped(entry: Entry[Credential]) -> str:
    return ids.grouped(entry.id)


def _holder(entry: Entry[Credential]) -> Line:
    holder = entry.record.holder
    name = line("to ", said(holder)) if holder else line("name withheld")
    return (*line(_grouped(entry), " ("), *name, *line(")"))


def _subject(case: _Case) -> Line:
    return (*line(_grouped(case.entry), ", "), *version_name(case.head, case.entry.record.standard))


def _reason(case: _Case) -> Line:
    return line(f": {case.event.reason.replace('-', ' ')}") if case.event.reason else ()


def _decided(case: _Case) -> Line:
    decision = case.event.decision
    return (*_reason(case), *(line(", by decision ", code(decision)) if decision else ()))


def _suspended(case: _Case) -> Line:
    review = case.event.review
    return (*_decided(case), *(line(f"; to be looked at again by {review}") if review else ()))


def _renewed(case: _Case) -> Line:
    standard = case.head.standard(case.entry.record.standard)
    end = last_day(case.entry.record, standard) if standard else None
    return line(f", until {end}") if end else line(" (standing)")


def _corrected(case: _Case) -> Line:
    named = listed([line(code(field)) for field in case.event.fields])
    hidden = "holder" in case.event.fields and case.entry.record.holder is None
    name = line("; the name is withheld from now on") if hidden else ()
    return (*_reason(case), *line("; other than before: "), *named, *name)


def _replaced(case: _Case) -> Line:
    return line(f", by {ids.grouped(case.event.by)}") if case.event.by else ()


def _alumni(case: _Case) -> Line:
    return line(f", on {case.event.day}")


_EVENTS: Mapping[EventName, tuple[str, Callable[[_Case], Line]]] = {
    "renewed": ("Renews", _renewed),
    "reinstated": ("Reinstates", _decided),
    "corrected": ("Corrects", _corrected),
    "replaced": ("Replaces", _replaced),
    "suspended": ("Suspends", _suspended),
    "revoked": ("Revokes", _decided),
    "alumni": ("Makes alumni of", _alumni),
}
