"""Frameworks and pathways: the maps hang together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter

from registry.check.nearest import hint, one_of
from registry.problem import At, Problem
from registry.records.framework import FRAMEWORK
from registry.records.pathway import PATHWAY, Choice
from registry.records.registry import Registry


def unknown_domain(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every competency is in one of the domains of its framework."""
    for entry in registry.entries(FRAMEWORK):
        for number, competency in enumerate(entry.record.competencies):
            if competency.domain not in entry.record.domains:
                yield entry.problem(
                    f"`{competency.domain}` is no domain of this framework",
                    "competencies",
                    number,
                    "domain",
                    fix=hint(competency.domain, entry.record.domains),
                )


def behaviour_levels(registry: Registry, _today: date) -> Iterator[Problem]:
    """The behaviours of a competency are on levels of the framework, without a gap between them.

    They may begin above the lowest level: some things nobody does as a novice.
    """
    for entry in registry.entries(FRAMEWORK):
        levels = entry.record.levels
        for number, competency in enumerate(entry.record.competencies):
            at = ("competencies", number, "behaviours")
            for level in competency.behaviours:
                if level not in levels:
                    yield entry.problem(
                        f"`{level}` is no level of this framework",
                        *at,
                        level,
                        key=True,
                        fix=hint(level, levels),
                    )
            places = [row for row, level in enumerate(levels) if level in competency.behaviours]
            gap = [
                level
                for row, level in enumerate(levels)
                if places and places[0] < row < places[-1] and row not in places
            ]
            if gap:
                yield entry.problem(
                    f"nothing is said of {one_of(gap)}, between levels that are described",
                    *at,
                    key=True,
                    fix="describe it; only the lowest levels may be left out",
                )


def needs_cycle(registry: Registry, _today: date) -> Iterator[Problem]:
    """No competency needs, by way of others, itself: nobody could begin to learn it."""
    for entry in registry.entries(FRAMEWORK):
        competencies = entry.record.competencies
        needs = {competency.id: competency.needs for competency in competencies}
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            ring: list[str] = error.args[1]
            number = min(n for n, found in enumerate(competencies) if found.id in ring)
            yield entry.problem(
                f"these need each other: {', '.join(sorted(set(ring)))}",
                "competencies",
                number,
                "needs",
                fix="take one of these needs away",
            )


def choice_impossible(registry: Registry, _today: date) -> Iterator[Problem]:
    """A choice in a pathway offers at least as many standards as it asks for."""
    for entry in registry.entries(PATHWAY):
        rules: list[tuple[At, tuple[Choice | str, ...]]] = [(("core",), entry.record.core)]
        rules += [
            (("tracks", number, "needs"), track.needs)
            for number, track in enumerate(entry.record.tracks)
        ]
        for at, rows in rules:
            for row, rule in enumerate(rows):
                if isinstance(rule, Choice) and rule.at_least > len(set(rule.of)):
                    yield entry.problem(
                        f"at least {rule.at_least} of {len(set(rule.of))} cannot be met",
                        *at,
                        row,
                        "at_least",
                        fix="ask for fewer, or offer more",
                    )


def accepts_nothing(registry: Registry, _today: date) -> Iterator[Problem]:
    """What a pathway accepts instead stands for a standard that the pathway asks for."""
    for entry in registry.entries(PATHWAY):
        pathway = entry.record
        rules = [*pathway.core, *(rule for track in pathway.tracks for rule in track.needs)]
        asked = {
            name for rule in rules for name in (rule.of if isinstance(rule, Choice) else (rule,))
        }
        for number, accepted in enumerate(pathway.accepts):
            if accepted.instead_of not in asked:
                yield entry.problem(
                    f"the pathway does not ask for `{accepted.instead_of}`",
                    "accepts",
                    number,
                    "instead_of",
                    fix=hint(accepted.instead_of, sorted(asked)),
                )
