"""References: what a record names exists, as another record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from registry.check.nearest import hint, nearest, one_of
from registry.lifecycle.votes import votes
from registry.problem import At, Problem
from registry.records.assessment import ASSESSMENT
from registry.records.body import BODY
from registry.records.credential import CREDENTIAL, ERASURES
from registry.records.decision import DECISION
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.kinds import KINDS, kind_of
from registry.records.organization import ORGANIZATION
from registry.records.pathway import PATHWAY, Choice, Pathway
from registry.records.person import PERSON
from registry.records.policy import POLICY
from registry.records.registry import Entry, Registry
from registry.records.settings import REGISTRY
from registry.records.standard import STANDARD, Standard

Reference = tuple[Entry[Any], At, str]


def unknown_standard(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every standard that a record names has a file of that version.

    `data-practitioner@2.1` is the file `standards/data-practitioner/2.1.yml`; `@2` is any 2.x.
    """
    yield from _dangling(registry, STANDARD, _standards(registry))


def missing_picture(registry: Registry, _today: date) -> Iterator[Problem]:
    """The picture that registry.yml names is a file in `assets/`.

    Only this folder is published. A standard without a picture in `assets/badges/` has a plain one.
    """
    for settings in registry.entries(REGISTRY):
        image = settings.record.image
        if image is not None and image not in registry.pictures:
            yield settings.problem(
                f"there is no picture `{image}` in assets/",
                "image",
                fix=hint(image, sorted(registry.pictures), "add the file, or delete the line"),
            )


def unknown_framework(registry: Registry, _today: date) -> Iterator[Problem]:
    """The framework that a standard takes its competencies from has a file of that version."""
    frameworks = (
        (entry, ("framework",), entry.record.framework) for entry in registry.entries(STANDARD)
    )
    yield from _dangling(registry, FRAMEWORK, frameworks)


def unknown_person(registry: Registry, _today: date) -> Iterator[Problem]:
    """Everyone who is named by a handle has a file in `people/`."""
    yield from _dangling(registry, PERSON, _people(registry))


