"""A topic: what a unit asks a workshop to be about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.records.kind import Kind
from registry.records.text import Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A question from everyday work, and how many want it answered.

    `asked_by` is a unit, never a person; `competency` is a framework's slug and a competency of
    it, such as `open-data/cleaning`. Its state is never written, but for the day it was closed.
    """

    title: Text
    asked_by: str
    asked: date
    competency: str | None = None
    votes: int
    closed: date | None = None


TOPIC = Kind(name="topic", title="Topic", path="workshops/topics/{slug}.yml", record=Topic)
