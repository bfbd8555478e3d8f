"""Who must approve: the bodies that own what changes, but for those whom a record is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.brief.note import Approval, Excluded, Line, code, line
from registry.forge.owners import owned, owner_of
from registry.lifecycle.terms import members_on
from registry.records.assessment import Assessment
from registry.records.body import BODY, Body
from registry.records.credential import CREDENTIAL, Credential
from registry.records.decision import Decision
from registry.records.kinds import kind_of
from registry.records.person import Person
from registry.records.registry import Entry, Registry
from registry.records.review import Review


def approvals(
    base: Registry, head: Registry, paths: frozenset[str], today: date
) -> Iterator[Approval]:
    """One approval for each body that owns a changed file, as the base has it.

    A change cannot choose its own judges: owners and terms are those from before it.
    """
    theirs: dict[str, list[str]] = {}
    bodies: dict[str, Entry[Body]] = {}
    for path in sorted(paths):
        owner = owner_of(base, path)
        theirs.setdefault(owner.id if owner else "", []).append(path)
        if owner:
            bodies[owner.id] = owner
    for slug, files in sorted(theirs.items(), key=lambda item: (not item[0], item[0])):
        folders = tuple(dict.fromkeys(_folder(base, path) for path in files))
        if slug not in bodies:
            yield Approval(body="", title="", folders=folders, members=(), excluded=())
            continue
        body = bodies[slug]
        about = _about(base, head, files)
        members = members_on(body.record, today)
        yield Approval(
            body=slug,
            title=str(body.record.title),
            folders=folders,
            members=tuple(handle for handle in members if handle not in about),
            excluded=tuple(
                Excluded(handle=handle, why=about[handle]) for handle in members if handle in about
            ),
        )


def _folder(base: Registry, path: str) -> str:
    """The folder by which a file has its owner; of what nobody names, the one at the top."""
    folder = path
    while folder := folder.rpartition("/")[0]:
        if folder in owned(base):
            return folder
    return path.partition("/")[0]


def _about(base: Registry, head: Registry, paths: list[str]) -> dict[str, Line]:
    """Whom these records are about, and why.

    Whose credential it is, is told only where it says so after the change: a name that is withheld
    or erased by it is not repeated, and those who approve know whom they know.
    """
    found: dict[str, Line] = {}
    for path in paths:
        claimed = kind_of(path)
        for registry in (base, head) if claimed else ():
            assert claimed is not None
            entry: Entry[Any] | None = registry.get(*claimed)
            if entry is not None and (registry is head or claimed[0] is not CREDENTIAL):
                for handle, why in _named(entry, base):
                    found.setdefault(handle, line(why, " (", code(path), ")"))
    return found


def _named(entry: Entry[Any], base: Registry) -> Iterator[tuple[str, str]]:
    record = entry.record
    if isinstance(record, Person):
        yield entry.id, "it is their own file"
    elif isinstance(record, Credential) and record.handle:
        yield record.handle, "it is their own credential"
    elif isinstance(record, Decision | Assessment):
        for handle in record.recused:
            yield handle, "they were recused"
    elif isinstance(record, Review):
        yield record.by, "it is their own review"
    elif isinstance(record, Body):
        old = base.get(BODY, entry.id)
        for term in record.terms:
            if term.holder and (old is None or term not in old.record.terms):
                yield term.holder, "it is their own term"
