"""What ends or pauses a credential: decided by a body, looked at again, replaced by another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.history.told import told
from registry.problem import Problem
from registry.records.credential import CREDENTIAL, Credential, Event
from registry.records.decision import DECISION
from registry.records.registry import Entry, Registry
from registry.records.settings import REGISTRY
from registry.records.standard import STANDARD

_ACTION = {"suspended": "suspend", "reinstated": "reinstate", "revoked": "revoke"}
# Reasons for which one decision may end many credentials at once.
_FOR_ALL = ("issuer-closed", "key-compromise")


def event_decision(registry: Registry, _today: date) -> Iterator[Problem]:
    """A suspension, reinstatement or revocation rests on a decision to do that to this credential.

    Where the issuer closes or a key is lost, one decision about a standard or the registry will do.
    """
    for entry in told(registry):
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


def suspension_review(registry: Registry, today: date) -> Iterator[Problem]:
    """A suspension is looked at again by the day it names; afterwards this is a warning."""
    for entry in told(registry):
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


def replaced_by(registry: Registry, _today: date) -> Iterator[Problem]:
    """A credential is replaced by another one of the same standard, awarded by then."""
    for entry in told(registry):
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


def _subjects(entry: Entry[Credential], event: Event) -> tuple[str, ...]:
    if event.reason not in _FOR_ALL:
        return (entry.subject,)
    standard = STANDARD.path_of(entry.record.standard).removesuffix(".yml")
    return (entry.subject, standard, REGISTRY.name)
