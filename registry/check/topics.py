"""Topics: what a workshop is asked to be about, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.check.nearest import hint
from registry.lifecycle.topics import TopicState, topic_state
from registry.problem import Problem
from registry.records.framework import FRAMEWORK
from registry.records.period import Period
from registry.records.person import PERSON
from registry.records.registry import Registry
from registry.records.topic import TOPIC

_YEAR = Period(years=1)


def unknown_topic_competency(registry: Registry, _today: date) -> Iterator[Problem]:
    """The competency that a topic names is in some version of its framework.

    An id keeps its meaning through all versions, so a topic that was asked for under an older one
    is still understood.
    """
    known = {
        f"{entry.slug}/{competency.id}"
        for entry in registry.entries(FRAMEWORK)
        for competency in entry.record.competencies
    }
    if not registry.is_whole(FRAMEWORK):
        return
    for entry in registry.entries(TOPIC):
        name = entry.record.competency
        if name is not None and name not in known:
            yield entry.problem(
                f"no framework has the competency `{name}`",
                "competency",
                fix=hint(name, sorted(known), "leave the line out where nobody knows yet"),
            )


def topic_by_person(registry: Registry, _today: date) -> Iterator[Problem]:
    """A topic is asked for by a unit, never by a person.

    Whoever asks says what they cannot do yet. A team can say so in public; a person who had to
    would not ask.
    """
    for entry in registry.entries(TOPIC):
        if registry.exists(PERSON, entry.record.asked_by):
            yield entry.problem(
                f"`{entry.record.asked_by}` is a person",
                "asked_by",
                fix="write the team or the desk that asks",
            )


def topic_waiting(registry: Registry, today: date) -> Iterator[Problem]:
    """A topic is taken up or closed within a year.

    This is a warning: those who asked should hear something, if only that it will not be done.
    """
    for entry in registry.entries(TOPIC):
        due = _YEAR.after(entry.record.asked)
        if topic_state(entry.record, today) is TopicState.OPEN and due < today:
            yield entry.problem(
                f"it was asked on {entry.record.asked}, and waits for more than a year",
                "asked",
                severity="warning",
                fix="plan a workshop about it, or write `closed: <date>` and tell those who asked",
            )
