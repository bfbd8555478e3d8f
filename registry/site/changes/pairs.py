"""Which versions are set beside each other, and where that page is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from registry.difference.compare import difference_of
from registry.difference.model import Difference
from registry.difference.versions import previous_of, version_of
from registry.lifecycle.grandfathering import grandfathering
from registry.lifecycle.line import line_of
from registry.lifecycle.version import State, current_on, state_on
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD
from registry.site.site import Site


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


def pairs(site: Site, kind: Kind[Any], slug: str) -> Iterator[Pair]:
    """Each version beside the one before, and the one in force beside each that is still held."""
    registry = site.registry
    seen = set()
    for entry in registry.versions(kind, slug):
        step = step_of(registry, entry)
        if step is not None:
            seen.add(step.page)
            yield step
    for leap in leaps(site, kind, slug):
        if leap.page not in seen:
            yield leap


def leaps(site: Site, kind: Kind[Any], slug: str) -> list[Pair]:
    """The version in force beside each older one that people still hold, newest first."""
    registry = site.registry
    line = registry.versions(kind, slug)
    name = current_on(line_of(registry, kind, slug), site.as_of)
    now = registry.get(kind, f"{slug}@{name}")
    if now is None:
        return []
    older = [entry for entry in line if line.index(entry) < line.index(now)]
    found = [entry for entry in older if is_held(site, entry)]
    return [Pair(registry=registry, before=entry, after=now) for entry in reversed(found)]


def is_held(site: Site, entry: Entry[Any]) -> bool:
    """Whether someone holds a credential by this version, or a standard that someone may hold."""
    registry, day = site.registry, site.as_of
    if entry.document.kind is STANDARD:
        return grandfathering(registry, entry, day).holders > 0
    if entry.document.kind is not FRAMEWORK:
        return False
    return any(
        standard.record.framework == entry.id
        and (
            state_on(line_of(registry, STANDARD, standard.slug), standard.version, day)
            is State.EFFECTIVE
            or is_held(site, standard)
        )
        for standard in registry.entries(STANDARD)
    )
