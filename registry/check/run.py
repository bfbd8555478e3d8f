"""Check: from documents to a registry, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from registry.check.checks import CHECKS
from registry.check.layout import one_layout
from registry.check.shape.judge import shape
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
    A registry is returned beside errors, too: whether to go on is for the caller.
    """
    registry, problems = read(loaded)
    if registry is not None:
        problems += rules(registry, today)
    return registry, in_order(problems)


def read(loaded: Loaded, beside: Registry | None = None) -> tuple[Registry | None, list[Problem]]:
    """Build the registry, with the problems of its files one by one.

    A file with problems of its own is left out of the registry, and what names it is no second
    problem. Without a usable `registry.yml` there is no registry.
    Records that `beside` made of the same documents are taken from there.
    """
    problems = [*loaded.problems, *_same_id(loaded.documents)]
    sound: list[Document] = []
    broken = set(loaded.unread)
    for document in loaded.documents:
        found = [] if _known(document, beside) else shape(document)
        problems += found
        if errors(found):
            broken.add((document.kind.name, document.id))
        else:
            sound.append(document)
    settings = next((found for found in sound if found.kind is REGISTRY), None)
    language = settings.data["languages"][0] if settings else _LANGUAGE
    if beside and beside.settings.language != language:
        beside = None  # its texts are in another language
    entries: list[Entry[Any]] = [
        _known(document, beside)
        or Entry(build(document.kind.record, document.data, language), document)
        for document in sound
    ]
    if settings is None:
        if (REGISTRY.name, REGISTRY.name) not in broken:
            problems.append(_missing_registry())
        return None, problems
    return Registry(entries, broken, loaded.pictures, loaded.codeowners), problems


def rules(registry: Registry, today: date) -> Iterator[Problem]:
    """What every check finds, with its code."""
    for rule in CHECKS:
        for problem in rule.run(registry, today):
            yield replace(problem, code=rule.code)


def with_layout(problems: list[Problem], documents: Iterable[Document]) -> list[Problem]:
    """The problems, and those with the layout of files in which nothing else is wrong.

    How a file looks is said once what it says is right.
    """
    wrong = {problem.path for problem in errors(problems)}
    looks = [found for one in documents if one.path not in wrong for found in one_layout(one)]
    return [*problems, *looks]


def _known(document: Document, beside: Registry | None) -> Entry[Any] | None:
    """The record that a registry made of this very document."""
    entry = beside.get(document.kind, document.id) if beside else None
    return entry if entry and entry.document is document else None


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
