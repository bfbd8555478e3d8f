"""Credentials: each rests on one assessment, under a standard that was open for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.nearest import hint
from registry.lifecycle.line import line_of
from registry.lifecycle.status import ENDED, status_on
from registry.lifecycle.version import accepts_on, last_intake
from registry.problem import Problem
from registry.records import ids
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL, ERASURES, Credential
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD


def missing_assessment(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every credential has an assessment under the same ID: one case, one ID.

    So one decision to award is used once, and nobody is awarded without one.
    """
    for entry in registry.entries(CREDENTIAL):
        if not registry.exists(ASSESSMENT, entry.id):
            path = entry.document.path.replace("credentials/", "assessments/", 1)
            yield entry.problem(
                "no assessment says who decided to award it",
                fix=f"add {path}, with the panel and the dates",
            )


def standard_mismatch(registry: Registry, _today: date) -> Iterator[Problem]:
    """A credential and its assessment name the same version of the same standard.

    It is the one fact that is written twice: the panel and the registrar each state it.
    """
    for entry in registry.entries(CREDENTIAL):
        assessment = registry.get(ASSESSMENT, entry.id)
        if assessment and assessment.record.standard != entry.record.standard:
            yield entry.problem(
                f"the panel decided on `{assessment.record.standard}`,"
                f" not on `{entry.record.standard}`",
                "standard",
                fix=f"see {assessment.document.path}; one of the two is wrong",
            )


def awarded_early(registry: Registry, _today: date) -> Iterator[Problem]:
    """A credential is awarded when its panel has decided, not before."""
    for entry in registry.entries(CREDENTIAL):
        assessment = registry.get(ASSESSMENT, entry.id)
        if assessment and entry.record.awarded < assessment.record.decided:
            yield entry.problem(
                f"awarded on {entry.record.awarded}, before the panel decided"
                f" on {assessment.record.decided}",
                "awarded",
                fix=f"see `decided` in {assessment.document.path}",
            )


def standard_closed(registry: Registry, _today: date) -> Iterator[Problem]:
    """The standard took in work on the day that the work was submitted.

    It does from the day it takes effect until the last intake that its successor names, or else
    until the successor takes effect; and never once a body has retired it.
    """
    lines = {slug: line_of(registry, STANDARD, slug) for slug in registry.slugs(STANDARD)}
    for entry in registry.entries(CREDENTIAL):
        assessment = registry.get(ASSESSMENT, entry.id)
        standard = registry.get(STANDARD, entry.record.standard)
        if assessment is None or standard is None:
            continue
        line, day = lines[standard.slug], assessment.record.submitted
        if not accepts_on(line, standard.version, day):
            begin, end = standard.record.change.effective, last_intake(line, standard.version)
            span = f"from {begin}" + (f" to {end}" if end else " on")
            yield assessment.problem(
                f"`{standard.id}` took in no work on {day}",
                "submitted",
                fix=f"it did {span}; name the version that was open, or mend the date"
                if begin
                else "the version is a draft; announce it first, or name another",
            )


def unknown_result(registry: Registry, _today: date) -> Iterator[Problem]:
    """The result of a credential is one that its standard gives."""
    for entry in registry.entries(CREDENTIAL):
        standard = registry.standard(entry.record.standard)
        if standard and entry.record.result not in standard.results:
            yield entry.problem(
                f"`{entry.record.standard}` has no result `{entry.record.result}`",
                "result",
                fix=hint(entry.record.result, standard.results),
            )


def two_live(registry: Registry, today: date) -> Iterator[Problem]:
    """Nobody holds two credentials of the same version of a standard at the same time.

    Holders are the same who share a handle. Who shares only a name may be someone else, so that is
    a warning.
    """
    seen: dict[tuple[str, str, str], Entry[Credential]] = {}
    for entry in registry.entries(CREDENTIAL):
        record = entry.record
        holder = f"@{record.handle}" if record.handle else record.holder
        if holder is None:
            continue
        key = (record.standard, record.holder_kind, holder)
        first = seen.setdefault(key, entry)
        if first is entry or not _is_live(registry, entry, today):
            continue
        if not _is_live(registry, first, today):
            seen[key] = entry
            continue
        yield entry.problem(
            f"{record.holder or record.handle} already holds `{record.standard}`:"
            f" {ids.grouped(first.id)}",
            "handle" if record.handle else "holder",
            severity="error" if record.handle else "warning",
            fix="renew that one, or let it be replaced by this one"
            if record.handle
            else "renew that one; if this is somebody else of that name, all is well",
        )


def erased_id(registry: Registry, _today: date) -> Iterator[Problem]:
    """An erased ID is a real one, and its credential is gone."""
    erasures = registry.get(ERASURES, ERASURES.name)
    for number, erased in enumerate(erasures.record.erased if erasures else ()):
        assert erasures is not None
        credential = registry.get(CREDENTIAL, erased)
        if credential is not None:
            yield erasures.problem(
                f"{erased} is erased, but {credential.document.path} is still there",
                "erased",
                number,
                fix="delete that file; what was pushed must be removed from history too",
            )
        elif not ids.is_id(erased):
            yield erasures.problem(
                f"{erased} is not an ID: its last symbol does not fit the others",
                "erased",
                number,
                fix="look for a mistyped symbol",
            )


def _is_live(registry: Registry, entry: Entry[Credential], today: date) -> bool:
    standard = registry.standard(entry.record.standard)
    return standard is not None and status_on(entry.record, standard, today) not in ENDED
