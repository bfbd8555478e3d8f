"""Holders: whom a version of a standard that is followed or ended leaves where they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.brief.note import DETAIL, Line, counted, line
from registry.lifecycle.grandfathering import Grandfathering, grandfathering
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD, Standard


def left_by(entry: Entry[Standard], head: Registry, today: date) -> Iterator[Line]:
    """Who keeps a version that another one follows or that is ended, and until when it goes on."""
    facts = grandfathering(head, entry, today)
    if facts.holders:
        yield _keep(entry, facts, head)
    else:
        yield line(DETAIL, f"Nobody holds {entry.version} today")
    if facts.last_intake:
        yield line(DETAIL, f"Work is taken in under {entry.version} until {facts.last_intake}")
    if facts.retires:
        yield line(DETAIL, f"{entry.version} retires on {facts.retires}")


def left_before(entry: Entry[Standard], head: Registry, today: date) -> Iterator[Line]:
    """Who still keeps a version older than this one; they renew by the newest, too."""
    for older in head.versions(STANDARD, entry.slug):
        if older.id == entry.id:
            return
        facts = grandfathering(head, older, today)
        if facts.holders:
            yield _keep(older, facts, head)


def _keep(entry: Entry[Standard], facts: Grandfathering, head: Registry) -> Line:
    least = head.settings.rules.suppress_below
    if facts.holders < least:
        few = f"Fewer than {least} holders keep {entry.version} until they renew"
        return line(DETAIL, few)
    last = f", the last until {facts.last_end}" if facts.last_end else ""
    many = counted(facts.holders, "current holder")
    return line(DETAIL, f"{many} keep {entry.version} until they renew{last}")
