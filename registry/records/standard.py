"""A standard: what a credential stands for, in versions that are frozen once announced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from registry.records.change import Change
from registry.records.kind import Kind
from registry.records.period import Period
from registry.records.text import Text

PERMANENT: Literal["permanent"] = "permanent"
TaskMode = Literal["individual", "team", "peer-review", "external-exam"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Something the candidate does, and the streams of evidence it yields."""

    id: str
    mode: TaskMode
    text: Text
    streams: tuple[str, ...]
    integrity: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """A scored sample of work that fixes what a level of a criterion means."""

    level: str
    why: Text
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """A row of the rubric; `gate` is the level below which nothing else helps."""

    id: str
    title: Text
    shows: tuple[str, ...]
    weight: int
    gate: str | None = None
    levels: Mapping[str, Text]
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """Who decides: how many evaluators, how many must agree, how many of one organization."""

    evaluators: int
    agree: int
    per_organization: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Scoring:
    """How scores combine over evaluators, and how many kinds of evidence are needed."""

    combine: Literal["median"]
    streams: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """What the registry promises: time to complete, to decide, to give feedback."""

    complete: Period
    decide: Period
    feedback: Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Retake:
    """How often and how soon a candidate may try again."""

    attempts: int
    wait: Period
    remediation: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Appeal:
    """The time to file an appeal, and the time to answer it."""

    file: Period
    answer: Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewal:
    """When a credential may be renewed (before and after its end) and by what."""

    window: Period
    grace: Period
    units: Mapping[str, int] = field(default_factory=dict)
    assessment: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Standard:
    """One version of a standard.

    `competencies` gives the level required of each competency of `framework`; `scale` gives the
    points of each level of the rubric; `results` gives the points needed, out of 100, for each
    result, the lowest being the pass mark.
    """

    title: Text
    tier: str
    size: Literal["full", "micro"]
    signifies: Text
    does_not_signify: Text
    framework: str
    competencies: Mapping[str, str]
    eligibility: Text | None = None
    prerequisites: tuple[str, ...] = ()
    tasks: tuple[Task, ...]
    reflection: tuple[Text, ...]
    scale: Mapping[str, int]
    rubric: tuple[Criterion, ...]
    panel: Panel
    scoring: Scoring
    results: Mapping[str, int]
    timeline: Timeline
    retake: Retake
    appeal: Appeal
    validity: Period | Literal["permanent"]
    standing: Period | None = None
    renewal: Renewal | None = None
    review_every: Period
    change: Change

    @property
    def streams(self) -> frozenset[str]:
        """The kinds of evidence that the tasks yield."""
        return frozenset(stream for task in self.tasks for stream in task.streams)


STANDARD = Kind(
    name="standard", title="Standard", path="standards/{slug}/{version}.yml", record=Standard
)
