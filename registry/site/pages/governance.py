"""Governance: bodies, decisions, policies, organizations, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.lifecycle.votes import cast, is_carried, is_quorate
from registry.records.body import BODY, Body, Term
from registry.records.decision import DECISION, Decision
from registry.records.organization import ORGANIZATION, Organization
from registry.records.person import PERSON
from registry.records.policy import POLICY, Policy
from registry.records.registry import Entry
from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.markdown.policy_text import policy_text
from registry.site.people import is_listed, runs_on
from registry.site.site import Site
from registry.site.versions import current, versions

_TOP = ("Governance", "governance/")


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """A seat on the day of the pages; neither holder nor declared vacancy is an open seat."""

    constituency: str
    term: Term | None

    @property
    def is_filled(self) -> bool:
        """Whether someone sits there."""
        return self.term is not None and self.term.holder is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """A decision with what its votes come to."""

    entry: Entry[Decision]
    cast: int
    quorate: bool
    carried: bool


def governance_pages(site: Site) -> Iterator[Artifact]:
    """The index, and a page for each body, decision, policy version and organization."""
    registry = site.registry
    yield page(
        site,
        "governance/",
        "governance.md.j2",
        title="Governance",
        description="Who decides, by which rules, and what was decided.",
        bodies=[(entry, seats(entry.record, site)) for entry in registry.entries(BODY)],
        votes=[vote(site, entry) for entry in registry.entries(DECISION)][::-1],
        policies=[
            (
                current(registry, POLICY, slug, site.as_of),
                versions(registry, POLICY, slug, site.as_of),
            )
            for slug in registry.slugs(POLICY)
        ],
        people=[entry for entry in registry.entries(PERSON) if is_listed(entry.record)],
        organizations=registry.entries(ORGANIZATION),
    )
    for body in registry.entries(BODY):
        yield _body(site, body)
    for decision in registry.entries(DECISION):
        yield _decision(site, decision)
    for policy in registry.entries(POLICY):
        yield _policy(site, policy)
    for organization in registry.entries(ORGANIZATION):
        yield _organization(site, organization)


def seats(body: Body, site: Site) -> list[Seat]:
    """Every seat of a body with its running term, by constituency."""
    found = []
    for constituency, number in body.seats.items():
        running = [
            term
            for term in body.terms
            if term.seat == constituency and term.from_ <= site.as_of <= term.ends
        ]
        open_seats: list[Term | None] = [None] * max(number - len(running), 0)
        found += [Seat(constituency=constituency, term=term) for term in [*running, *open_seats]]
    return found


def vote(site: Site, entry: Entry[Decision]) -> Vote:
    """The arithmetic of a decision under the rule of its body."""
    body = site.registry.get(BODY, entry.record.body)
    voting = body.record.voting if body else None
    return Vote(
        entry=entry,
        cast=cast(entry.record),
        quorate=voting is not None and is_quorate(entry.record, voting),
        carried=voting is not None and is_carried(entry.record, voting),
    )


def _body(site: Site, entry: Entry[Body]) -> Artifact:
    body = entry.record
    past = [term for term in body.terms if term.ends < site.as_of]
    coming = [term for term in body.terms if term.from_ > site.as_of]
    votes = [
        vote(site, row) for row in site.registry.entries(DECISION) if row.record.body == entry.id
    ]
    return page(
        site,
        f"governance/bodies/{entry.id}/",
        "body.md.j2",
        title=body.title.in_(site.settings.language),
        description=body.purpose.in_(site.settings.language),
        crumbs=[_TOP],
        body=body,
        seats=seats(body, site),
        past=sorted(past, key=lambda term: term.from_, reverse=True),
        coming=coming,
        votes=votes[::-1],
    )


def _decision(site: Site, entry: Entry[Decision]) -> Artifact:
    decision = entry.record
    body = site.registry.get(BODY, decision.body)
    return page(
        site,
        f"governance/decisions/{entry.id}/",
        "decision.md.j2",
        title=decision.question.in_(site.settings.language),
        crumbs=[_TOP],
        decision=decision,
        body=body,
        vote=vote(site, entry),
        groups=[
            ("For", "check", decision.for_),
            ("Against", "cross", decision.against),
            ("Abstained", "vacant", decision.abstained),
            ("Stepped aside", "next", decision.recused),
        ],
    )


def _policy(site: Site, entry: Entry[Policy]) -> Artifact:
    history = versions(site.registry, POLICY, entry.slug, site.as_of)
    title = entry.record.title.in_(site.settings.language)
    return page(
        site,
        f"governance/policies/{entry.slug}/{entry.version}/",
        "policy.md.j2",
        title=f"{title} {entry.version}",
        crumbs=[_TOP],
        policy=entry.record,
        version=entry.version,
        versions=history,
        current=next(row for row in history if row.version == entry.version),
        text=policy_text(entry.document.body),
    )


def _organization(site: Site, entry: Entry[Organization]) -> Artifact:
    people = [
        person.id
        for person in site.registry.entries(PERSON)
        if is_listed(person.record)
        and any(
            row.organization == entry.id and runs_on(row, site.as_of)
            for row in person.record.affiliations
        )
    ]
    return page(
        site,
        f"governance/organizations/{entry.id}/",
        "organization.md.j2",
        title=entry.record.name.in_(site.settings.language),
        crumbs=[_TOP],
        organization=entry.record,
        people=people,
    )
