"""Check: from documents to a registry, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from registry.check.checks import CHECKS
from registry.check.shape import shape
from registry.problem import Problem, errors, in_order
from registry.records.build import build
from registry.records.document import Document, Loaded
from registry.records.registry import Entry, Registry
from registry.records.settings import REGISTRY

# Stands in for the default language while no registry.yml says which it is.
_LANGUAGE = "en"


def check(loaded: Loaded, today: date) -> tuple[Registry | None, list[Problem]]:
    """Build the registry and find every problem, in the order of files and places.

    `today` is a day of the calendar; only what lies after it is the future. Who asks the clock
    takes the date where days begin first, `registry.lifecycle.validity.first_day_of`.
    A file with problems of its own is left out of the registry, and what names it is no second
    problem. Without a usable `registry.yml` there is no registry, and only the files are checked
    one by one. A registry is returned beside errors, too: whether to go on is for the caller.
    """
    problems = [*loaded.problems, *_same_id(loaded.documents)]
    sound: list[Document] = []
    broken = set(loaded.unread)
    for document in loaded.documents:
        found = shape(document)
        problems += found
        if errors(found):
            broken.add((document.kind.name, document.id))
        else:
            sound.append(document)
    settings = next((found for found in sound if found.kind is REGISTRY), None)
    language = settings.data["languages"][0] if settings else _LANGUAGE
    entries: list[Entry[Any]] = [
        Entry(build(document.kind.record, document.data, language), document) for document in sound
    ]
    if settings is None:
        if (REGISTRY.name, REGISTRY.name) not in broken:
            problems.append(_missing_registry())
        return None, in_order(problems)
    registry = Registry(entries, broken, loaded.pictures)
    problems += rules(registry, today)
    return registry, in_order(problems)


def rules(registry: Registry, today: date) -> Iterator[Problem]:
    """What every check finds, with its code."""
    for rule in CHECKS:
        for problem in rule.run(registry, today):
            yield replace(problem, code=rule.code)


def _same_id(documents: tuple[Document, ...]) -> Iterator[Problem]:
    """Two files of one ID, in the drawers of two years."""
    first: dict[tuple[str, str], Document] = {}
    for document in documents:
        other = first.setdefault((document.kind.name, document.id), document)
        if other is not document:
            yield document.problem(
                f"{other.path} has the same ID",
                code="same-id",
                fix="delete one of the two files; a new case has a new ID",
            )


def _missing_registry() -> Problem:
    return Problem(
        code="missing-registry",
        message="there is no registry.yml, so nothing says who issues, where, in which language",
        path=REGISTRY.path,
        fix="write one with name, url, email, origin, languages, zone and tiers",
    )
