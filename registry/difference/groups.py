"""The changes of a difference as a reader wants them: by subject, the most important first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from registry.difference.classes import CLASSES
from registry.difference.model import Difference, FieldChange, Subject

_SHARED = 3  # from so many subjects on, one change of all of them is said once


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Changes of one subject, or changes that are the same in several, such as a level reworded.

    Where there are several subjects, `changes` are those of the first.
    """

    subjects: tuple[Subject, ...]
    changes: tuple[FieldChange, ...]


def groups(difference: Difference) -> tuple[Group, ...]:
    """Every change once, in order of class: groups by their highest, then changes in a group."""
    subjects: dict[str, list[Subject]] = {}
    for change in difference.changes:
        subjects.setdefault(_anywhere(change), []).append(change.subject)
    found: dict[tuple[Subject, ...], list[FieldChange]] = {}
    for change in difference.changes:
        shared = subjects[_anywhere(change)]
        key = tuple(shared) if len(shared) >= _SHARED else (change.subject,)
        if key[0] == change.subject:
            found.setdefault(key, []).append(change)
    made = [Group(subjects=key, changes=_by_class(changes)) for key, changes in found.items()]
    return tuple(sorted(made, key=_order))


def _order(group: Group) -> tuple[int, bool]:
    """By the highest class, and first what concerns several subjects."""
    return _rank(group.changes[0]), len(group.subjects) == 1


def _anywhere(change: FieldChange) -> str:
    """What the change is but for its subject, to find the same one elsewhere."""
    kind = change.subject.kind
    return repr((kind, change.field, change.key, change.before, change.after, change.inherited))


def _by_class(changes: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    return tuple(sorted(changes, key=_rank))


def _rank(change: FieldChange) -> int:
    return -CLASSES.index(change.class_)
