"""From what a person typed to a record, or a helpful refusal."""

from __future__ import annotations

import difflib
from datetime import date

import click

from registry.check.run import check
from registry.cli import exits, world
from registry.cli.app import Options
from registry.cli.report import Report, counted, show
from registry.load import load
from registry.problem import errors
from registry.records import ids
from registry.records.credential import CREDENTIAL, Credential
from registry.records.registry import Entry, Registry


def checked_registry(options: Options, today: date | None = None) -> Registry:
    """The registry, if its records are in order; else their problems are told and the run ends."""
    registry, problems = check(load(options.root), today or world.today())
    if registry is None or errors(problems):
        summary = f"First mend the records: {counted(problems)}."
        show(Report(problems=problems, summary=summary), options)
        raise click.exceptions.Exit(exits.PROBLEMS)
    return registry


def credential(registry: Registry, typed: str) -> Entry[Credential]:
    """The credential that a person means by an ID; raises UsageError with the nearest one."""
    wanted = ids.normalize(typed)
    found = registry.get(CREDENTIAL, wanted)
    if found is not None:
        return found
    known = [entry.id for entry in registry.entries(CREDENTIAL)]
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.75)
    if near:
        raise click.UsageError(f"There is no credential {typed}. Did you mean {ids.grouped(near[0])}?")
    if not ids.is_id(wanted):
        raise click.UsageError(
            f"{typed} is not an ID: 13 letters and digits, such as 7K3M-9QXA-2TVRC; "
            "look for a mistyped one."
        )
    raise click.UsageError(f"There is no credential {ids.grouped(wanted)} in this registry.")

