"""`sealbook export`: the credentials as a table for other programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import click

from registry.cli import exits, find, world
from registry.cli.options import Options, ending, today_option
from registry.cli.read import as_row
from registry.records.credential import CREDENTIAL

# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command(
    epilog=ending(
        "sealbook export --format csv > credentials.csv", codes="0 fine, 1 problems found"
    )
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, or a table.",
)
@today_option
@click.pass_obj
def export(options: Options, *, format_: str, today: date | None) -> int:
    """Print every credential with its status, as a table.

    It holds only what is public anyway.
    """
    day = today or world.today()
    registry = find.checked_registry(options, today)
    rows = [as_row(registry, entry, day) for entry in registry.entries(CREDENTIAL)]
    click.echo(as_jsonl(rows) if format_ == "jsonl" else as_csv(rows), nl=False)
    return exits.OK


def as_jsonl(rows: list[dict[str, object]]) -> str:
    """One JSON object a line (jsonlines.org)."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(rows: list[dict[str, object]]) -> str:
    """A table after RFC 4180; a cell that a spreadsheet would calculate begins with a quote."""
    out = io.StringIO()
    writer = csv.writer(out)
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) else text
