"""An outline: domains, levels and competencies, each with the words and the place of its source."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A node of another framework; the fields are those of an alignment."""

    framework: str
    code: str
    relation: str
    url: str


@dataclass(kw_only=True, slots=True)
class Statement:
    """A statement of the source: `key` is its name there, `code` the one that people use.

    `kind` is what the source calls it, such as Domain. `at` says where it stands.
    """

    key: str
    code: str
    text: str
    at: str
    short: str = ""
    kind: str = ""
    strand: str = ""
    place: int | None = None
    demand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A text and where it stands."""

    text: str
    at: str


@dataclass(kw_only=True, slots=True)
class Group:
    """A domain."""

    key: str
    code: str
    title: str
    at: str = ""


@dataclass(kw_only=True, slots=True)
class Skill:
    """A competency; `domain` and `needs` are keys, `behaviours` are by the name of the level."""

    key: str
    code: str
    title: str
    domain: str
    at: str
    short: str = ""
    strand: str = ""
    tasks: list[Words] = field(default_factory=list)
    behaviours: dict[str, Words] = field(default_factory=dict)
    demand: tuple[str, ...] = ()
    alignments: list[Link] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class Outline:
    """A framework in the words of its source; `levels` run from low to high.

    `version` is as the source says it, and may be anything. `plain` says that the source is an
    export of ours, whose texts hold no HTML.
    """

    title: str
    version: str = ""
    summary: str = ""
    language: str = ""
    plain: bool = False
    levels: list[str] = field(default_factory=list)
    domains: list[Group] = field(default_factory=list)
    skills: list[Skill] = field(default_factory=list)
