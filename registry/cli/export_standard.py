"""`sealbook export case|ctdl|achievement|csv`: a framework or standard in another format."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from registry.address import Address, real
from registry.check.nearest import hint
from registry.cli import candidates, exits, find, world
from registry.cli.options import Options, ending, today_option
from registry.exchange.context import context_of
from registry.exchange.exports import EXPORTS, as_json
from registry.lifecycle.line import line_of
from registry.lifecycle.version import current_on
from registry.openbadge.achievement import achievement_document
from registry.records.binding import standard_digest
from registry.records.framework import FRAMEWORK
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD

_BOTH: tuple[Kind[Any], ...] = (FRAMEWORK, STANDARD)
_CODES = "0 printed, 1 the records have problems, 2 there is no such framework or standard"

_reference = click.argument("reference", shell_complete=candidates.frameworks_and_standards)


@click.command(epilog=ending("sealbook export case open-data@1.1 > case.json", codes=_CODES))
@_reference
@today_option
@click.pass_obj
def case(options: Options, *, reference: str, today: date | None) -> int:
    """Print a framework or standard as a CASE 1.1 package (1EdTech).

    REFERENCE is `slug@2.1`, `slug@2` or `slug` for the version in force, or the path of the
    record, such as `skills/open-data/1.1`.
    """
    return _print("case", options, reference, today)


@click.command(epilog=ending("sealbook export ctdl data-practitioner@2.1", codes=_CODES))
@_reference
@today_option
@click.pass_obj
def ctdl(options: Options, *, reference: str, today: date | None) -> int:
    """Print a framework or standard in CTDL JSON-LD (Credential Engine).

    REFERENCE is as for `sealbook export case`.
    """
    return _print("ctdl", options, reference, today)


@click.command(
    name="csv", epilog=ending("sealbook export csv open-data > competencies.csv", codes=_CODES)
)
@_reference
@today_option
@click.pass_obj
def sheet(options: Options, *, reference: str, today: date | None) -> int:
    """Print a framework, or the rubric of a standard, as a table.

    There is a row for each competency or criterion at each level. REFERENCE is as for `sealbook
    export case`.
    """
    return _print("csv", options, reference, today)


@click.command(epilog=ending("sealbook export achievement data-practitioner", codes=_CODES))
@click.argument("reference", shell_complete=candidates.standards)
@today_option
@click.pass_obj
def achievement(options: Options, *, reference: str, today: date | None) -> int:
    """Print a standard as an Open Badges 3.0 achievement.

    REFERENCE is as for `sealbook export case`.
    """
    registry = find.checked_registry(options, today)
    entry = _entry(registry, reference, today or world.today(), (STANDARD,))
    settings = registry.settings
    document = achievement_document(
        entry.id,
        entry.record,
        registry.framework_of(entry.record),
        _address(registry),
        settings.language,
        standard_digest(registry, entry),
    )
    click.echo(as_json(document), nl=False)
    return exits.OK


def _print(format_: str, options: Options, reference: str, today: date | None) -> int:
    registry = find.checked_registry(options, today)
    day = today or world.today()
    entry = _entry(registry, reference, day, _BOTH)
    kind = entry.document.kind
    export = next(row for row in EXPORTS if row.kind is kind and row.format == format_)
    context = context_of(registry.settings, _address(registry), day)
    click.echo(export.write(registry, entry, context), nl=False)
    return exits.OK


def _address(registry: Registry) -> Address:
    """Where the record is published: what is printed here names the registry's real address."""
    return real(registry.settings)


def _entry(
    registry: Registry, reference: str, day: date, kinds: tuple[Kind[Any], ...]
) -> Entry[Any]:
    """The record that a person means; raises UsageError for none, and for one of each kind."""
    found = [entry for kind in kinds if (entry := _of_kind(registry, kind, reference, day))]
    if len(found) > 1:
        paths = " or ".join(entry.document.path.removesuffix(".yml") for entry in found)
        raise click.UsageError(f"{reference} is a framework and a standard: write {paths}.")
    if not found:
        what = " or ".join(kind.title.lower() for kind in kinds)
        known = [name for kind in kinds for name in _names(registry, kind)]
        near = hint(reference, known, "`sealbook export case --help` says how to write one")
        raise click.UsageError(f"There is no {what} {reference}; {near}")
    return found[0]


def _of_kind(registry: Registry, kind: Kind[Any], reference: str, day: date) -> Entry[Any] | None:
    by_path = kind.id_of(f"{reference.removesuffix('.yml').strip('/')}.yml")
    if by_path:
        return registry.get(kind, by_path)
    if "@" in reference:
        return registry.resolve(kind, reference)
    line = line_of(registry, kind, reference)
    if not line:
        return None
    return registry.get(kind, f"{reference}@{current_on(line, day) or line[-1].version}")


def _names(registry: Registry, kind: Kind[Any]) -> list[str]:
    return [name for entry in registry.entries(kind) for name in (entry.slug, entry.id)]
