"""`sealbook issue`: write the records of new awards, as drafts for review."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import click

from registry.cli import candidates, draft, exits, find, world
from registry.cli.award import COLUMNS, Award
from registry.cli.batch import Batch, Issued, prepare
from registry.cli.history import next_steps
from registry.cli.options import Options, ending, today_option
from registry.cli.people import Row, Table, read_table
from registry.cli.report import Report, counted, hint, show
from registry.problem import errors
from registry.records import ids

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    epilog=ending(
        'sealbook issue data-practitioner --to "Maya Okonkwo" --consent 2026-11-20 \\',
        "    --panel mara-lind,priya-raman,joao-teixeira --lead mara-lind \\",
        "    --streams repository,oral-defence,data-dictionary \\",
        "    --submitted 2026-10-02 --decided 2026-11-12",
        "sealbook issue --from people.csv --dry-run",
        codes="0 written, or issued before; 1 a record would be wrong; 2 wrong use",
    )
)
@click.argument("standard", required=False, default="", shell_complete=candidates.standards)
@click.option("--to", "name", metavar="NAME", default="", help="The name of the holder.")
@click.option(
    "--from",
    "table",
    type=_FILE,
    metavar="CSV",
    help="Many awards: row 1 of the table names its columns, which are `standard`, `name` and any "
    "option below (`valid_from` for --valid-from); options given here fill empty cells.",
)
@click.option(
    "--result",
    metavar="WORD",
    default="",
    help="What was reached.  [default: the lowest that passes]",
)
@click.option(
    "--language", metavar="CODE", default="", help="Of the award.  [default: that of the registry]"
)
@click.option("--consent", metavar="DATE", default="", help="The day the holder agreed.")
@click.option("--covers", metavar="WORDS", default="", help="To what: name, evidence.")
@click.option("--awarded", metavar="DATE", default="", help="The day.  [default: today]")
@click.option(
    "--kind", metavar="WORD", default="", help="Of holder: person, event, group.  [default: person]"
)
@click.option(
    "--withheld", metavar="DIGEST", default="", help="Instead of the name: its salted digest."
)
@click.option("--handle", metavar="HANDLE", default="", help="If the holder has a public role too.")
@click.option("--valid-from", metavar="DATE", default="", help="[default: the day of the award]")
@click.option("--id", metavar="ID", default="", help="That of an assessment that is there already.")
@click.option("--panel", metavar="HANDLES", default="", help="Of the assessment: who voted.")
@click.option("--lead", metavar="HANDLE", default="", help="Who led the panel.")
@click.option("--recused", metavar="HANDLES", default="", help="Who stepped aside.")
@click.option("--dissent", metavar="N", default="", help="How many voted against.")
@click.option("--streams", metavar="WORDS", default="", help="The kinds of evidence seen.")
@click.option("--submitted", metavar="DATE", default="", help="When the work came in.")
@click.option("--decided", metavar="DATE", default="", help="When the panel decided.")
@click.option("--dry-run", is_flag=True, help="Say what would be written and write nothing.")
@today_option
@click.pass_obj
def issue(
    options: Options, /, *, table: Path | None, dry_run: bool, today: date | None, **words: str
) -> int:
    """Write the records of an award, or of a table of awards.

    They are drafts: nothing is signed or committed.

    The credential and the assessment it rests on share one new ID. An assessment that is there
    already is named by --id; else say here who decided, on what, and when.

    STANDARD is a slug (the version in force), `slug@2` (its newest 2.x) or `slug@2.1`.

    With --from, nothing is written unless every row is good; rows that were issued before (same
    holder, standard and day) are left alone, so that a table can be run again.
    """
    asked = Award(**words)
    if table is None:
        if not asked.standard or not asked.holder:
            raise click.UsageError("Say what and to whom: issue STANDARD --to NAME; or --from CSV.")
        day = (today or world.today()).isoformat()
        award = dataclasses.replace(asked, awarded=asked.awarded or day)
        found = Table(path="", rows=(Row(number=0, line=0, award=award),))
    else:
        if asked.holder:
            raise click.UsageError("A holder is either in --to or in the table of --from.")
        found = with_defaults(read_table(table.read_bytes(), str(table)), asked)
    opened = find.opened(options, today)
    made = prepare(opened, found, today or world.newest_today(), world.random_draw)
    return finish(options, made, dry_run=dry_run)


def with_defaults(table: Table, asked: Award) -> Table:
    """The table with every empty cell filled by the option of the same name."""
    given = {name: value for name in COLUMNS if (value := getattr(asked, name))}
    rows = []
    for row in table.rows:
        empty = {name: value for name, value in given.items() if not getattr(row.award, name)}
        rows.append(dataclasses.replace(row, award=dataclasses.replace(row.award, **empty)))
    return dataclasses.replace(table, rows=tuple(rows))


def finish(options: Options, batch: Batch, *, dry_run: bool) -> int:
    """Write a batch, unless something is wrong with it, and tell; returns the exit code."""
    texts = {file.path: file.text for file in batch.files} | {batch.table.path: batch.table.text}
    if wrong := errors(list(batch.problems)):
        summary = f"Nothing written: {counted(wrong)}."
        return show(Report(problems=batch.problems, summary=summary, texts=texts), options)
    if not dry_run:
        draft.write(options.root, batch.files)
    if not options.json:
        for line in _told(batch, dry_run=dry_run):
            click.echo(line)
    fresh = [issued for issued in batch.issued if issued.files]
    report = Report(
        problems=batch.problems,
        summary=_summary(batch, dry_run=dry_run),
        texts=texts,
        result={
            "written": [] if dry_run else [file.path for file in batch.files],
            "issued": [] if dry_run else [_as_json(issued) for issued in fresh],
            "before": [_as_json(issued) for issued in batch.issued if not issued.files],
        },
    )
    code = show(report, options)
    if fresh and not dry_run and code == exits.OK:
        paths = [file.path for file in batch.files]
        many = ["credentials"] + ["assessments"] * any(len(issued.files) > 1 for issued in fresh)
        hint(options, *next_steps("issue", fresh[0].id, paths if len(fresh) == 1 else many))
    return code


def _told(batch: Batch, *, dry_run: bool) -> list[str]:
    """One line a file or row; a dry run of one award shows the files themselves."""
    if not batch.table.path:
        if dry_run:
            return [f"# {file.path}\n{file.text}" for file in batch.files]
        return [file.path for file in batch.files]
    lines = []
    for issued in batch.issued:
        number = f"row {issued.row.number}"
        if not issued.files:
            lines.append(f"{number:8} {ids.grouped(issued.id)}  issued before")
        elif dry_run:
            lines.append(f"{number:8} would be issued")
        else:
            lines.append(f"{number:8} {ids.grouped(issued.id)}  {issued.files[0].path}")
    return lines


def _summary(batch: Batch, *, dry_run: bool) -> str:
    fresh = [issued for issued in batch.issued if issued.files]
    old = [issued for issued in batch.issued if not issued.files]
    if not batch.table.path and old:
        return f"Issued before as {ids.grouped(old[0].id)}: nothing written."
    count = f"{len(fresh)} credential{'' if len(fresh) == 1 else 's'}"
    did = f"Would write {count}" if dry_run else f"Wrote {count} (draft, not sealed)"
    return (did if fresh else "Nothing to write") + (f"; {len(old)} issued before." if old else ".")


def _as_json(issued: Issued) -> dict[str, object]:
    files = [file.path for file in issued.files]
    row = {"row": issued.row.number} if issued.row.number else {}
    return {**row, "id": issued.id, "files": files}
