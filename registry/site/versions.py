"""Versions of a standard, framework or policy as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from registry.lifecycle.decisions import decisions_about
from registry.lifecycle.line import Versioned, in_force, line_of
from registry.lifecycle.version import State, last_intake, retires, state_on
from registry.records.change import Change
from registry.records.decision import Decision
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD
from registry.site.changes.pairs import step_of
from registry.site.markdown.phrases import Phrases

ICONS = {
    State.DRAFT: "draft",
    State.CONSULTATION: "draft",
    State.ANNOUNCED: "clock",
    State.EFFECTIVE: "check",
    State.SUPERSEDED: "next",
    State.RETIRED: "stop",
    State.WITHDRAWN: "cross",
}


V = TypeVar("V", bound=Versioned)


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A version with its state on the day of the pages, and the decisions about it.

    `difference` is the page that sets it beside the version before; empty for the first one.
    """

    version: str
    page: str
    state: State
    icon: str
    change: Change
    last_intake: date | None
    retires: date | None
    decisions: tuple[Entry[Decision], ...]
    difference: str = ""

    @property
    def anchor(self) -> str:
        """The version as part of a heading's name: `2-1`."""
        return self.version.replace(".", "-")

    def ends(self, words: Phrases) -> list[Markup]:
        """Sentences about the end of the version, where it has one."""
        found = []
        if self.last_intake and self.state is not State.WITHDRAWN:
            found.append(words("versions.intake", day=self.last_intake))
        if self.retires:
            found.append(words("versions.retires", day=self.retires))
        return found


def versions(registry: Registry, kind: Kind[V], slug: str, day: date) -> list[Version]:
    """Every version of a slug, newest first."""
    line = line_of(registry, kind, slug)
    rows = []
    entries = registry.versions(kind, slug)
    for entry in entries:
        state = state_on(line, entry.version, day)
        rows.append(
            Version(
                version=entry.version,
                page=f"{entry.subject}/",
                state=state,
                icon=ICONS[state],
                change=entry.record.change,
                # Nobody hands in work under a skill map or a policy.
                last_intake=last_intake(line, entry.version) if kind is STANDARD else None,
                retires=retires(line, entry.version),
                decisions=decisions_about(registry, entry.subject),
                difference=step.page if (step := step_of(registry, entry)) else "",
            )
        )
    return rows[::-1]


def current(registry: Registry, kind: Kind[V], slug: str, day: date) -> Entry[V]:
    """The version in force on a day, or else the newest one."""
    return in_force(registry, kind, slug, day) or registry.versions(kind, slug)[-1]
