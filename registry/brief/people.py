"""People: roles that begin and end, and what they agree to. They are named by their handle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.brief.note import Line, Note, code, line
from registry.brief.written import written
from registry.records.person import PERSON, Person
from registry.records.registry import Entry, Registry


def people(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """Who is new, who is gone, and what changes for the others."""
    new = [entry for entry in head.entries(PERSON) if base.get(PERSON, entry.id) is None]
    yield from _note("person-added", "Adds", new, [_all(entry, Person()) for entry in new])
    changed = [(old, entry) for old, entry in written(base, head, PERSON) if old]
    lines = [_all(entry, old.record) for old, entry in changed]
    yield from _note("person-changed", "Changes", [entry for _, entry in changed], lines)
    gone = [entry for entry in base.entries(PERSON) if not head.exists(PERSON, entry.id)]
    yield from _note("person-removed", "Removes", gone, [line(code(entry.id)) for entry in gone])


def _note(what: str, verb: str, entries: list[Entry[Person]], lines: list[Line]) -> Iterator[Note]:
    if entries:
        yield Note(
            what=what,
            verb=verb,
            noun="person",
            plural="people",
            lines=tuple(lines),
            records=tuple(entry.document.path for entry in entries),
        )


def _all(entry: Entry[Person], old: Person) -> Line:
    """What differs, in one sentence."""
    parts = list(_parts(old, entry.record))
    if not parts and old != Person():
        parts = [line("other details")]
    row = line(code(entry.id))
    for number, part in enumerate(parts):
        row += (*line("; " if number else ": "), *part)
    return row


def _parts(old: Person, new: Person) -> Iterator[Line]:
    was = {(role.role, role.scope, role.from_): role for role in old.roles}
    for role in new.roles:
        scope = line(" for ", code(role.scope)) if role.scope else ()
        past = was.get((role.role, role.scope, role.from_))
        if past is None:
            until = f" until {role.to}" if role.to else ""
            yield (*line(role.role), *scope, *line(f" from {role.from_}{until}"))
        elif past.to != role.to and role.to:
            yield (*line(f"no longer {role.role}"), *scope, *line(f" after {role.to}"))
    yield from _details(old, new)


def _details(old: Person, new: Person) -> Iterator[Line]:
    for affiliation in new.affiliations:
        if affiliation not in old.affiliations:
            until = f" until {affiliation.to}" if affiliation.to else ""
            yield line("at ", code(affiliation.organization), f" from {affiliation.from_}{until}")
    for calibration in new.calibrated:
        if calibration not in old.calibrated:
            yield line("calibrated for ", code(calibration.standard), f" on {calibration.date}")
    for accepted in new.accepted:
        if accepted not in old.accepted:
            yield line("accepts ", code(accepted.policy))
    if old.name and not new.name:
        yield line("takes the name back")
    elif old.name != new.name and old.name:
        yield line("another name")
