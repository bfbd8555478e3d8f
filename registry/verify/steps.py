"""The table of steps, read from `steps.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

Kind = Literal["invalid", "unknown", "state"]
Mark = Literal["failed", "unchecked", "attention", "state"]
Place = Literal["page", "script", "command"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of verification, and what it means when it fails.

    `asks` says what it makes sure of. `only` is None for a step that every verifier takes;
    otherwise `command` (`sealbook verify`), `script` (a browser) or `page` (a credential's page).
    `row` is the row under "What was checked", None where it concerns none.
    `kind` says that the credential is `invalid`, that this is `unknown` (could not be checked), or
    that it is sound and in another `state` than valid.
    `state` is the state of the page then, `mark` that of the row, `words` the key of its sentence.
    """

    code: str
    asks: str
    row: str | None
    kind: Kind
    mark: Mark
    state: str
    words: str
    only: Place | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Showing:
    """How the page shows a state: its look, the keys of its words, and what stays visible.

    Without a `title` the page keeps the one it was built with. `tools` are LinkedIn, print and the
    like; `hides` says that the claims are not shown, because they may be false.
    """

    look: str
    text: str
    title: str | None = None
    tools: bool = False
    hides: bool = False


@cache
def steps() -> tuple[Step, ...]:
    """All steps, in their order."""
    return tuple(Step(**row) for row in table()["steps"])


@cache
def states() -> Mapping[str, Showing]:
    """How each state of the page is shown."""
    return MappingProxyType({name: Showing(**row) for name, row in table()["states"].items()})


def steps_of(*places: Place) -> Iterator[Step]:
    """The steps of a verifier, in their order: those of all, and those of its places."""
    return (step for step in steps() if step.only is None or step.only in places)


def words() -> frozenset[str]:
    """The keys of all words that the table names."""
    shown = {key for state in states().values() for key in (state.title, state.text) if key}
    return frozenset(shown | {step.words for step in steps()})


def development() -> tuple[str, ...]:
    """The public halves of the development keys, as vkeys end and as Multikeys."""
    return tuple(table()["development"])


def table() -> dict[str, Any]:
    """The table as it stands in the file."""
    text = files("registry.verify").joinpath("steps.json").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content
