"""Assessments: a panel of the size that the standard asks for, which agreed, on enough evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.nearest import hint
from registry.problem import Problem
from registry.records.assessment import ASSESSMENT, Assessment
from registry.records.credential import CREDENTIAL, ERASURES
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD, Standard


def lead_outside(registry: Registry, _today: date) -> Iterator[Problem]:
    """The one who leads a panel sits in it."""
    for entry in registry.entries(ASSESSMENT):
        if entry.record.lead not in entry.record.panel:
            yield entry.problem(
                f"`{entry.record.lead}` leads a panel without sitting in it",
                "lead",
                fix=hint(entry.record.lead, entry.record.panel),
            )


def recused_sits(registry: Registry, _today: date) -> Iterator[Problem]:
    """Nobody who is recused sits in the panel."""
    for entry in registry.entries(ASSESSMENT):
        for number, handle in enumerate(entry.record.recused):
            if handle in entry.record.panel:
                yield entry.problem(
                    f"`{handle}` is recused and sits in the panel",
                    "recused",
                    number,
                    fix="one of the two is wrong; `panel` are those who voted",
                )


def panel_short(registry: Registry, _today: date) -> Iterator[Problem]:
    """A panel has as many evaluators as the standard asks for, unless a body let it have fewer."""
    for entry, standard in _awards(registry):
        there, asked = len(entry.record.panel), standard.panel.evaluators
        if there < asked and entry.record.override is None:
            yield entry.problem(
                f"{there} of the {asked} evaluators that `{entry.record.standard}` asks for",
                "panel",
                fix="name all who voted, or add `override` with the decision of the body",
            )


def too_much_dissent(registry: Registry, _today: date) -> Iterator[Problem]:
    """As many of a panel agreed as the standard asks for, unless a body decided otherwise."""
    for entry, standard in _awards(registry):
        there, against = len(entry.record.panel), entry.record.dissent
        if against > there:
            yield entry.problem(
                f"{against} dissented in a panel of {there}",
                "dissent",
                fix="`dissent` counts those of the panel who voted against",
            )
        elif there - against < standard.panel.agree and entry.record.override is None:
            yield entry.problem(
                f"{there - against} agreed, but `{entry.record.standard}` asks for"
                f" {standard.panel.agree}",
                "dissent" if against else "panel",
                fix="this is no award; a body may decide otherwise, in `override`",
            )


def unknown_stream(registry: Registry, _today: date) -> Iterator[Problem]:
    """The kinds of evidence of an assessment are those that the tasks of the standard yield."""
    for entry, standard in _awards(registry):
        known = standard.streams
        for number, stream in enumerate(entry.record.streams):
            if stream not in known:
                yield entry.problem(
                    f"no task of `{entry.record.standard}` yields `{stream}`",
                    "streams",
                    number,
                    fix=hint(stream, sorted(known)),
                )


def evidence_short(registry: Registry, _today: date) -> Iterator[Problem]:
    """An award rests on as many kinds of evidence as the standard asks for."""
    for entry, standard in _awards(registry):
        there, asked = len(entry.record.streams), standard.scoring.streams
        if there < asked and entry.record.override is None:
            yield entry.problem(
                f"{there} of the {asked} kinds of evidence that `{entry.record.standard}` asks for",
                "streams",
                fix="name every stream that the panel saw, or add `override`",
            )


def unused_assessment(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every assessment belongs to a credential, a renewal or an erasure; else this is a warning."""
    if not registry.is_whole(CREDENTIAL):
        return  # a renewal may stand in the file that could not be read
    renewals = _renewals(registry)
    erasures = registry.get(ERASURES, ERASURES.name)
    erased = set(erasures.record.erased) if erasures else set()
    for entry in registry.entries(ASSESSMENT):
        if entry.id in renewals or entry.id in erased:
            continue
        if not registry.exists(CREDENTIAL, entry.id):
            yield entry.problem(
                "no credential and no renewal rests on this assessment",
                severity="warning",
                fix=f"add the credential {entry.id}, or delete this file if nothing was awarded",
            )


def _awards(registry: Registry) -> Iterator[tuple[Entry[Assessment], Standard]]:
    """The assessments of awards with their standards; a renewal may rest on units instead."""
    renewals = _renewals(registry)
    for entry in registry.entries(ASSESSMENT):
        standard = registry.get(STANDARD, entry.record.standard)
        if standard is not None and entry.id not in renewals:
            yield entry, standard.record


def _renewals(registry: Registry) -> frozenset[str]:
    return frozenset(
        event.assessment
        for entry in registry.entries(CREDENTIAL)
        for event in entry.record.history
        if event.assessment is not None
    )
