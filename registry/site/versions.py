"""Versions of a standard, framework or policy as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from markupsafe import Markup

from registry.lifecycle.decisions import decisions_about, retired_on
from registry.lifecycle.version import Line, State, current_on, last_intake, line_of, state_on
from registry.records.change import Change
from registry.records.decision import Decision
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry
from registry.site.markdown.phrases import Phrases

ICONS = {
    State.DRAFT: "draft",
    State.ANNOUNCED: "clock",
    State.EFFECTIVE: "check",
    State.SUPERSEDED: "next",
    State.RETIRED: "stop",
    State.WITHDRAWN: "cross",
}


class _Versioned(Protocol):
    @property
    def change(self) -> Change: ...


V = TypeVar("V", bound=_Versioned)


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A version with its state on the day of the pages, and the decisions about it."""

    version: str
    page: str
    state: State
    icon: str
    change: Change
    last_intake: date | None
    retires: date | None
    decisions: tuple[Entry[Decision], ...]

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
        path = kind.path_of(entry.id).rpartition(".")[0]
        retired = retired_on(registry, path)
        state = state_on(line, entry.version, day, retired=retired)
        rows.append(
            Version(
                version=entry.version,
                page=f"{path}/",
                state=state,
                icon=ICONS[state],
                change=entry.record.change,
                last_intake=last_intake(line, entry.version),
                retires=retired or _retires(line, entry.version),
                decisions=decisions_about(registry, path),
            )
        )
    return rows[::-1]


def current(registry: Registry, kind: Kind[V], slug: str, day: date) -> Entry[V]:
    """The version in force on a day, or else the newest one."""
    version = current_on(line_of(registry, kind, slug), day)
    return registry.get(kind, f"{slug}@{version}") or registry.versions(kind, slug)[-1]


def _retires(line: Line, version: str) -> date | None:
    names = [name for name, _ in line]
    later = [change for _, change in line[names.index(version) + 1 :]]
    return next((change.previous.retires for change in later if change.previous), None)
