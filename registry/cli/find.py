"""From what a person typed to a record, or a helpful refusal."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import click

from registry.check.run import check
from registry.cli import exits, world
from registry.cli.options import Options
from registry.cli.report import Report, counted, show
from registry.load import load
from registry.problem import Problem, errors
from registry.records import ids
from registry.records.credential import CREDENTIAL, Credential
from registry.records.document import Loaded
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A registry whose records are in order, what it was made of, and the warnings about it."""

    loaded: Loaded
    registry: Registry
    warnings: list[Problem]


def opened(options: Options, today: date | None = None) -> Opened:
    """The registry, if its records are in order; else their problems are told and the run ends."""
    loaded = load(options.root)
    registry, problems = check(loaded, today or world.newest_today())
    wrong = errors(problems)
    if registry is None or wrong:
        summary = f"First mend the records: {counted(wrong)}."
        show(Report(problems=wrong, summary=summary), options)
        raise click.exceptions.Exit(exits.PROBLEMS)
    return Opened(loaded=loaded, registry=registry, warnings=problems)


def checked_registry(options: Options, today: date | None = None) -> Registry:
    """The registry, if its records are in order; else their problems are told and the run ends."""
    return opened(options, today).registry


def credential(registry: Registry, typed: str) -> Entry[Credential]:
    """The credential that a person means by an ID; raises UsageError with the nearest one."""
    return by_id(registry, CREDENTIAL, typed)


def by_id(registry: Registry, kind: Kind[R], typed: str) -> Entry[R]:
    """The record of a kind that a person means by an ID; raises UsageError with the nearest one."""
    wanted = ids.normalize(typed)
    found = registry.get(kind, wanted)
    if found is not None:
        return found
    known = [entry.id for entry in registry.entries(kind)]
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.75)
    if near:
        raise click.UsageError(
            f"There is no {kind.name} {typed}. Did you mean {ids.grouped(near[0])}?"
        )
    if not ids.is_id(wanted):
        raise click.UsageError(
            f"{typed} is not an ID: 13 letters and digits, such as 7K3M-9QXA-2TVRC; "
            "look for a mistyped one."
        )
    raise click.UsageError(
        f"There is no {kind.name} {ids.grouped(wanted)} in this registry."
        " `sealbook list` shows the credentials."
    )
