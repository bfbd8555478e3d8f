"""The order of events: of their days, and which may follow which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from registry.check.history.told import told
from registry.problem import Problem
from registry.records.registry import Registry
from registry.records.standard import PERMANENT


def history_order(registry: Registry, _today: date) -> Iterator[Problem]:
    """The events of a credential stand in the order of their days, after its award."""
    for entry in told(registry):
        events = entry.record.history
        if events[0].day < entry.record.awarded:
            yield entry.problem(
                f"{events[0].name} on {events[0].day}, before the award on {entry.record.awarded}",
                "history",
                0,
                events[0].name,
                fix="one of the two dates is mistyped",
            )
        for number, (before, after) in enumerate(pairwise(events), 1):
            if after.day < before.day:
                yield entry.problem(
                    f"{after.day} stands after {before.day}",
                    "history",
                    number,
                    after.name,
                    fix="events are added at the end; put this one in its place",
                )


def illegal_event(registry: Registry, _today: date) -> Iterator[Problem]:
    """An event may follow those before it: only what is suspended can be reinstated, for example.

    Nothing follows a revocation, and only a revocation a replacement, but for a correction: a
    holder can withdraw their name at any time. Nothing but an end or a correction follows a
    suspension before it is lifted. Alumni are holders of permanent credentials.
    """
    for entry in told(registry):
        standard = registry.standard(entry.record.standard)
        permanent = standard is None or standard.validity == PERMANENT
        state = "active"
        for number, event in enumerate(entry.record.history):
            refused = _refused(state, event.name)
            if event.name == "alumni" and not permanent:
                refused = "only the holder of a permanent credential becomes alumni"
            if refused:
                yield entry.problem(
                    refused,
                    "history",
                    number,
                    event.name,
                    fix="take the event back, or add the one that is missing before it",
                )
            elif event.name in ("revoked", "replaced", "suspended"):
                state = event.name
            elif event.name == "reinstated":
                state = "active"


def _refused(state: str, event: str) -> str:
    """Why `event` cannot happen to a credential in `state`; empty where it can."""
    if event == "corrected":
        return ""
    if state == "revoked":
        return "a revocation is final"
    if state == "replaced":
        return "" if event == "revoked" else "it was replaced; the newer one lives on"
    if state == "suspended":
        if event in ("reinstated", "revoked", "replaced"):
            return ""
        return "it is suspended" + ("" if event == "suspended" else " and must be reinstated first")
    return "it was not suspended" if event == "reinstated" else ""
