"""Votes: members vote, not too many of one organization, and nobody about themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.lifecycle.people import organizations_on
from registry.lifecycle.terms import members_on
from registry.lifecycle.votes import votes
from registry.problem import At, Problem
from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY, Body
from registry.records.credential import CREDENTIAL
from registry.records.decision import DECISION, Decision
from registry.records.kinds import kind_of
from registry.records.person import PERSON
from registry.records.registry import Entry, Registry


def voted_twice(registry: Registry, _today: date) -> Iterator[Problem]:
    """Nobody votes twice on a question, or votes and is recused."""
    for entry in registry.entries(DECISION):
        seen: dict[str, str] = {}
        for field, handles in votes(entry.record):
            for number, handle in enumerate(handles):
                if handle in seen:
                    yield entry.problem(
                        f"`{handle}` stands under `{seen[handle]}` already",
                        field,
                        number,
                        fix="see the minutes, and keep one of the two",
                    )
                seen.setdefault(handle, field)


def voter_outside(registry: Registry, _today: date) -> Iterator[Problem]:
    """Who votes on a decision, or is recused from it, sits in the body on the day it is decided."""
    for entry, body in _decided(registry):
        members = members_on(body, entry.record.decided)
        for at, handle in _voices(entry.record, recused=True):
            if handle not in members:
                yield entry.problem(
                    f"`{handle}` did not sit in {entry.record.body} on {entry.record.decided}",
                    *at,
                    fix=f"take the name away, or mend the terms of {entry.record.body}",
                )


def vote_organizations(registry: Registry, _today: date) -> Iterator[Problem]:
    """Of those who vote on a decision, no more belong to one organization than the body allows.

    It counts where they were on the day of the decision. Who is recused casts no vote.
    """
    for entry, body in _decided(registry):
        most, voters = body.voting.per_organization, _voices(entry.record)
        there: dict[str, list[At]] = {}
        for at, handle in voters:
            for name in organizations_on(registry, handle, entry.record.decided):
                there.setdefault(name, []).append(at)
        for name, places in sorted(there.items()):
            if len(places) > most:
                yield entry.problem(
                    f"{len(places)} of those who voted belonged to {name}, and {most} may",
                    *places[most],
                    fix="let one of them be recused, and count the votes again",
                )


def quorum_unreachable(registry: Registry, today: date) -> Iterator[Problem]:
    """A body has as many seats as must vote; with fewer members than that it can decide nothing.

    Too few seats are an error. Too few members today are a warning, until seats are filled.
    """
    for entry in registry.entries(BODY):
        quorum, seats = entry.record.voting.quorum, sum(entry.record.seats.values())
        members = len(members_on(entry.record, today))
        if quorum > seats:
            yield entry.problem(
                f"{quorum} must vote, and the seats are {seats}",
                *("voting", "quorum"),
                fix=f"write {seats} or less, or add seats",
            )
        elif quorum > members:
            yield entry.problem(
                f"{quorum} must vote, and the members today are {members}",
                *("voting", "quorum"),
                severity="warning",
                fix="fill the seats that are free",
            )


def vote_about_self(registry: Registry, _today: date) -> Iterator[Problem]:
    """Nobody votes on a decision about themselves: their own file, case, credential or seat.

    They are recused instead, which takes them out of the count. A decision to appoint that names a
    body is about those whose terms there begin on the day from which the decision counts.
    """
    for entry in registry.entries(DECISION):
        concerned = _concerned(registry, entry.record)
        for at, handle in _voices(entry.record):
            if handle in concerned:
                yield entry.problem(
                    f"`{handle}` votes about `{entry.record.about}`, which is their own",
                    *at,
                    fix="name them under `recused`, and count the votes again",
                )


def _decided(registry: Registry) -> Iterator[tuple[Entry[Decision], Body]]:
    """Every decision with its body, where that is known."""
    for entry in registry.entries(DECISION):
        body = registry.get(BODY, entry.record.body)
        if body is not None:
            yield entry, body.record


def _voices(decision: Decision, *, recused: bool = False) -> Iterator[tuple[At, str]]:
    """Everyone who cast a vote, and with `recused` those who did not, with the place of it."""
    for field, handles in votes(decision):
        if recused or field != "recused":
            for number, handle in enumerate(handles):
                yield (field, number), handle


def _concerned(registry: Registry, decision: Decision) -> frozenset[str]:
    """The handles of the people whom a decision is about."""
    found = kind_of(f"{decision.about}.yml")
    if found is None:
        return frozenset()
    kind, record_id = found
    if kind is PERSON:
        return frozenset({record_id})
    if kind in (CREDENTIAL, ASSESSMENT):  # one case, one ID
        credential = registry.get(CREDENTIAL, record_id)
        handle = credential.record.handle if credential else None
        return frozenset({handle} if handle else ())
    if kind is BODY and decision.action == "appoint":
        body, day = registry.get(BODY, record_id), decision.effective or decision.decided
        terms = body.record.terms if body else ()
        return frozenset(term.holder for term in terms if term.holder and term.from_ == day)
    return frozenset()
