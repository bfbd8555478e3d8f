"""References to standards, frameworks and competencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from registry.check.nearest import hint
from registry.check.references.dangling import Reference, dangling
from registry.problem import At, Problem
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL
from registry.records.framework import FRAMEWORK
from registry.records.pathway import PATHWAY, Choice, Pathway
from registry.records.person import PERSON, Person
from registry.records.registry import Entry, Registry
from registry.records.snapshot import SNAPSHOT
from registry.records.standard import STANDARD, Standard


def unknown_standard(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every standard that a record names has a file of that version.

    `data-practitioner@2.1` is the file `standards/data-practitioner/2.1.yml`; `@2` is any 2.x.
    """
    yield from dangling(registry, STANDARD, _standards(registry))


def unknown_framework(registry: Registry, _today: date) -> Iterator[Problem]:
    """The framework that a standard takes its competencies from has a file of that version."""
    frameworks = (
        (entry, ("framework",), entry.record.framework) for entry in registry.entries(STANDARD)
    )
    yield from dangling(registry, FRAMEWORK, frameworks)


def unknown_competency(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every competency that a standard, its rubric or a framework names is in the framework."""
    for framework in registry.entries(FRAMEWORK):
        known = [competency.id for competency in framework.record.competencies]
        for number, competency in enumerate(framework.record.competencies):
            for row, need in enumerate(competency.needs):
                if need not in known:
                    yield framework.problem(
                        f"`{competency.id}` needs `{need}`, which is no competency here",
                        *("competencies", number, "needs", row),
                        fix=hint(need, known),
                    )
    for standard in registry.entries(STANDARD):
        source = registry.framework_of(standard.record)
        if source is not None:
            known = [competency.id for competency in source.competencies]
            yield from _competencies(standard, known)


def unknown_snapshot(registry: Registry, _today: date) -> Iterator[Problem]:
    """The surveys that show the demand for a competency are snapshots in `governance/metrics/`."""
    surveys = (
        (entry, ("competencies", number, "demand", row), name)
        for entry in registry.entries(FRAMEWORK)
        for number, competency in enumerate(entry.record.competencies)
        for row, name in enumerate(competency.demand)
    )
    yield from dangling(registry, SNAPSHOT, surveys)


def _competencies(entry: Entry[Standard], known: list[str]) -> Iterator[Problem]:
    message = f"`{entry.record.framework}` has no competency "
    for name in entry.record.competencies:
        if name not in known:
            at = ("competencies", name)
            yield entry.problem(f"{message}`{name}`", *at, key=True, fix=hint(name, known))
    for number, criterion in enumerate(entry.record.rubric):
        for row, name in enumerate(criterion.shows):
            if name not in known:
                place = ("rubric", number, "shows", row)
                yield entry.problem(f"{message}`{name}`", *place, fix=hint(name, known))


def _standards(registry: Registry) -> Iterator[Reference]:
    for credential in registry.entries(CREDENTIAL):
        yield credential, ("standard",), credential.record.standard
    for assessment in registry.entries(ASSESSMENT):
        yield assessment, ("standard",), assessment.record.standard
    for standard in registry.entries(STANDARD):
        for number, name in enumerate(standard.record.prerequisites):
            yield standard, ("prerequisites", number), name
    for person in registry.entries(PERSON):
        yield from _judged_by(person)
    for snapshot in registry.entries(SNAPSHOT):
        for number, count in enumerate(snapshot.record.counts):
            if count.standard is not None:
                yield snapshot, ("counts", number, "standard"), count.standard
    for pathway in registry.entries(PATHWAY):
        yield from _pathway(pathway)


def _judged_by(entry: Entry[Person]) -> Iterator[Reference]:
    for number, role in enumerate(entry.record.roles):
        if role.scope is not None:
            yield entry, ("roles", number, "scope"), role.scope
    for number, row in enumerate(entry.record.calibrated):
        yield entry, ("calibrated", number, "standard"), row.standard


def _pathway(entry: Entry[Pathway]) -> Iterator[Reference]:
    yield from _rules(entry, ("core",), entry.record.core)
    for number, track in enumerate(entry.record.tracks):
        yield from _rules(entry, ("tracks", number, "needs"), track.needs)
    for number, accepted in enumerate(entry.record.accepts):
        yield entry, ("accepts", number, "instead_of"), accepted.instead_of


def _rules(entry: Entry[Any], at: At, rules: Iterable[Choice | str]) -> Iterator[Reference]:
    for number, rule in enumerate(rules):
        if isinstance(rule, str):
            yield entry, (*at, number), rule
        else:
            for row, name in enumerate(rule.of):
                yield entry, (*at, number, "of", row), name
