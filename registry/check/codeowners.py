"""CODEOWNERS: GitHub asks those for approval who sit in the bodies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from registry.forge.codeowners import SINCE, codeowners, overtaken_by
from registry.problem import Problem, Span
from registry.records.reading import CODEOWNERS
from registry.records.registry import Registry

_FIX = "run `sealbook github`, and commit what it writes"


def codeowners_stale(registry: Registry, today: date) -> Iterator[Problem]:
    """The file .github/CODEOWNERS names those who sit in the bodies today, and nobody else.

    Where only time went by since the file was right, because a term began or ended as planned, this
    is a warning: a calendar alone stops nobody from publishing. Where the file says something else
    than the records, or somebody left early, it is an error. A registry without that file is not
    judged.
    """
    if registry.codeowners is None:
        return
    there = registry.codeowners.splitlines()
    right = codeowners(registry, today).splitlines()
    if there == right:
        return
    turns = overtaken_by(registry, registry.codeowners, today)
    lines = enumerate(zip_longest(there, right), start=1)
    unlike = [(row, old, new) for row, (old, new) in lines if old != new]
    number, old, new = next((row for row in unlike if _tells(*row[1:])), unlike[0])
    if turns:
        message = "it is older than the terms: " + ", ".join(map(str, turns))
    elif new is None:
        message = "the records have no such line"
    else:
        message = f"the records say here: {' '.join(new.split()) or 'nothing'}"
    yield Problem(
        code="",
        message=message,
        path=CODEOWNERS,
        span=Span(number, 1, number, max(2, len(old or "") + 1)),
        severity="warning" if turns else "error",
        fix=_FIX,
    )


def _tells(old: str | None, new: str | None) -> bool:
    """Whether what is another in two lines says what happened.

    The day in the head follows from the rules, and their columns from the longest of them.
    """
    if old is None or new is None:
        return True
    return old.split() != new.split() and not (old.startswith(SINCE) and new.startswith(SINCE))
