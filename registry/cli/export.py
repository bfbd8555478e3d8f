"""`sealbook export`: credentials as a table, frameworks and standards in the formats of others."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import click

from registry.cli import exits, find, world
from registry.cli.export_standard import achievement, case, ctdl, sheet
from registry.cli.options import Options, ending, today_option
from registry.cli.read import as_row
from registry.exchange.sheet.cells import cell
from registry.records.credential import CREDENTIAL


@click.command(
    epilog=ending(
        "sealbook export credentials --format csv > credentials.csv",
        codes="0 fine, 1 problems found",
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
def credentials(options: Options, *, format_: str, today: date | None) -> int:
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
        writer.writerow([cell("" if value is None else str(value)) for value in row.values()])
    return out.getvalue()


export = click.Group(
    name="export",
    commands=[credentials, case, ctdl, achievement, sheet],
    short_help="Print credentials, or a standard in another format.",
    help="Print credentials as a table, or a framework or standard in the format of others.\n\n"
    "The site has the same files beside the page of each version.",
    epilog=ending(
        "sealbook export credentials --format csv",
        "sealbook export case open-data@1.1 > case.json",
        "sealbook export achievement data-practitioner",
    ),
)
