"""Which versions are set beside each other, and where that page is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from registry.difference.compare import difference_of
from registry.difference.model import Difference
from registry.difference.versions import previous_of, version_of
from registry.lifecycle.line import in_force, state_of
from registry.lifecycle.status import ENDED, status_on
from registry.lifecycle.version import State
from registry.records.credential import CREDENTIAL
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD
from registry.site.site import Site

# The IDs of versions that people hold.
Held = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two versions of one slug, the older one first."""

    registry: Registry
    before: Entry[Any]
    after: Entry[Any]

    @property
    def page(self) -> str:
        """The path of the page of the two."""
        return page_of(self.before, self.after)

    @cached_property
    def difference(self) -> Difference:
        """All that changed from the older to the newer one."""
        one, other = version_of(self.registry, self.before), version_of(self.registry, self.after)
        return difference_of(one, other)


def page_of(before: Entry[Any], after: Entry[Any]) -> str:
    """Where the page is that sets two versions beside each other."""
    return f"{after.subject}/from-{before.version}/"


def step_of(registry: Registry, entry: Entry[Any]) -> Pair | None:
    """A version beside the one before it; None for the first, and for a draft that was given up."""
    before = previous_of(registry, entry)
    if before is None or entry.record.change.withdrawn is not None:
        return None
    return Pair(registry=registry, before=before, after=entry)


def pairs(site: Site, kind: Kind[Any], slug: str, held: Held) -> Iterator[Pair]:
    """Each version beside the one before, and the one in force beside each that is still held."""
    seen = set()
    for entry in site.registry.versions(kind, slug):
        step = step_of(site.registry, entry)
        if step is not None:
            seen.add(step.page)
            yield step
    for leap in leaps(site, kind, slug, held):
        if leap.page not in seen:
            yield leap


def leaps(site: Site, kind: Kind[Any], slug: str, held: Held) -> list[Pair]:
    """The version in force beside each older one that people still hold, newest first."""
    registry = site.registry
    line = registry.versions(kind, slug)
    now = in_force(registry, kind, slug, site.as_of)
    if now is None:
        return []
    older = [entry for entry in line[: line.index(now)] if entry.id in held]
    return [Pair(registry=registry, before=entry, after=now) for entry in reversed(older)]


def held_versions(site: Site) -> Held:
    """The versions that someone holds a credential by, and the skill maps that these rest on.

    The skill maps of standards in force are among them: someone may hold such a credential soon.
    """
    registry, day = site.registry, site.as_of
    held: set[str] = set()
    for entry in registry.entries(CREDENTIAL):
        credential = entry.record
        if credential.standard in held or credential.awarded > day:
            continue
        if status_on(credential, registry.standard_of(credential), day) not in ENDED:
            held.add(credential.standard)
    for standard in registry.entries(STANDARD):
        if standard.id in held or state_of(registry, standard, day) is State.EFFECTIVE:
            held.add(standard.record.framework)
    return frozenset(held)
