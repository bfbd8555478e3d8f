"""Rubrics: the sheet of a standard can be filled in, and its arithmetic comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from registry.check.nearest import hint, one_of
from registry.problem import Problem
from registry.records.framework import FRAMEWORK
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD, Standard
from registry.records.text import Text

_FULL = 100  # percent


def weights_sum(registry: Registry, _today: date) -> Iterator[Problem]:
    """The weights of a rubric sum to 100, so that points read as percent."""
    for entry in registry.entries(STANDARD):
        total = sum(criterion.weight for criterion in entry.record.rubric)
        if total != _FULL:
            parts = " + ".join(str(criterion.weight) for criterion in entry.record.rubric)
            yield entry.problem(
                f"the weights sum to {total}, not {_FULL}: {parts}",
                "rubric",
                key=True,
                fix=f"take {total - _FULL} away" if total > _FULL else f"add {_FULL - total}",
            )


def scale_order(registry: Registry, _today: date) -> Iterator[Problem]:
    """Each level of the scale is worth more than the one below it: no two have the same points."""
    for entry in registry.entries(STANDARD):
        fix = "give each level points of its own, or take one level away"
        yield from _same_points(entry, "scale", entry.record.scale, "is worth", fix)


def results_order(registry: Registry, _today: date) -> Iterator[Problem]:
    """Each result asks for points of its own, so that a total has one result."""
    for entry in registry.entries(STANDARD):
        fix = "ask for more, or take one result away"
        yield from _same_points(entry, "results", entry.record.results, "asks for", fix)


def threshold_reachable(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every result can be reached with the best levels, and none with the lowest alone."""
    for entry in registry.entries(STANDARD):
        least, most = min(entry.record.scale.values()), max(entry.record.scale.values())
        for result, points in entry.record.results.items():
            if points > most:
                message = f"{points} points are asked for, but the best level gives {most}"
                yield entry.problem(message, "results", result, fix=f"write {most} or less")
            elif points <= least:
                message = f"{points} points are what the lowest level gives to everyone"
                yield entry.problem(message, "results", result, fix=f"write more than {least}")


def rubric_levels(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every criterion describes every level of the scale, and no other."""
    for entry in registry.entries(STANDARD):
        scale = entry.record.scale
        for number, criterion in enumerate(entry.record.rubric):
            at = ("rubric", number, "levels")
            missing = [level for level in scale if level not in criterion.levels]
            if missing:
                yield entry.problem(
                    f"`{criterion.id}` does not describe {one_of(missing)}",
                    *at,
                    key=True,
                    fix="add a sentence for each level of the scale",
                )
            for level in criterion.levels:
                if level not in scale:
                    message = f"`{level}` is no level of the scale"
                    yield entry.problem(message, *at, level, key=True, fix=hint(level, scale))


def same_descriptor(registry: Registry, _today: date) -> Iterator[Problem]:
    """Two levels of a criterion, or of a competency, are never described by the same words."""
    for standard in registry.entries(STANDARD):
        for number, criterion in enumerate(standard.record.rubric):
            for level, other in _alike(_words(criterion.levels)):
                yield standard.problem(
                    f"`{level}` is described like `{other}`",
                    *("rubric", number, "levels", level),
                    fix="say what is there at this level that is not at the other",
                )
    for framework in registry.entries(FRAMEWORK):
        for number, competency in enumerate(framework.record.competencies):
            for level, other in _alike(_words(competency.behaviours)):
                yield framework.problem(
                    f"`{level}` is described like `{other}`",
                    *("competencies", number, "behaviours", level),
                    fix="say what is done at this level that is not at the other",
                )


def unknown_level(registry: Registry, _today: date) -> Iterator[Problem]:
    """Every level that a standard names exists.

    A gate and an anchor name a level of the scale; a competency, one that the framework describes.
    """
    for entry in registry.entries(STANDARD):
        scale = entry.record.scale
        for number, criterion in enumerate(entry.record.rubric):
            if criterion.gate is not None and criterion.gate not in scale:
                yield entry.problem(
                    f"`{criterion.gate}` is no level of the scale",
                    "rubric",
                    number,
                    "gate",
                    fix=hint(criterion.gate, scale),
                )
            for row, anchor in enumerate(criterion.anchors):
                if anchor.level not in scale:
                    yield entry.problem(
                        f"`{anchor.level}` is no level of the scale",
                        "rubric",
                        number,
                        "anchors",
                        row,
                        "level",
                        fix=hint(anchor.level, scale),
                    )
        framework = registry.framework_of(entry.record)
        for name, level in entry.record.competencies.items():
            competency = framework.competency(name) if framework else None
            if competency is not None and level not in competency.behaviours:
                yield entry.problem(
                    f"`{entry.record.framework}` describes no level `{level}` of `{name}`",
                    "competencies",
                    name,
                    fix=hint(level, competency.behaviours),
                )


def rubric_coverage(registry: Registry, _today: date) -> Iterator[Problem]:
    """Criteria show the competencies that the standard asks for: all of them, and no other."""
    for entry in registry.entries(STANDARD):
        asked = entry.record.competencies
        framework = registry.framework_of(entry.record)
        known = {competency.id for competency in framework.competencies} if framework else set()
        shown = {name for criterion in entry.record.rubric for name in criterion.shows}
        # A name that is in no framework is a slip of its own, and said as that.
        slips = known and not (set(asked) | shown) <= known
        if slips:
            continue
        for name in asked:
            if name not in shown:
                yield entry.problem(
                    f"no criterion shows `{name}`",
                    "competencies",
                    name,
                    key=True,
                    fix="name it in `shows` of a criterion, or do not ask for it",
                )
        for number, criterion in enumerate(entry.record.rubric):
            for row, name in enumerate(criterion.shows):
                if name not in asked:
                    yield entry.problem(
                        f"the criterion shows `{name}`, which the standard does not ask for",
                        "rubric",
                        number,
                        "shows",
                        row,
                        fix="add it to `competencies` with its level, or take it away here",
                    )


def _same_points(
    entry: Entry[Standard], field: str, points: Mapping[str, int], verb: str, fix: str
) -> Iterator[Problem]:
    for name, other in _alike(points):
        message = f"`{name}` {verb} {points[name]} points, like `{other}`"
        yield entry.problem(message, field, name, fix=fix)


def _alike(values: Mapping[str, int | str]) -> Iterator[tuple[str, str]]:
    """Each name whose value an earlier one has, too, with that name."""
    first: dict[int | str, str] = {}
    for name, value in values.items():
        other = first.setdefault(value, name)
        if other != name:
            yield name, other


def _words(texts: Mapping[str, Text]) -> dict[str, int | str]:
    return {name: text.default for name, text in texts.items()}
