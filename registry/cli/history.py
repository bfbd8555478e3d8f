"""One more event in the history of a credential: judged, shown, then written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import click

from registry.cli import draft, exits, world
from registry.cli.draft import Draft
from registry.cli.find import Opened
from registry.cli.options import Options
from registry.cli.report import Report, counted, hint, show
from registry.problem import errors
from registry.records import ids
from registry.records.canonical import order_of
from registry.records.credential import Credential, EventName
from registry.records.registry import Entry
from registry.source.edit import append_row

# Of a suspension and its end the later one counts; every other event stands for itself.
_PAUSES: tuple[EventName, ...] = ("suspended", "reinstated")


@dataclass(frozen=True, kw_only=True, slots=True)
class Addition:
    """An event as it is asked for, on `day` or, where none was given, `otherwise`.

    `verb` is the name of the command, `details` are the other fields of the row.
    """

    verb: str
    name: EventName
    day: date | None
    otherwise: date
    details: Mapping[str, str]

    @property
    def row(self) -> dict[str, str]:
        """The row of the history."""
        return {self.name: (self.day or self.otherwise).isoformat(), **self.details}


def add(
    options: Options,
    opened: Opened,
    entry: Entry[Credential],
    event: Addition,
    today: date | None,
    *,
    dry_run: bool,
) -> int:
    """Append the event to the file, which keeps its comments; returns the exit code.

    Nothing is written if a check refuses the event, or if it stands there already.
    """
    path, shown = entry.document.path, ids.grouped(entry.id)
    if _stands(entry, event):
        summary = f"{shown} is already {event.name}: {path} stays as it is."
        result = {"written": [], "diff": ""}
        return show(Report(problems=[], summary=summary, result=result), options)
    source = entry.document.source
    text = append_row(source, "history", event.row, order=order_of(Credential))
    change = Draft(path=path, text=text, before=source.text)
    problems = draft.judge(opened, [change], today or world.newest_today())
    if errors(problems):
        summary = f"Not written: {counted(problems)}."
        return show(Report(problems=problems, summary=summary, texts={path: text}), options)
    if not dry_run:
        draft.write(options.root, [change])
    difference = draft.diff(change)
    if not options.json:
        click.echo(draft.colored(difference))
    did = "Would write" if dry_run else "Wrote"
    report = Report(
        problems=problems,
        summary=f"{did} {path}: {shown} is {event.name} on {event.row[event.name]}.",
        texts={path: text},
        result={"written": [] if dry_run else [path], "diff": difference},
    )
    code = show(report, options)
    if not dry_run and code == exits.OK:
        hint(options, *next_steps(event.verb, entry.id, [path]))
    return code


def next_steps(verb: str, record_id: str, paths: list[str]) -> list[str]:
    """What to do with files that were written: they count once they are merged and published."""
    branch = f"{verb}-{record_id[:4]}"
    what = f"{verb.capitalize()} {ids.grouped(record_id)}"
    return [
        f"Next: git switch -c {branch} && git add {' '.join(paths)} \\",
        f'        && git commit -m "{what}" && gh pr create --fill',
        "      It counts when it is reviewed, merged and published.",
    ]


def _stands(entry: Entry[Credential], event: Addition) -> bool:
    group = _PAUSES if event.name in _PAUSES else (event.name,)
    latest = [row for row in entry.document.data.get("history", []) if set(group) & set(row)][-1:]
    if not latest or event.name not in latest[0]:
        return False
    row = event.row if event.day else {**event.row, event.name: latest[0][event.name]}
    return bool(latest[0] == row)
