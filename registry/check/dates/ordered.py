"""Every two dates of a record that come in an order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.problem import At
from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY, Body, Term
from registry.records.consultation import CONSULTATION
from registry.records.credential import CREDENTIAL, Credential
from registry.records.decision import DECISION
from registry.records.endorsement import ENDORSEMENT
from registry.records.pathway import PATHWAY, Equivalence
from registry.records.person import PERSON, Affiliation, Person, Role
from registry.records.registry import Entry, Registry
from registry.records.review import REVIEW, Review
from registry.records.snapshot import SNAPSHOT
from registry.records.topic import TOPIC

# Two dates of a record; the second must not be earlier.
Ordered = tuple[Entry[Any], At, date, At, date]


def ordered(registry: Registry) -> Iterator[Ordered]:
    """Each pair of dates of a record of which the second must not be earlier."""
    for credential in registry.entries(CREDENTIAL):
        yield from _ordered_in(credential)
    for assessment in registry.entries(ASSESSMENT):
        trace = assessment.record
        yield assessment, ("submitted",), trace.submitted, ("decided",), trace.decided
    for person in registry.entries(PERSON):
        yield from _ordered_for(person)
    for pathway in registry.entries(PATHWAY):
        for number, accepted in enumerate(pathway.record.accepts):
            yield from _stretch(pathway, "accepts", number, accepted)
    yield from _ordered_in_governance(registry)


def _ordered_in_governance(registry: Registry) -> Iterator[Ordered]:
    for decision in registry.entries(DECISION):
        vote = decision.record
        if vote.effective is not None:
            yield decision, ("decided",), vote.decided, ("effective",), vote.effective
    for body in registry.entries(BODY):
        yield from _terms(body)
    for consultation in registry.entries(CONSULTATION):
        asked = consultation.record
        yield consultation, ("opens",), asked.opens, ("closes",), asked.closes
    for endorsement in registry.entries(ENDORSEMENT):
        word = endorsement.record
        yield endorsement, ("from",), word.from_, ("to",), word.to
    for review in registry.entries(REVIEW):
        yield from _findings(review)
    for snapshot in registry.entries(SNAPSHOT):
        counts = snapshot.record
        yield snapshot, ("from",), counts.from_, ("to",), counts.to
        yield snapshot, ("to",), counts.to, ("taken",), counts.taken
    for topic in registry.entries(TOPIC):
        if topic.record.closed is not None:
            yield topic, ("asked",), topic.record.asked, ("closed",), topic.record.closed


def _ordered_in(entry: Entry[Credential]) -> Iterator[Ordered]:
    record = entry.record
    if record.valid_from is not None:
        yield entry, ("awarded",), record.awarded, ("valid_from",), record.valid_from
    for number, event in enumerate(record.history):
        if event.review is not None:
            at: At = ("history", number)
            yield entry, (*at, event.name), event.day, (*at, "review"), event.review


def _ordered_for(entry: Entry[Person]) -> Iterator[Ordered]:
    for number, affiliation in enumerate(entry.record.affiliations):
        yield from _stretch(entry, "affiliations", number, affiliation)
    for number, role in enumerate(entry.record.roles):
        yield from _stretch(entry, "roles", number, role)
        if role.trained is not None:
            at: At = ("roles", number)
            yield entry, (*at, "trained"), role.trained, (*at, "from"), role.from_


def _terms(entry: Entry[Body]) -> Iterator[Ordered]:
    for number, term in enumerate(entry.record.terms):
        yield from _stretch(entry, "terms", number, term)
        if term.left is not None:
            at: At = ("terms", number)
            yield entry, (*at, "from"), term.from_, (*at, "left"), term.left
            yield entry, (*at, "left"), term.left, (*at, "to"), term.to


def _findings(entry: Entry[Review]) -> Iterator[Ordered]:
    for number, finding in enumerate(entry.record.findings):
        yield entry, ("done",), entry.record.done, ("findings", number, "due"), finding.due


def _stretch(
    entry: Entry[Any], field: str, number: int, row: Affiliation | Role | Term | Equivalence
) -> Iterator[Ordered]:
    if row.to is not None:
        yield entry, (field, number, "from"), row.from_, (field, number, "to"), row.to
