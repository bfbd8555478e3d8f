"""How a standard is scored: the median of the evaluators, weights, gates, results.

Exact fractions throughout: a total is compared before any rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from registry.records.standard import Criterion, Standard


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The answer of the rule: points out of 100, and the result, if there is one."""

    total: Fraction
    result: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One criterion of the worked example: a level from each evaluator, and what counts."""

    criterion: Criterion
    given: tuple[str, ...]
    counts: str
    points: int
    share: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A worked example, and what it would come to if one gate were missed."""

    rows: tuple[Row, ...]
    outcome: Outcome
    gate: Criterion | None
    below: str
    without_gate: Outcome | None


def levels(standard: Standard) -> tuple[str, ...]:
    """The levels of the rubric from low to high."""
    return tuple(sorted(standard.scale, key=standard.scale.__getitem__))


def results(standard: Standard) -> tuple[tuple[str, int], ...]:
    """The results from low to high; the lowest is the pass mark."""
    return tuple(sorted(standard.results.items(), key=lambda item: item[1]))


def median(given: Sequence[str], standard: Standard) -> str:
    """The middle level of the evaluators; of an even number, the lower one of the two."""
    ordered = sorted(given, key=standard.scale.__getitem__)
    return ordered[(len(ordered) - 1) // 2]


def outcome(standard: Standard, counted: Mapping[str, str]) -> Outcome:
    """What the levels that count, by criterion, come to."""
    total = sum(
        (share(criterion, counted[criterion.id], standard) for criterion in standard.rubric),
        Fraction(0),
    )
    missed = any(
        criterion.gate and standard.scale[counted[criterion.id]] < standard.scale[criterion.gate]
        for criterion in standard.rubric
    )
    reached = [name for name, needed in results(standard) if total >= needed]
    result = reached[-1] if reached and not missed else None
    return Outcome(total=total, result=result)


def share(criterion: Criterion, level: str, standard: Standard) -> Fraction:
    """What a criterion adds to the total."""
    return Fraction(criterion.weight * standard.scale[level], 100)


def worked_example(standard: Standard) -> Example:
    """An example that passes narrowly where it can: its levels follow from the standard alone."""
    ladder = levels(standard)
    rows = tuple(
        _row(standard, criterion, _spread(standard, ladder, criterion, number))
        for number, criterion in enumerate(standard.rubric)
    )
    counted = {row.criterion.id: row.counts for row in rows}
    gate = next((found for found in standard.rubric if found.gate in ladder[1:]), None)
    below = ladder[ladder.index(gate.gate) - 1] if gate and gate.gate else ""
    return Example(
        rows=rows,
        outcome=outcome(standard, counted),
        gate=gate,
        below=below,
        without_gate=outcome(standard, {**counted, gate.id: below}) if gate else None,
    )


# How evaluators differ by a step, criterion by criterion; the middle is never below the aim.
_STEPS = ((0, 1, 0), (1, 1, 0), (0, 0, -1), (1, 0, 1), (0, 0, 0))


def _spread(
    standard: Standard, ladder: Sequence[str], criterion: Criterion, number: int
) -> tuple[str, ...]:
    mark = results(standard)[0][1]
    passing = next((n for n, level in enumerate(ladder) if standard.scale[level] >= mark), 0)
    aim = max(passing, ladder.index(criterion.gate) if criterion.gate in ladder else 0)
    steps = _STEPS[number % len(_STEPS)]
    evaluators = range(standard.panel.evaluators)
    return tuple(
        ladder[min(max(aim + steps[one % len(steps)], 0), len(ladder) - 1)] for one in evaluators
    )


def _row(standard: Standard, criterion: Criterion, given: tuple[str, ...]) -> Row:
    counts = median(given, standard)
    return Row(
        criterion=criterion,
        given=given,
        counts=counts,
        points=standard.scale[counts],
        share=share(criterion, counts, standard),
    )
