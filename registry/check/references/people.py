"""References to people and organizations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.check.nearest import hint
from registry.check.references.dangling import Reference, dangling
from registry.lifecycle.votes import votes
from registry.problem import Problem
from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY
from registry.records.credential import CREDENTIAL
from registry.records.decision import DECISION
from registry.records.endorsement import ENDORSEMENT
from registry.records.kind import Kind
from registry.records.organization import ORGANIZATION
from registry.records.person import PERSON
from registry.records.registry import Registry
from registry.records.review import REVIEW


def unknown_person(registry: Registry, _today: date) -> Iterator[Problem]:
    """Everyone who is named by a handle has a file in `people/`."""
    yield from dangling(registry, PERSON, _people(registry))


def unknown_organization(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every organization that a person belongs to, or that endorses something, has a file."""
    yield from dangling(registry, ORGANIZATION, _organizations(registry))


def unknown_reviewer(registry: Registry, _today: date) -> Iterator[Problem]:
    """Who made a review is an organization or a person with a file."""
    kinds: tuple[Kind[Any], ...] = (ORGANIZATION, PERSON)
    for entry in registry.entries(REVIEW):
        by = entry.record.by
        if not any(registry.exists(kind, by) for kind in kinds):
            known = [found.id for kind in kinds for found in registry.entries(kind)]
            yield entry.problem(
                f"there is no organization and no person `{by}`",
                "by",
                fix=hint(by, known, "write the file first, in governance/organizations/"),
            )


def _organizations(registry: Registry) -> Iterator[Reference]:
    for person in registry.entries(PERSON):
        for number, row in enumerate(person.record.affiliations):
            yield person, ("affiliations", number, "organization"), row.organization
    for endorsement in registry.entries(ENDORSEMENT):
        yield endorsement, ("by",), endorsement.record.by


def _people(registry: Registry) -> Iterator[Reference]:
    for credential in registry.entries(CREDENTIAL):
        if credential.record.handle is not None:
            yield credential, ("handle",), credential.record.handle
    for assessment in registry.entries(ASSESSMENT):
        trace = assessment.record
        for field, handles in (("panel", trace.panel), ("recused", trace.recused)):
            for number, handle in enumerate(handles):
                yield assessment, (field, number), handle
    for body in registry.entries(BODY):
        for number, term in enumerate(body.record.terms):
            if term.holder is not None:
                yield body, ("terms", number, "holder"), term.holder
    yield from _voters(registry)
    yield from _owners(registry)


def _voters(registry: Registry) -> Iterator[Reference]:
    for decision in registry.entries(DECISION):
        for field, handles in votes(decision.record):
            for number, handle in enumerate(handles):
                yield decision, (field, number), handle


def _owners(registry: Registry) -> Iterator[Reference]:
    for review in registry.entries(REVIEW):
        for number, finding in enumerate(review.record.findings):
            yield review, ("findings", number, "owner"), finding.owner