def unknown_organization(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every organization that a person belongs to has a file."""
    organizations = (
        (entry, ("affiliations", number, "organization"), row.organization)
        for entry in registry.entries(PERSON)
        for number, row in enumerate(entry.record.affiliations)
    )
    yield from _dangling(registry, ORGANIZATION, organizations)


def unknown_body(registry: Registry, _today: date) -> Iterator[Problem]:
    """The body that took a decision has a file."""
    bodies = ((entry, ("body",), entry.record.body) for entry in registry.entries(DECISION))
    yield from _dangling(registry, BODY, bodies)


def unknown_decision(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every decision that a record rests on has a file."""
    yield from _dangling(registry, DECISION, _decisions(registry))


def unknown_credential(registry: Registry, _today: date) -> Iterator[Problem]:
    """The credential that replaces another has a file, or was erased since."""
    erased = _erased(registry)
    replacements = (
        (entry, ("history", number, "by"), event.by)
        for entry in registry.entries(CREDENTIAL)
        for number, event in enumerate(entry.record.history)
        if event.by is not None and event.by not in erased
    )
    yield from _dangling(registry, CREDENTIAL, replacements)


def unknown_assessment(registry: Registry, _today: date) -> Iterator[Problem]:
    """The assessment that a renewal names has a file."""
    renewals = (
        (entry, ("history", number, "assessment"), event.assessment)
        for entry in registry.entries(CREDENTIAL)
        for number, event in enumerate(entry.record.history)
        if event.assessment is not None
    )
    yield from _dangling(registry, ASSESSMENT, renewals)


def unknown_policy(registry: Registry, _today: date) -> Iterator[Problem]:
    """The version of a policy that a person accepted has a file."""
    policies = (
        (entry, ("accepted", number, "policy"), row.policy)
        for entry in registry.entries(PERSON)
        for number, row in enumerate(entry.record.accepted)
    )
    yield from _dangling(registry, POLICY, policies)


def unknown_subject(registry: Registry, _today: date) -> Iterator[Problem]:
    """A decision is about `registry` or about a record that has a file, or was erased since.

    `about` is the path of that file without its ending, such as `standards/data-practitioner/2.1`.
    """
    for entry in registry.entries(DECISION):
        about = entry.record.about
        if not _is_subject(registry, about):
            folder = about.rpartition("/")[0] + "/"
            paths = (found.document.path for kind in KINDS for found in registry.entries(kind))
            near = [path.rpartition(".")[0] for path in paths if path.startswith(folder)]
            yield entry.problem(
                f"a decision is about a record, and `{about}` is none",
                "about",
                fix=hint(about, near, "write the path of its file without the ending"),
            )


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


def _dangling(
    registry: Registry, kind: Kind[Any], references: Iterable[Reference]
) -> Iterator[Problem]:
    for entry, at, name in references:
        if not registry.exists(kind, name):
            message, fix = _no_such(registry, kind, name)
            yield entry.problem(message, *at, fix=fix)


def _no_such(registry: Registry, kind: Kind[Any], name: str) -> tuple[str, str]:
    """What to say of a name that no record of the kind has, and how to mend it."""
    slug, _, version = name.partition("@")
    versions = [found.version for found in registry.versions(kind, slug)] if version else []
    if versions:
        files = f"versions are the files in {kind.folder}/{slug}/"
        return (
            f"{kind.name} `{slug}` has no version {version}",
            f"use {one_of(reversed(versions))}; {files}",
        )
    known = registry.slugs(kind) if version else [found.id for found in registry.entries(kind)]
    near = nearest(slug, known)
    if near and version:
        same = f"{near}@{version}"
        near = same if registry.exists(kind, same) else registry.versions(kind, near)[-1].id
    otherwise = f"write it first, or name one of the files in {kind.folder}/"
    return f"there is no {kind.name} `{name}`", f"did you mean `{near}`?" if near else otherwise


def _standards(registry: Registry) -> Iterator[Reference]:
    for credential in registry.entries(CREDENTIAL):
        yield credential, ("standard",), credential.record.standard
    for assessment in registry.entries(ASSESSMENT):
        yield assessment, ("standard",), assessment.record.standard
    for standard in registry.entries(STANDARD):
        for number, name in enumerate(standard.record.prerequisites):
            yield standard, ("prerequisites", number), name
    for person in registry.entries(PERSON):
        for number, role in enumerate(person.record.roles):
            if role.scope is not None:
                yield person, ("roles", number, "scope"), role.scope
        for number, row in enumerate(person.record.calibrated):
            yield person, ("calibrated", number, "standard"), row.standard
    for pathway in registry.entries(PATHWAY):
        yield from _pathway(pathway)


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


def _voters(registry: Registry) -> Iterator[Reference]:
    for decision in registry.entries(DECISION):
        for field, handles in votes(decision.record):
            for number, handle in enumerate(handles):
                yield decision, (field, number), handle


def _decisions(registry: Registry) -> Iterator[Reference]:
    for credential in registry.entries(CREDENTIAL):
        for number, event in enumerate(credential.record.history):
            if event.decision is not None:
                yield credential, ("history", number, "decision"), event.decision
    for assessment in registry.entries(ASSESSMENT):
        if assessment.record.override is not None:
            yield assessment, ("override",), assessment.record.override


def _is_subject(registry: Registry, about: str) -> bool:
    for ending in (".yml", ".md"):
        found = kind_of(about + ending)
        if found is not None:
            kind, record_id = found
            if kind is CREDENTIAL and record_id in _erased(registry):
                return True
            entry = registry.get(kind, record_id)
            # The year is a drawer: it is no part of the ID, but it is part of the path.
            return (
                entry.document.path == about + ending
                if entry is not None
                else registry.exists(kind, record_id)
            )
    return False


def _erased(registry: Registry) -> frozenset[str]:
    erasures = registry.get(ERASURES, ERASURES.name)
    return frozenset(erasures.record.erased if erasures else ())
