"""To bump a slug: begin its next version, or give the draft that there is its right number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from registry.difference.classes import CLASSES, at_least
from registry.difference.compare import difference_of
from registry.difference.model import Difference
from registry.difference.versions import previous_of, version_of
from registry.drafts.version import SUMMARY, free_version, next_draft, reclassed
from registry.records.change import ChangeClass
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry


@dataclass(frozen=True, kw_only=True, slots=True)
class Bump:
    """A draft as it should be: its number, its class, and the text of its file at `path`.

    `draft` is the draft that there is already, with another number perhaps; None for a new one.
    `difference` is what that draft changes; None where there is nothing to compare it with.
    """

    previous: Entry[Any] | None
    version: str
    class_: ChangeClass | None
    path: str
    text: str
    draft: Entry[Any] | None = None
    difference: Difference | None = None


class ClassTooLow(Exception):
    """A draft changes more than the class that was asked for says; `difference` tells what."""

    def __init__(self, difference: Difference) -> None:
        super().__init__(difference.after)
        self.difference = difference


def bump(
    registry: Registry,
    kind: Kind[Any],
    slug: str,
    class_: ChangeClass | None = None,
    *,
    taken: frozenset[str] = frozenset(),
    summary: str = SUMMARY,
) -> Bump:
    """The next version of a slug that has one, as a draft.

    A new draft says the lowest class, as it changes nothing yet, unless another is asked for. One
    that there is already gets the class that it declares or that its changes come to, whichever is
    higher, and the number that follows from it. `taken` are all versions that have a file.
    Raises ClassTooLow.
    """
    line = registry.versions(kind, slug)
    taken |= {entry.version for entry in line}
    newest = [entry for entry in line if entry.record.change.withdrawn is None][-1:] or line[-1:]
    if is_draft(newest[0]):
        return _renumbered(registry, newest[0], class_, taken - {newest[0].version})
    class_ = class_ or CLASSES[0]
    version = free_version(newest[0].version, class_, taken)
    return Bump(
        previous=newest[0],
        version=version,
        class_=class_,
        path=kind.path_of(f"{slug}@{version}"),
        text=next_draft(newest[0].document, class_, summary),
    )


def is_draft(entry: Entry[Any]) -> bool:
    """Whether a version may still change: it was neither announced nor given up."""
    change = entry.record.change
    return change.announced is None and change.withdrawn is None


def _renumbered(
    registry: Registry, draft: Entry[Any], asked: ChangeClass | None, taken: frozenset[str]
) -> Bump:
    document, previous = draft.document, previous_of(registry, draft)
    if previous is None:  # a first version changes nothing, so it has no class to go by
        return Bump(
            previous=None,
            version=draft.version,
            class_=draft.record.change.class_,
            path=document.path,
            text=document.text,
            draft=draft,
        )
    difference = difference_of(version_of(registry, previous), version_of(registry, draft))
    needed = difference.class_ or CLASSES[0]
    if asked is not None and not at_least(asked, needed):
        raise ClassTooLow(difference)
    declared = draft.record.change.class_ or CLASSES[0]
    class_ = asked or (declared if at_least(declared, needed) else needed)
    version = free_version(previous.version, class_, taken)
    is_same = class_ == draft.record.change.class_
    return Bump(
        previous=previous,
        version=version,
        class_=class_,
        path=document.kind.path_of(f"{draft.slug}@{version}"),
        text=document.text if is_same else reclassed(document, class_),
        draft=draft,
        difference=difference,
    )
