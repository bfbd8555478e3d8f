"""`sealbook erase`: a credential leaves the records, and with the next seal the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from registry.cli import draft, exits, find, world
from registry.cli.draft import Draft
from registry.cli.options import (
    Options,
    ending,
    id_argument,
    ledger_folder,
    ledger_option,
    today_option,
)
from registry.cli.report import Report, counted, hint, show
from registry.problem import errors
from registry.records import ids
from registry.records.canonical import order_of
from registry.records.credential import ERASURES, Erasures
from registry.records.registry import Entry
from registry.source.edit import set_field
from registry.source.layout import layout
from registry.store import read_ledger


@click.command(
    epilog=ending(
        "sealbook erase 7K3M-9QXA-2TVRC",
        "sealbook erase 7K3M-9QXA-2TVRC --dry-run",
        codes="0 erased, or it was before; 1 the records would not be in order; 2 wrong use",
    )
)
@id_argument
@ledger_option
@click.option("--dry-run", is_flag=True, help="Show the change and write nothing.")
@today_option
@click.pass_obj
def erase(
    options: Options, *, record_id: str, ledger: Path | None, dry_run: bool, today: date | None
) -> int:
    """Erase a credential and its name at the wish of the holder.

    Its file goes, and its ID is noted as erased. The next seal takes the signed copy out of the
    ledger, and the next site has no page of it. The log keeps a number that fits nothing any more.
    """
    opened = find.opened(options, today)
    wanted, erasures = ids.normalize(record_id), opened.registry.get(ERASURES, ERASURES.name)
    if erasures is not None and wanted in erasures.record.erased:
        summary = f"{ids.grouped(wanted)} is erased already: {erasures.document.path} says so."
        return show(Report(problems=[], summary=summary, result={"written": []}), options)
    entry = find.credential(opened.registry, record_id)
    path, noted = entry.document.path, _noted(erasures, entry.id)
    problems = draft.judge(opened.without(path), [noted], today or world.newest_today())
    if errors(problems):
        summary = f"Nothing erased: {counted(problems)}."
        return show(Report(problems=problems, summary=summary), options)
    if not dry_run:
        draft.write(options.root, [noted])
        (options.root / path).unlink()
    if not options.json:
        click.echo(draft.colored(draft.diff(noted)))
    did = "Would delete" if dry_run else "Deleted"
    report = Report(
        problems=problems,
        summary=f"{did} {path}; {noted.path} names {ids.grouped(entry.id)}.",
        result={"written": [] if dry_run else [noted.path], "deleted": [] if dry_run else [path]},
    )
    code = show(report, options)
    if code == exits.OK:
        folder = ledger_folder(options.root, ledger)
        hint(options, *_what_remains(options, entry.id, path, folder, noted.path))
    return code


def _noted(erasures: Entry[Erasures] | None, record_id: str) -> Draft:
    """`erased.yml` with one more ID, in order, so that it does not tell who came last."""
    order = order_of(Erasures)
    if erasures is None:
        text = layout({"erased": [record_id]}, order=order)
        return Draft(path=ERASURES.path_of(ERASURES.name), text=text)
    source = erasures.document.source
    every = sorted([*erasures.record.erased, record_id])
    return Draft(
        path=erasures.document.path,
        text=set_field(source, "erased", every, order=order),
        before=source.text,
    )


def _what_remains(
    options: Options, record_id: str, path: str, folder: Path, noted: str
) -> list[str]:
    """Where the name still is, and what happens next."""
    found = read_ledger(folder)
    sealed = found is not None and record_id in found.records
    commits = world.commits_of(options.root, path)
    return [
        f"Next: git switch -c erase-{record_id[:4]} && git add {noted} {path} \\",
        f'        && git commit -m "Erase {ids.grouped(record_id)}" && gh pr create --fill',
        "      Name the ID in it, and not the person.",
        f"The ledger in {folder} still holds the signed credential: the next seal deletes it there."
        if sealed
        else f"The ledger in {folder} holds no copy of it.",
        f"The history of this repository still holds the file, in {_commits(commits)}; so may that",
        "of the ledger, forks, clones, and copies that people saved. How to reach what can be",
        "reached: docs/runbooks/erasure.md",
    ]


def _commits(commits: int) -> str:
    return "1 commit" if commits == 1 else f"{commits} commits"
