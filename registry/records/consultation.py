"""A consultation: a question put to everyone, what was heard, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.records.kind import Kind
from registry.records.text import Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """Something that was heard, how many said it, and what the body answers."""

    heard: Text
    voices: int | None = None
    answer: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Consultation:
    """A question about a record that everybody may answer, from `opens` to `closes`."""

    about: str
    question: Text
    opens: date
    closes: date
    channel: str
    themes: tuple[Theme, ...] = ()


CONSULTATION = Kind(
    name="consultation",
    title="Consultation",
    path="governance/consultations/{slug}.yml",
    record=Consultation,
)
