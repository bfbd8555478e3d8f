"""`sealbook standard bump`: the next version as a draft, under the number that its class asks."""

from __future__ import annotations

from datetime import date
from typing import get_args

import click

from registry.cli import candidates, draft, exits, find, world
from registry.cli.draft import Draft
from registry.cli.find import Opened
from registry.cli.lines import named_line
from registry.cli.options import Options, ending, today_option
from registry.cli.report import Report, counted, hint, show
from registry.cli.standard_new import FILL_IN
from registry.cli.terminal import visible
from registry.difference.formats import text as as_text
from registry.drafts.bump import Bump, ClassTooLow
from registry.drafts.bump import bump as bumped
from registry.problem import errors
from registry.records.change import ChangeClass
from registry.records.kinds import VERSIONED


@click.command(
    epilog=ending(
        "sealbook standard bump data-practitioner",
        "sealbook standard bump data-practitioner --class breaking",
        "sealbook standard bump skills/open-data",
        codes="0 written, or right already; 1 it would be wrong; 2 wrong use",
    )
)
@click.argument("name", shell_complete=candidates.lines)
@click.option(
    "--class",
    "class_",
    type=click.Choice(get_args(ChangeClass)),
    help="How much changes for people.  [default: what the difference comes to]",
)
@click.option("--dry-run", is_flag=True, help="Show the change and write nothing.")
@today_option
@click.pass_obj
def bump(
    options: Options, *, name: str, class_: ChangeClass | None, dry_run: bool, today: date | None
) -> int:
    """Begin the next version, or give its draft the right number.

    Run it first: it copies the last version, comments and all, into a draft that says how it will
    differ. Edit that, and run it again: it compares the draft with the version before, writes the
    class that the changes come to, and renames the file if another number follows from it.

    NAME is a slug, or the folder of a framework or policy: `skills/open-data`.
    """
    opened = find.readable(options, today)
    if unread := _unread(opened, name):
        wrong = [problem for problem in opened.known if problem.path in unread]
        summary = f"First mend {' and '.join(unread)}: {counted(wrong)}."
        return show(Report(problems=wrong, summary=summary), options)
    kind, slug = named_line(opened.registry, name)
    try:
        made = bumped(opened.registry, kind, slug, class_)
    except ClassTooLow as low:
        click.echo(visible_lines(as_text(low.difference)), err=True)
        raise click.UsageError(
            f"The draft is {low.difference.class_}, and cannot be called {class_}."
        ) from None
    code = _finish(options, opened, made, today, dry_run=dry_run)
    if code == exits.OK and not dry_run:
        hint(options, *_next(made, name))
    return code


def _unread(opened: Opened, name: str) -> list[str]:
    """The files of what a person named that have problems of their own.

    Where nothing of it can be read, nothing is known by that name, but its folder is there.
    """
    folder = f"/{name.strip('/')}/"
    read = {entry.document.path for kind in VERSIONED for entry in opened.registry.entries(kind)}
    return [
        path
        for path in sorted(opened.paths)
        if f"/{path.rpartition('/')[0]}/".endswith(folder)
        and any(path.startswith(f"{kind.folder}/") for kind in VERSIONED)
        and path not in read
    ]


def _next(made: Bump, name: str) -> list[str]:
    """What to do with the draft, where that is not clear."""
    if made.draft is None:
        return [
            "Next: edit it, and say in `change.summary` what changes and for whom.",
            f"      `sealbook standard bump {name}` then gives it the class and the number of",
            "      what you changed.",
        ]
    needed = made.difference.class_ if made.difference else made.class_
    if needed and needed != made.class_:
        return [
            f"It is declared {made.class_}, but what changes is {needed}:",
            f"      `--class {needed}` would say so.",
        ]
    return []


def _finish(
    options: Options, opened: Opened, made: Bump, today: date | None, *, dry_run: bool
) -> int:
    old = made.draft.document if made.draft else None
    told: dict[str, object] = {"number": made.version, "class": made.class_}
    if made.difference and not options.json:
        click.echo(visible_lines(as_text(made.difference)))
    if old and old.path == made.path and old.text == made.text:
        summary = f"{made.path} has the right number{_of(made)}, and stays as it is."
        if made.previous is None:
            summary = f"{made.path} is the first version, and still a draft: edit it as it is."
        nothing: dict[str, object] = {"written": [], "deleted": [], **told}
        return show(Report(problems=[], summary=summary, result=nothing), options)
    is_same_file = old is not None and old.path == made.path
    new = Draft(path=made.path, text=made.text, before=old.text if old and is_same_file else None)
    gone = [old.path] if old and not is_same_file else []
    before = opened.without(gone[0]) if gone else opened
    problems = [
        problem
        for problem in draft.judge(before, [new], today or world.newest_today())
        if problem.code != FILL_IN
    ]
    if errors(problems):
        summary = f"Not written: {counted(problems)}."
        texts = {new.path: new.text}
        return show(Report(problems=problems, summary=summary, texts=texts), options)
    if not dry_run:
        draft.write(options.root, [new])
        for path in gone:
            (options.root / path).unlink()
    report = Report(
        problems=problems,
        summary=_summary(made, gone, dry_run=dry_run),
        texts={new.path: new.text},
        result={
            "written": [] if dry_run else [new.path],
            "deleted": [] if dry_run else gone,
            **told,
        },
    )
    return show(report, options)


def _summary(made: Bump, gone: list[str], *, dry_run: bool) -> str:
    if gone:
        did = "Would rename" if dry_run else "Renamed"
        return f"{did} {gone[0]} to {made.path}{_of(made)}."
    did = "Would write" if dry_run else "Wrote"
    if made.draft:
        return f"{did} {made.path}: its class is {made.class_}."
    assert made.previous is not None
    return f"{did} {made.path}, a draft that says what {made.previous.version} says."


def _of(made: Bump) -> str:
    return f", as its class is {made.class_}" if made.class_ else ""


def visible_lines(text: str) -> str:
    """Lines with texts of records, harmless on a terminal."""
    return "\n".join(visible(line) for line in text.rstrip("\n").split("\n"))
