"""Dates: what happened is past, and what begins comes before what ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.problem import At, Problem
from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY, Body, Term
from registry.records.credential import CREDENTIAL, Credential
from registry.records.decision import DECISION
from registry.records.kinds import VERSIONED
from registry.records.pathway import PATHWAY, Equivalence
from registry.records.person import PERSON, Affiliation, Person, Role
from registry.records.registry import Entry, Registry
from registry.records.topic import TOPIC

Dated = tuple[Entry[Any], At, date]
# Two dates of a record; the second must not be earlier.
Ordered = tuple[Entry[Any], At, date, At, date]


def future_date(registry: Registry, today: date) -> Iterator[Problem]:
    """Nothing that happened lies in the future: awards, events, decisions, votes, consents.

    The future begins after today in the time zone that is ahead of all others (UTC+14), so that
    nobody is told that their own today is tomorrow.
    Dates that are plans may lie ahead: `effective`, `valid_from`, `review`, the ends of terms.
    """
    for entry, at, day in _happened(registry):
        if day > today:
            yield entry.problem(
                f"{day} is still to come; today is {today}",
                *at,
                fix="write the day on which it happened, or wait until it has",
            )


def date_order(registry: Registry, _today: date) -> Iterator[Problem]:
    """What begins comes before what ends: `from` before `to`, submitted before decided."""
    for entry, first, begin, then, end in _ordered(registry):
        if end < begin:
            yield entry.problem(
                f"`{then[-1]}` is {end}, before `{first[-1]}`, which is {begin}",
                *then,
                fix="one of the two dates is mistyped",
            )


def _happened(registry: Registry) -> Iterator[Dated]:
    for credential in registry.entries(CREDENTIAL):
        yield from _happened_to(credential)
    for assessment in registry.entries(ASSESSMENT):
        yield assessment, ("submitted",), assessment.record.submitted
        yield assessment, ("decided",), assessment.record.decided
    for person in registry.entries(PERSON):
        yield from _happened_for(person)
    for decision in registry.entries(DECISION):
        yield decision, ("decided",), decision.record.decided
    for body in registry.entries(BODY):
        for number, term in enumerate(body.record.terms):
            if term.left is not None:
                yield body, ("terms", number, "left"), term.left
    for topic in registry.entries(TOPIC):
        yield topic, ("asked",), topic.record.asked
        if topic.record.closed is not None:
            yield topic, ("closed",), topic.record.closed
    yield from _given_up(registry)


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


def _ordered(registry: Registry) -> Iterator[Ordered]:
    for credential in registry.entries(CREDENTIAL):
        yield from _ordered_in(credential)
    for assessment in registry.entries(ASSESSMENT):
        trace = assessment.record
        yield assessment, ("submitted",), trace.submitted, ("decided",), trace.decided
    for decision in registry.entries(DECISION):
        vote = decision.record
        if vote.effective is not None:
            yield decision, ("decided",), vote.decided, ("effective",), vote.effective
    for person in registry.entries(PERSON):
        yield from _ordered_for(person)
    for body in registry.entries(BODY):
        yield from _terms(body)
    for pathway in registry.entries(PATHWAY):
        for number, accepted in enumerate(pathway.record.accepts):
            yield from _stretch(pathway, "accepts", number, accepted)
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


def _terms(entry: Entry[Body]) -> Iterator[Ordered]:
    for number, term in enumerate(entry.record.terms):
        yield from _stretch(entry, "terms", number, term)
        if term.left is not None:
            at: At = ("terms", number)
            yield entry, (*at, "from"), term.from_, (*at, "left"), term.left
            yield entry, (*at, "left"), term.left, (*at, "to"), term.to


def _stretch(
    entry: Entry[Any], field: str, number: int, row: Affiliation | Role | Term | Equivalence
) -> Iterator[Ordered]:
    if row.to is not None:
        yield entry, (field, number, "from"), row.from_, (field, number, "to"), row.to
