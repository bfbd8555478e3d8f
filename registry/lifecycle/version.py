"""The state of a version of a standard, framework or policy on a day.

It follows from the `change` of the version and of those after it, from the consultations about it,
and from a carried decision to retire it; `registry.lifecycle.line` gathers these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from registry.records.change import Change

_DAY = timedelta(days=1)


class State(StrEnum):
    """The life of a version, in order; a draft that is given up is withdrawn instead.

    Time only ever moves a version forward: what people were asked about stays in consultation,
    after the closing day too, until it is announced or given up.
    """

    DRAFT = "draft"
    CONSULTATION = "consultation"
    ANNOUNCED = "announced"
    EFFECTIVE = "effective"
    SUPERSEDED = "superseded"
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A version in its line: its change, and what other records say about it.

    `consulted` is the first day on which people were asked about it, `retired` the day on which a
    carried decision ends it, which is how a version without a successor ends.
    """

    version: str
    change: Change
    consulted: date | None = None
    retired: date | None = None


# The versions of one slug, oldest first.
Line = Sequence[Step]


def state_on(line: Line, version: str, day: date) -> State:
    """The state of `version` on `day`; KeyError where the line does not have it."""
    step = _step(line, version)
    change = step.change
    if change.withdrawn is not None and change.withdrawn <= day:
        return State.WITHDRAWN
    if change.announced is None or change.announced > day:
        asked = step.consulted is not None and step.consulted <= day
        return State.CONSULTATION if asked else State.DRAFT
    if not _is_effective(change, day):
        return State.ANNOUNCED
    end = retires(line, version)
    if end is not None and end <= day:
        return State.RETIRED
    if any(_is_effective(after.change, day) for after in _later(line, step)):
        return State.SUPERSEDED
    return State.EFFECTIVE


def accepts_on(line: Line, version: str, day: date) -> bool:
    """Whether work may be submitted under `version` on `day`.

    It may while the version is effective, and then up to the last day of intake that its successor
    names.
    """
    state = state_on(line, version, day)
    if state is State.EFFECTIVE:
        return True
    last = last_intake(line, version)
    return state is State.SUPERSEDED and last is not None and day <= last


def last_intake(line: Line, version: str) -> date | None:
    """The last day on which work may be submitted; None while no end of it is known.

    The successor names it, or else takes effect on the next day; a retirement ends it, too.
    """
    ends = []
    for after in _later(line, _step(line, version)):
        if begins := after.change.effective:
            previous = after.change.previous
            ends.append((previous and previous.last_intake) or begins - _DAY)
            break
    if retired := retires(line, version):
        ends.append(retired - _DAY)
    return min(ends, default=None)


def retires(line: Line, version: str) -> date | None:
    """The day on which `version` retires, by its successor or by a decision; None if unknown.

    No version outlives one that came after it.
    """
    step = _step(line, version)
    later = list(_later(line, step))
    ends = [after.change.previous.retires for after in later if after.change.previous]
    ends += [one.retired for one in (step, *later)]
    return min((end for end in ends if end is not None), default=None)


def current_on(line: Line, day: date) -> str | None:
    """The version in force on `day`, or None where none is."""
    versions = (step.version for step in line)
    return next((v for v in versions if state_on(line, v, day) is State.EFFECTIVE), None)


def _is_effective(change: Change, day: date) -> bool:
    return change.effective is not None and change.effective <= day


def _step(line: Line, version: str) -> Step:
    for step in line:
        if step.version == version:
            return step
    raise KeyError(version)


def _later(line: Line, step: Step) -> Iterator[Step]:
    """The versions after a step that were announced and not given up, nearest first."""
    for after in line[line.index(step) + 1 :]:
        if after.change.announced and not after.change.withdrawn:
            yield after
