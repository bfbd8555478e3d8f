"""Versions: what was announced stays, and a new announcement gives its notice from now on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from registry.check.since.places import differences
from registry.lifecycle.validity import after
from registry.problem import Problem, Span
from registry.records.binding import binding
from registry.records.change import Change
from registry.records.document import pointer
from registry.records.framework import FRAMEWORK
from registry.records.kinds import VERSIONED
from registry.records.registry import Entry, Registry
from registry.records.schema import schema
from registry.records.standard import STANDARD

_FIX = "undo the change, and say it in a new version; translations may be mended"


def announced_edited(base: Registry, head: Registry, today: date) -> Iterator[Problem]:
    """A standard, framework or policy that was announced stays as it was.

    People plan by what was announced, and credentials rest on it. What has to change becomes a new
    version; the end of this one is written in the `change.previous` of that. Translations may be
    added or mended, because the default language binds. Of a policy, the text is part of it; of a
    standard, the framework that it uses.
    """
    announced = list(_announced(base, today))
    for old in [*announced, *_used(base, announced)]:
        new = head.get(old.document.kind, old.id)
        if new is None or new.document is old.document:
            continue
        for at in differences(*(_binding(entry, base) for entry in (old, new))):
            yield new.problem(
                f"`{pointer(at)}` was changed after {old.id} was announced", *at, key=True, fix=_FIX
            )
        if new.document.body != old.document.body:
            yield _text_edited(old, new)


def announced_vanished(base: Registry, head: Registry, today: date) -> Iterator[Problem]:
    """The file of a version that was announced stays.

    Its page and its digest are what credentials and acceptances name. A version ends by a successor
    that says when, or by a decision to retire it.
    """
    for old in _announced(base, today):
        if not head.exists(old.document.kind, old.id):
            yield old.document.problem(
                f"{old.id} was announced, and its file is gone",
                fix="bring it back; a version ends by a successor, or by a decision to retire it",
            )


def notice_from_merge(base: Registry, head: Registry, today: date) -> Iterator[Problem]:
    """The notice of a change counts from the day on which it is merged.

    A version that this change announces may bear an earlier day, but nobody could read it before.
    So from today on, too, there is as much time until it takes effect as its class asks for: by the
    rules as they were, or as this change makes them, whichever is longer.
    """
    known = {entry.document.path for entry in _announced(base, today)}
    for entry in _announced(head, today):
        change: Change = entry.record.change
        if entry.document.path in known or _is_unknown(base, entry) or change.class_ is None:
            continue
        told = _told(change, today)
        asked = [getattr(one.settings.rules.notice, change.class_) for one in (base, head)]
        first = max(after(period, told) for period in asked)
        if change.effective and change.effective < first:
            days = max(0, (change.effective - told).days)
            yield entry.problem(
                f"merged today, it gives {days} days of notice; {change.class_} asks for"
                f" {(first - told).days}",
                "change",
                "effective",
                fix=f"write {first} or later, and today as the day of `announced`",
            )


def _told(change: Change, today: date) -> date:
    """The day from which people could know, if this is merged today.

    The day of a check is taken where days begin first; where the author lives it may still be the
    day before.
    """
    eve = today - timedelta(days=1)
    return change.announced if change.announced and change.announced >= eve else today


def _announced(base: Registry, today: date) -> Iterator[Entry[Any]]:
    for kind in VERSIONED:
        for entry in base.entries(kind):
            change: Change = entry.record.change
            if change.announced and change.announced <= today:
                yield entry


def _used(base: Registry, announced: list[Entry[Any]]) -> list[Entry[Any]]:
    """The frameworks that announced standards use, and that are not announced themselves."""
    used = [
        base.get(FRAMEWORK, entry.record.framework)
        for entry in announced
        if entry.document.kind is STANDARD
    ]
    known = {entry.document.path for entry in announced}
    found = {entry.id: entry for entry in used if entry and entry.document.path not in known}
    return list(found.values())


def _is_unknown(base: Registry, entry: Entry[Any]) -> bool:
    """Whether the base has the version, and nobody could read what it says."""
    kind = entry.document.kind
    return base.exists(kind, entry.id) and base.get(kind, entry.id) is None


def _binding(entry: Entry[Any], base: Registry) -> Any:
    document = entry.document
    return binding(document.data, schema(document.kind.name), base.settings.language)


def _text_edited(old: Entry[Any], new: Entry[Any]) -> Problem:
    """The first line of the text that is another."""
    before, now = (entry.document.body.split("\n") for entry in (old, new))
    same = 0
    while before[same : same + 1] == now[same : same + 1]:
        same += 1
    first = new.document.text[: -len(new.document.body) or None].count("\n") + 1 + same
    problem = new.document.problem(f"the text was changed after {old.id} was announced", fix=_FIX)
    return replace(problem, span=Span(first, 1, first, len("".join(now[same : same + 1])) + 1))
