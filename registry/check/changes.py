"""Changes from version to version: what they ask of people, and how long before people are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from registry.difference.classes import at_least
from registry.difference.compare import difference_of
from registry.difference.formats import one_line
from registry.difference.model import FieldChange
from registry.difference.versions import Version, version_of
from registry.drafts.bump import is_draft
from registry.drafts.version import free_version
from registry.lifecycle.validity import after
from registry.problem import Problem
from registry.records.change import Change
from registry.records.kinds import VERSIONED
from registry.records.period import Period
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD

_YEAR = Period(years=1)
_LONGEST = 200  # characters of a change that a message quotes


def class_too_low(registry: Registry, _today: date) -> Iterator[Problem]:
    """The declared class of a change is no lower than the one that its fields come to.

    Each field has its rule, on the pages about fields; the highest class of all changes counts.
    A body may declare a higher class, as when the new words of a policy ask more of people.
    """
    for before, entry in _steps(registry):
        declared = entry.record.change.class_
        sides = version_of(registry, before), version_of(registry, entry)
        if declared is None or (before.document.kind is STANDARD and not all(map(_whole, sides))):
            continue
        difference = difference_of(*sides)
        if difference.class_ and not at_least(declared, difference.class_):
            yield entry.problem(
                f"declared {declared}, but it is {difference.class_}:"
                f" {_reasons(difference.with_class(difference.class_), before, entry)}",
                "change",
                "class",
                fix=_bumped(entry)
                or f"write `class: {difference.class_}`, or undo what makes it so",
            )


def version_number(registry: Registry, _today: date) -> Iterator[Problem]:
    """Numbers rise by one: after 2.1 comes 3.0 where the change is breaking, and else 2.2.

    The first version may have any number, as a standard may be older than its registry. The number
    of a draft that was given up is passed over.
    """
    for before, entry in _steps(registry):
        kind, class_ = entry.document.kind, entry.record.change.class_
        if class_ is None:
            continue
        line = registry.versions(kind, entry.slug)
        given_up = frozenset(other.version for other in line if other.record.change.withdrawn)
        expected = free_version(before.version, class_, given_up)
        if entry.version != expected:
            yield entry.problem(
                f"after {before.version} comes {expected}, as the change is {class_}",
                "change",
                "class",
                fix=_bumped(entry)
                or f"rename the file to {kind.path_of(f'{entry.slug}@{expected}')}, or mend the"
                " class",
            )


def notice_short(registry: Registry, _today: date) -> Iterator[Problem]:
    """A version takes effect no sooner after its announcement than its class asks for.

    The periods of notice for each class stand in `registry.yml` under `rules.notice`.
    """
    for kind in VERSIONED:
        for entry in registry.entries(kind):
            change: Change = entry.record.change
            if not (change.class_ and change.announced and change.effective):
                continue
            notice: Period = getattr(registry.settings.rules.notice, change.class_)
            first = after(notice, change.announced)
            if change.announced <= change.effective < first:
                given, asked = change.effective - change.announced, first - change.announced
                yield entry.problem(
                    f"{_days(given)} of notice, and {change.class_} asks for {_days(asked)}",
                    "change",
                    "effective",
                    fix=f"write {first} or later",
                )


def breaking_twice(registry: Registry, _today: date) -> Iterator[Problem]:
    """At most one breaking change of a standard, framework or policy takes effect in twelve months.

    Who prepares for one version should not find the next in force before they are ready.
    """
    last: dict[tuple[str, str], Entry[Any]] = {}
    for _, entry in _steps(registry):
        change: Change = entry.record.change
        if change.class_ != "breaking" or change.effective is None:
            continue
        line = (entry.document.kind.name, entry.slug)
        before = last.get(line)
        last[line] = entry
        if before is None:
            continue
        day: date = before.record.change.effective
        if day <= change.effective < after(_YEAR, day):
            yield entry.problem(
                f"{before.version}, which is breaking as well, takes effect on {day}",
                "change",
                "effective",
                fix=f"write {after(_YEAR, day)} or later, or leave out what breaks",
            )


def _steps(registry: Registry) -> Iterator[tuple[Entry[Any], Entry[Any]]]:
    """Each version with the one that follows it, oldest first, without drafts that were given up.

    Of kinds of which every file could be read: a gap in the line would be taken for a change.
    """
    for kind in VERSIONED:
        for slug in registry.slugs(kind) if registry.is_whole(kind) else ():
            line = registry.versions(kind, slug)
            yield from pairwise(one for one in line if one.record.change.withdrawn is None)


def _bumped(entry: Entry[Any]) -> str:
    """The command that gives a draft its class and number; empty for what is no draft any more."""
    if not is_draft(entry):
        return ""
    line = f"{entry.document.kind.folder}/{entry.slug}"
    return f"run `sealbook standard bump {line}`: it writes the class and the number that follow"


def _whole(version: Version) -> bool:
    return version.framework is not None


def _reasons(changes: Sequence[FieldChange], before: Entry[Any], entry: Entry[Any]) -> str:
    """The first change of the class with its line, and how many more there are."""
    first = changes[0]
    text = one_line(first)
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    if first.after_at is not None:
        text += f" (line {entry.document.span(first.after_at).line})"
    elif first.before_at is not None:
        text += f" (line {before.document.span(first.before_at).line} of {before.version})"
    return text + (f", and {len(changes) - 1} more" if len(changes) > 1 else "")


def _days(period: timedelta) -> str:
    return f"{period.days} day{'s' * (period.days != 1)}"
