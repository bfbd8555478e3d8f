"""From what a person typed to a record, or a helpful refusal."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn, TypeVar

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
    """A registry, the files that it was made of, and what is wrong with it already."""

    loaded: Loaded
    registry: Registry
    known: list[Problem]

    @property
    def paths(self) -> frozenset[str]:
        """Every file in the folders of records, those that could not be read among them."""
        read = {document.path for document in self.loaded.documents}
        return frozenset(read | {problem.path for problem in self.loaded.problems})

    def without(self, path: str) -> Opened:
        """The same, but for the file at `path`: it is about to go."""
        kept = tuple(document for document in self.loaded.documents if document.path != path)
        return replace(self, loaded=replace(self.loaded, documents=kept))


def opened(options: Options, today: date | None = None) -> Opened:
    """The registry, if its records are in order; else their problems are told and the run ends."""
    found = readable(options, today)
    if wrong := errors(found.known):
        _end(options, wrong)
    return found


def readable(options: Options, today: date | None = None) -> Opened:
    """The registry as far as it can be read, whatever else is wrong with it.

    It is for commands that go on with a draft, which has problems as long as it is not finished.
    The run ends only where there is no usable registry.yml.
    """
    loaded = load(options.root)
    registry, problems = check(loaded, today or world.newest_today())
    if registry is None:
        _end(options, errors(problems))
    return Opened(loaded=loaded, registry=registry, known=problems)


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


def _end(options: Options, wrong: list[Problem]) -> NoReturn:
    show(Report(problems=wrong, summary=f"First mend the records: {counted(wrong)}."), options)
    raise click.exceptions.Exit(exits.PROBLEMS)
