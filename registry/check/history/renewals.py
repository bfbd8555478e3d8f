"""Renewals: in their time, and each by an assessment of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from registry.check.history.told import told
from registry.lifecycle.renewal import window
from registry.problem import Problem
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL, Credential, Event
from registry.records.registry import Entry, Registry


def renewed_outside(registry: Registry, _today: date) -> Iterator[Problem]:
    """A credential is renewed when its standard lets it: not before the window opens.

    After grace it can still be renewed; then the clock starts on that day.
    """
    for entry in told(registry):
        standard = registry.standard(entry.record.standard)
        if standard is None:
            continue
        for number, event in enumerate(entry.record.history):
            if event.renewed is None:
                continue
            before = replace(entry.record, history=entry.record.history[:number])
            days = window(before, standard)
            at = ("history", number, "renewed")
            if days is None:
                message = f"`{entry.record.standard}` cannot be renewed"
                yield entry.problem(message, *at, fix="take the event back")
            elif event.renewed < days.opens:
                yield entry.problem(
                    f"renewed on {event.renewed}, but its window opens on {days.opens}",
                    *at,
                    fix=f"it ends on {days.ends}; renew it from {days.opens} on",
                )


def renewal_assessment(registry: Registry, _today: date) -> Iterator[Problem]:
    """A renewal rests on an assessment of its own, of the same standard, decided by then.

    No assessment is used twice: not for two renewals, nor for an award and a renewal.
    """
    used: dict[str, str] = {}
    for entry in told(registry):
        for number, event in enumerate(entry.record.history):
            if event.renewed is None or event.assessment is None:
                continue
            at, case = ("history", number, "assessment"), event.assessment
            assessment = registry.get(ASSESSMENT, case)
            if registry.get(CREDENTIAL, case) is not None:
                message = f"{case} is the case of an award; a renewal is a case of its own"
                yield entry.problem(message, *at, fix="name the assessment of the renewal")
            elif case in used:
                message = f"{case} has already renewed {used[case]}"
                yield entry.problem(message, *at, fix="each renewal has an assessment of its own")
            elif assessment is not None:
                yield from _renewal(entry, number, event, assessment.record.standard)
                if assessment.record.decided > event.renewed:
                    yield entry.problem(
                        f"{case} was decided only on {assessment.record.decided}",
                        *at,
                        fix="a renewal counts from the day of its decision",
                    )
            used.setdefault(case, entry.id)


def _renewal(
    entry: Entry[Credential], number: int, event: Event, standard: str
) -> Iterator[Problem]:
    if standard.partition("@")[0] != entry.record.standard.partition("@")[0]:
        yield entry.problem(
            f"{event.assessment} is of another standard, `{standard}`",
            "history",
            number,
            "assessment",
            fix="name the assessment of this renewal",
        )
