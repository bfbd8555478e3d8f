"""Every date in the records that says when something happened, which is never a plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.problem import At
from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY
from registry.records.credential import CREDENTIAL, Credential
from registry.records.decision import DECISION
from registry.records.kinds import VERSIONED
from registry.records.person import PERSON, Person
from registry.records.registry import Entry, Registry
from registry.records.review import REVIEW, Review
from registry.records.snapshot import SNAPSHOT
from registry.records.topic import TOPIC

Dated = tuple[Entry[Any], At, date]


def happened(registry: Registry) -> Iterator[Dated]:
    """Each date on which something has happened, with its place."""
    for credential in registry.entries(CREDENTIAL):
        yield from _happened_to(credential)
    for assessment in registry.entries(ASSESSMENT):
        yield assessment, ("submitted",), assessment.record.submitted
        yield assessment, ("decided",), assessment.record.decided
    for person in registry.entries(PERSON):
        yield from _happened_for(person)
    for decision in registry.entries(DECISION):
        yield decision, ("decided",), decision.record.decided
    yield from _happened_in_governance(registry)
    yield from _given_up(registry)


def _happened_in_governance(registry: Registry) -> Iterator[Dated]:
    for body in registry.entries(BODY):
        for number, term in enumerate(body.record.terms):
            if term.left is not None:
                yield body, ("terms", number, "left"), term.left
    for topic in registry.entries(TOPIC):
        yield topic, ("asked",), topic.record.asked
        if topic.record.closed is not None:
            yield topic, ("closed",), topic.record.closed
    for review in registry.entries(REVIEW):
        yield from _happened_since(review)
    for snapshot in registry.entries(SNAPSHOT):
        yield snapshot, ("taken",), snapshot.record.taken


def _happened_since(entry: Entry[Review]) -> Iterator[Dated]:
    yield entry, ("done",), entry.record.done
    for number, finding in enumerate(entry.record.findings):
        if finding.closed is not None:
            yield entry, ("findings", number, "closed"), finding.closed


def _given_up(registry: Registry) -> Iterator[Dated]:
    for kind in VERSIONED:
        for entry in registry.entries(kind):
            if entry.record.change.withdrawn is not None:
                yield entry, ("change", "withdrawn"), entry.record.change.withdrawn


def _happened_to(entry: Entry[Credential]) -> Iterator[Dated]:
    record = entry.record
    yield entry, ("awarded",), record.awarded
    if record.consent is not None:
        yield entry, ("consent", "date"), record.consent.date
    for number, event in enumerate(record.history):
        yield entry, ("history", number, event.name), event.day


def _happened_for(entry: Entry[Person]) -> Iterator[Dated]:
    if entry.record.consent is not None:
        yield entry, ("consent",), entry.record.consent
    for number, role in enumerate(entry.record.roles):
        if role.trained is not None:
            yield entry, ("roles", number, "trained"), role.trained
    for number, calibration in enumerate(entry.record.calibrated):
        yield entry, ("calibrated", number, "date"), calibration.date
    for number, acceptance in enumerate(entry.record.accepted):
        yield entry, ("accepted", number, "date"), acceptance.date
