"""`sealbook show` and `sealbook list`: read credentials."""

from __future__ import annotations

import json
from datetime import date, timedelta

import click

from registry.cli import exits, find, world
from registry.cli.options import Options, ending, id_argument, today_option
from registry.lifecycle.status import Status, since, status_on
from registry.lifecycle.validity import last_day
from registry.records import ids
from registry.records.credential import CREDENTIAL, Credential
from registry.records.registry import Entry, Registry, matches

WITHHELD = "(name withheld)"
_STATUSES = [str(status) for status in Status]


@click.command(
    epilog=ending(
        "sealbook show 7K3M-9QXA-2TVRC",
        "sealbook --json show 7k3m9qxa2tvrc",
        codes="0 shown, 1 the records have problems, 2 there is no such credential",
    )
)
@id_argument
@today_option
@click.pass_obj
def show(options: Options, *, record_id: str, today: date | None) -> int:
    """Show one credential: who, what, its status, and what happened."""
    day = today or world.today()
    registry = find.checked_registry(options, today)
    entry = find.credential(registry, record_id)
    row = as_row(registry, entry, day)
    if options.json:
        row["history"] = entry.document.data.get("history", [])
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
        return exits.OK
    standard = registry.standard_of(entry.record)
    started = since(entry.record, standard, day)
    rows = [
        ("ID", ids.grouped(entry.id)),
        ("Holder", row["holder"] or WITHHELD),
        ("Standard", f"{standard.title} ({entry.record.standard}), {entry.record.result}"),
        ("Awarded", row["awarded"]),
        ("Valid until", row["valid_until"] or "does not expire"),
        ("Status", f"{row['status']} since {started}"),
        ("File", entry.document.path),
    ]
    for label, value in rows:
        click.echo(f"{label:12} {value}")
    for event in entry.record.history:
        details = [event.reason or "", f"by {event.by}" if event.by else "", event.decision or ""]
        click.echo(f"{'':12} {event.day} {event.name} {' '.join(filter(None, details))}".rstrip())
    return exits.OK


@click.command(
    name="list",
    epilog=ending(
        "sealbook list --standard data-practitioner@2 --expiring 60d",
        codes="0 listed, 1 the records have problems",
    ),
)
@click.option("--standard", metavar="REF", help="Only this standard: `slug`, `slug@2`, `slug@2.1`.")
@click.option("--status", type=click.Choice(_STATUSES), help="Only those with this status.")
@click.option("--expiring", metavar="DAYS", help="Only those that end within so many days: `60d`.")
@today_option
@click.pass_obj
def list_(
    options: Options,
    *,
    standard: str | None,
    status: str | None,
    expiring: str | None,
    today: date | None,
) -> int:
    """List credentials: ID, status, last day, standard, holder."""
    day = today or world.today()
    horizon = day + timedelta(days=_days(expiring)) if expiring else None
    registry = find.checked_registry(options, today)
    rows = []
    for entry in registry.entries(CREDENTIAL):
        if standard and not _is_of(entry.record.standard, standard):
            continue
        row = as_row(registry, entry, day)
        end = last_day(entry.record, registry.standard_of(entry.record))
        if status and row["status"] != status:
            continue
        if horizon and (end is None or not day <= end <= horizon):
            continue
        rows.append(row)
    if options.json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return exits.OK
    for row in rows:
        until = row["valid_until"] or "no end"
        holder = row["holder"] or WITHHELD
        start = f"{ids.grouped(str(row['id']))}  {row['status']:13}  {until:10}"
        click.echo(f"{start}  {row['standard']}  {holder}")
    if not options.quiet:
        count = f"{len(rows)} credential{'' if len(rows) == 1 else 's'}"
        click.echo(f"{count} on {day}.", err=True)
    return exits.OK


def as_row(registry: Registry, entry: Entry[Credential], day: date) -> dict[str, object]:
    """A credential as one flat row; the same keys for `show`, `list` and `export`."""
    record = entry.record
    standard = registry.standard_of(record)
    end = last_day(record, standard)
    return {
        "id": entry.id,
        "standard": record.standard,
        "title": standard.title.default,
        "result": record.result,
        "holder": record.holder,
        "holder_kind": record.holder_kind,
        "language": record.language,
        "awarded": record.awarded.isoformat(),
        "valid_from": record.starts.isoformat(),
        "valid_until": end.isoformat() if end else None,
        "status": str(status_on(record, standard, day)),
    }


def _is_of(standard: str, wanted: str) -> bool:
    return matches(wanted, standard) or standard.partition("@")[0] == wanted


def _days(text: str) -> int:
    number = text.removesuffix("d")
    if not number.isdecimal():
        raise click.UsageError(f"--expiring takes days, such as 60d, not {text}")
    return int(number)
