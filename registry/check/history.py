"""The history of a credential: each event may follow the one before, and rests on a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from registry.lifecycle.renewal import window
from registry.problem import Problem
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL, Credential, Event
from registry.records.decision import DECISION
from registry.records.registry import Entry, Registry
from registry.records.standard import PERMANENT, STANDARD

_ACTION = {"suspended": "suspend", "reinstated": "reinstate", "revoked": "revoke"}
# Reasons for which one decision may end many credentials at once.
_FOR_ALL = ("issuer-closed", "key-compromise")


def history_order(registry: Registry, _today: date) -> Iterator[Problem]:
    """The events of a credential stand in the order of their days, after its award."""
    for entry in _told(registry):
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
    for entry in _told(registry):
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


def renewed_outside(registry: Registry, _today: date) -> Iterator[Problem]:
    """A credential is renewed when its standard lets it: not before the window opens.

    After grace it can still be renewed; then the clock starts on that day.
    """
    for entry in _told(registry):
        standard = registry.standard(entry.record.standard)
        if standard is None:
            continue
        for number, event in enumerate(entry.record.history):
            if event.renewed is None:
                continue
            before = replace(entry.record, history=entry.record.history[:number])
            days = window(before, standard)
            at = ("history", number, "renewed")
            if days is None:
                message = f"`{entry.record.standard}` cannot be renewed"
                yield entry.problem(message, *at, fix="take the event back")
            elif event.renewed < days.opens:
                yield entry.problem(
                    f"renewed on {event.renewed}, but its window opens on {days.opens}",
                    *at,
                    fix=f"it ends on {days.ends}; renew it from {days.opens} on",
                )


def event_decision(registry: Registry, _today: date) -> Iterator[Problem]:
    """A suspension, reinstatement or revocation rests on a decision to do that to this credential.

    Where the issuer closes or a key is lost, one decision about a standard or the registry will do.
    """
    for entry in _told(registry):
        for number, event in enumerate(entry.record.history):
            decision = registry.get(DECISION, event.decision) if event.decision else None
            if decision is None or event.name not in _ACTION:
                continue
            at = ("history", number, "decision")
            fix = f"see {decision.document.path}"
            if decision.record.action != _ACTION[event.name]:
                yield entry.problem(
                    f"the decision is to {decision.record.action}, not to {_ACTION[event.name]}",
                    *at,
                    fix=fix,
                )
            if decision.record.about not in _subjects(entry, event):
                yield entry.problem(
                    f"the decision is about {decision.record.about}, not about this credential",
                    *at,
                    fix=fix,
                )
            effective = decision.record.effective or decision.record.decided
            if event.day < effective:
                yield entry.problem(
                    f"{event.name} on {event.day}, but the decision counts from {effective}",
                    *at,
                    fix=fix,
                )


def replaced_by(registry: Registry, _today: date) -> Iterator[Problem]:
    """A credential is replaced by another one of the same standard, awarded by then."""
    for entry in _told(registry):
        for number, event in enumerate(entry.record.history):
            if event.replaced is None or event.by is None:
                continue
            other = registry.get(CREDENTIAL, event.by)
            at = ("history", number, "by")
            if event.by == entry.id:
                message = "a credential cannot replace itself"
                yield entry.problem(message, *at, fix="name the new one")
            elif other is None:
                continue
            elif other.record.standard.partition("@")[0] != entry.record.standard.partition("@")[0]:
                yield entry.problem(
                    f"{event.by} is of another standard, `{other.record.standard}`",
                    *at,
                    fix="name the credential that stands for this one now",
                )
            elif other.record.awarded > event.replaced:
                yield entry.problem(
                    f"{event.by} was awarded only on {other.record.awarded}",
                    *at,
                    fix="one of the two dates is mistyped",
                )


def renewal_assessment(registry: Registry, _today: date) -> Iterator[Problem]:
    """A renewal rests on an assessment of its own, of the same standard, decided by then.

    No assessment is used twice: not for two renewals, nor for an award and a renewal.
    """
    used: dict[str, str] = {}
    for entry in _told(registry):
        for number, event in enumerate(entry.record.history):
            if event.renewed is None or event.assessment is None:
                continue
            at, case = ("history", number, "assessment"), event.assessment
            assessment = registry.get(ASSESSMENT, case)
            if registry.get(CREDENTIAL, case) is not None:
                message = f"{case} is the case of an award; a renewal is a case of its own"
                yield entry.problem(message, *at, fix="name the assessment of the renewal")
            elif case in used:
                message = f"{case} has already renewed {used[case]}"
                yield entry.problem(message, *at, fix="each renewal has an assessment of its own")
            elif assessment is not None:
                yield from _renewal(entry, number, event, assessment.record.standard)
                if assessment.record.decided > event.renewed:
                    yield entry.problem(
                        f"{case} was decided only on {assessment.record.decided}",
                        *at,
                        fix="a renewal counts from the day of its decision",
                    )
            used.setdefault(case, entry.id)


def suspension_review(registry: Registry, today: date) -> Iterator[Problem]:
    """A suspension is looked at again by the day it names; afterwards this is a warning."""
    for entry in _told(registry):
        number, event = len(entry.record.history) - 1, entry.record.history[-1]
        if event.name == "suspended" and event.review is not None and event.review < today:
            yield entry.problem(
                f"the suspension was to be looked at again on {event.review}",
                "history",
                number,
                "review",
                severity="warning",
                fix="reinstate or revoke it, or decide on a new date",
            )


def _renewal(
    entry: Entry[Credential], number: int, event: Event, standard: str
) -> Iterator[Problem]:
    if standard.partition("@")[0] != entry.record.standard.partition("@")[0]:
        yield entry.problem(
            f"{event.assessment} is of another standard, `{standard}`",
            "history",
            number,
            "assessment",
            fix="name the assessment of this renewal",
        )


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


def _subjects(entry: Entry[Credential], event: Event) -> tuple[str, ...]:
    own = entry.document.path.removesuffix(".yml")
    if event.reason not in _FOR_ALL:
        return (own,)
    return (own, STANDARD.path_of(entry.record.standard).removesuffix(".yml"), "registry")


def _told(registry: Registry) -> Iterator[Entry[Credential]]:
    """The credentials to which something happened."""
    return (entry for entry in registry.entries(CREDENTIAL) if entry.record.history)
