"""Everything else: records of the other kinds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.brief.note import Line, Note, code, line, listed, said
from registry.brief.written import written
from registry.check.since.places import differences
from registry.problem import At
from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY
from registry.records.consultation import CONSULTATION
from registry.records.credential import CREDENTIAL, ERASURES
from registry.records.decision import DECISION
from registry.records.document import pointer
from registry.records.endorsement import ENDORSEMENT
from registry.records.kind import Kind
from registry.records.kinds import KINDS, VERSIONED
from registry.records.person import PERSON
from registry.records.registry import Entry, Registry
from registry.records.review import REVIEW
from registry.records.settings import REGISTRY

_SHORT = 60
# Kinds of which another part of the brief tells what is new, what is another, what is gone.
_TOLD_NEW = (*VERSIONED, CREDENTIAL, ERASURES, ASSESSMENT, DECISION, BODY, PERSON)
_TOLD_NEW += (CONSULTATION, ENDORSEMENT, REVIEW)
_TOLD_OTHER = (*VERSIONED, CREDENTIAL, ERASURES, BODY, PERSON, CONSULTATION, ENDORSEMENT, REVIEW)
_TOLD_GONE = (*VERSIONED, CREDENTIAL, ERASURES, PERSON)


def others(base: Registry, head: Registry, _today: date) -> Iterator[Note]:
    """Records of which no other part tells, by kind."""
    for kind in KINDS:
        new = [entry for entry in head.entries(kind) if base.get(kind, entry.id) is None]
        if new and kind not in _TOLD_NEW:
            yield _note("added", "Adds", kind, new, [_ids(new)])
        pairs = [(old, entry) for old, entry in written(base, head, kind) if old]
        if pairs and kind not in _TOLD_OTHER:
            lines = [_fields(old, entry) for old, entry in pairs]
            yield _note("changed", "Changes", kind, [entry for _, entry in pairs], lines)
        gone = [entry for entry in base.entries(kind) if not head.exists(kind, entry.id)]
        if gone and kind not in _TOLD_GONE:
            yield _note("removed", "Removes", kind, gone, [_ids(gone)])


def _note(
    what: str, verb: str, kind: Kind[Any], entries: list[Entry[Any]], lines: list[Line]
) -> Note:
    noun = kind.title.lower()
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    if kind is REGISTRY:
        noun = "file of settings"
    return Note(
        what=f"{kind.name}-{what}",
        verb=verb,
        noun=noun,
        plural=plural,
        lines=tuple(lines),
        records=tuple(entry.document.path for entry in entries),
    )


def _ids(entries: list[Entry[Any]]) -> Line:
    return listed([line(code(entry.id)) for entry in entries])


def _fields(old: Entry[Any], new: Entry[Any]) -> Line:
    """Which fields of a record changed, with short values as they were and are."""
    was, now = old.document.data, new.document.data
    parts = [_field(at, _value(was, at), _value(now, at)) for at in differences(was, now)]
    return (*line(code(new.id), ": "), *listed(parts))


def _field(at: At, was: Any, now: Any) -> Line:
    name = line(code(pointer(at)))
    if any(isinstance(one, dict | list) or len(str(one)) > _SHORT for one in (was, now)):
        return name
    if now is None:
        return (*name, *line(" no longer ", said(was)))
    then = line(" instead of ", said(was)) if was is not None else ()
    return (*name, *line(" ", said(now)), *then)


def _value(data: Any, at: At) -> Any:
    """What stands at a place, or None."""
    for step in at:
        there = step in data if isinstance(data, dict) else isinstance(step, int)
        if not there:
            return None
        data = data[step]
    return data
