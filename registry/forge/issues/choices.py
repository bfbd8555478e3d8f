"""What can be chosen in a form: the registry's own records, by title and name.

Nothing here depends on the day, so that the forms change with the records alone.
An option of a question that takes several is an ID without a comma, because GitHub joins answers
by commas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.kinds import VERSIONED
from registry.records.organization import ORGANIZATION
from registry.records.person import PERSON
from registry.records.policy import POLICY
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD

Options = Mapping[str, str]
# What GitHub shows for no choice at all; no option may be called so.
_RESERVED = "none"


def newest(registry: Registry, kind: Kind[Any]) -> list[Entry[Any]]:
    """The newest version of each slug of a kind, leaving out what was given up."""
    found = []
    for slug in registry.slugs(kind):
        line = registry.versions(kind, slug)
        kept = [entry for entry in line if entry.record.change.withdrawn is None]
        found += kept[-1:]
    return found


def standards(registry: Registry) -> Options:
    """Every standard, as its slug."""
    return {_titled(entry, entry.slug): entry.slug for entry in newest(registry, STANDARD)}


def majors(registry: Registry) -> Options:
    """Every standard with its newest major version, such as `data-practitioner@2`."""
    names = (f"{e.slug}@{e.version.partition('.')[0]}" for e in newest(registry, STANDARD))
    return _plain(names)


def versioned(registry: Registry) -> Options:
    """Every standard, framework and policy, as the path of its folder."""
    return {
        _titled(entry, f"{kind.folder}/{entry.slug}"): f"{kind.folder}/{entry.slug}"
        for kind in (STANDARD, *(kind for kind in VERSIONED if kind is not STANDARD))
        for entry in newest(registry, kind)
    }


def competencies(registry: Registry) -> Options:
    """Every competency of the newest skill maps, such as `open-data/cleaning`."""
    return {
        f"{competency.title} ({entry.slug}/{competency.id})": f"{entry.slug}/{competency.id}"
        for entry in newest(registry, FRAMEWORK)
        for competency in entry.record.competencies
    }


def policies(registry: Registry) -> Options:
    """Every policy that applies to some role, as its slug."""
    return {
        _titled(entry, entry.slug): entry.slug
        for entry in newest(registry, POLICY)
        if entry.record.applies_to
    }


def organizations(registry: Registry) -> Options:
    """Every organization, as its slug."""
    return {
        f"{entry.record.name} ({entry.id})": entry.id for entry in registry.entries(ORGANIZATION)
    }


def evaluators(registry: Registry) -> Options:
    """Everybody who is or was an evaluator, by handle; a check knows who was when."""
    return _plain(
        entry.id
        for entry in registry.entries(PERSON)
        if any(role.role == "evaluator" for role in entry.record.roles)
    )


def results(registry: Registry) -> Options:
    """Every result that some standard has."""
    return _plain(result for entry in newest(registry, STANDARD) for result in entry.record.results)


def streams(registry: Registry) -> Options:
    """Every kind of evidence that some standard takes."""
    return _plain(
        stream
        for entry in newest(registry, STANDARD)
        for task in entry.record.tasks
        for stream in task.streams
    )


def languages(registry: Registry) -> Options:
    """The languages of the registry."""
    return _plain(registry.settings.languages)


def _titled(entry: Entry[Any], name: str) -> str:
    return f"{entry.record.title} ({name})"


def _plain(names: Iterable[str]) -> Options:
    return {name: name for name in names if name != _RESERVED}
