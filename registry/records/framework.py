"""A framework: the skill map of a field, in versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from registry.records.change import Change
from registry.records.kind import Kind
from registry.records.text import Text

Strand = Literal["technical", "social", "ethical"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Alignment:
    """A node of another framework and how it relates to the competency."""

    framework: str
    code: str | None = None
    relation: Literal["exact", "broader", "narrower", "related"]
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Competency:
    """Something a person can do, with one observable sentence per level."""

    id: str
    title: Text
    domain: str
    strand: Strand
    tasks: tuple[Text, ...]
    behaviours: Mapping[str, Text]
    demand: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Framework:
    """Competencies by domain, on levels that run from low to high."""

    title: Text
    levels: tuple[str, ...]
    domains: Mapping[str, Text]
    competencies: tuple[Competency, ...]
    change: Change

    def competency(self, id_: str) -> Competency | None:
        """The competency with this id, or None."""
        return next((found for found in self.competencies if found.id == id_), None)


FRAMEWORK = Kind(
    name="framework", title="Framework", path="skills/{slug}/{version}.yml", record=Framework
)
