"""`sealbook check`: judge the records."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from time import perf_counter

import click

from registry.check.run import check as run_checks
from registry.check.run import with_layout
from registry.cli import world
from registry.cli.compare import Span, to_working_tree
from registry.cli.fix import rewrite
from registry.cli.options import Format, Options, ending, today_option
from registry.cli.report import Report, counted, show
from registry.git.run import NoSuchRevision
from registry.load import load
from registry.problem import Problem, in_order


@click.command(
    epilog=ending(
        "sealbook check",
        "sealbook check --fix credentials/2026",
        "sealbook check --changed=origin/main",
        codes="0 fine (warnings do not count), 1 problems found",
    )
)
@click.argument("paths", nargs=-1)
@click.option(
    "--changed",
    is_flag=False,
    flag_value="",
    metavar="[=BASE]",
    help="Report only what changed since BASE, and judge the change itself.  "
    "[BASE: where this work left origin/main, or else main]",
)
@click.option("--fix", is_flag=True, help="First rewrite records in the one layout.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github"]),
    help="How to print; in GitHub Actions the default is github.",
)
@today_option
@click.pass_obj
def check(
    options: Options,
    *,
    paths: tuple[str, ...],
    changed: str | None,
    fix: bool,
    format_: Format | None,
    today: date | None,
) -> int:
    """Check every record: form, references, the community's own rules.

    PATHS narrow the report to these files and folders; everything is read all the same.
    With --changed, the report is about changed files and about what the change spoils elsewhere;
    and what was announced, decided or awarded before must still be as it was.
    It needs no network and no key.
    """
    started = perf_counter()
    day = today or world.newest_today()
    chosen = [inside(options.root, path) for path in paths]
    span = _since(options.root, changed) if changed is not None else None
    if fix:
        ours = span.paths if span else None
        rewrite(options, lambda path: _is_chosen(path, chosen) and (ours is None or path in ours))
    if span is None:
        problems, records = _whole(options.root, day)
    else:
        judged = span.judged(day, nearby=True)
        problems, records = list(judged.problems), judged.records
    wanted = [problem for problem in problems if _is_chosen(problem.path, chosen)]
    count = sum(_is_chosen(path, chosen) for path in records)
    seconds = perf_counter() - started
    what = f"{count:,} {'changed ' if span else ''}record{'' if count == 1 else 's'}"
    when = f" since {span.since}" if span else ""
    summary = f"Checked {what}{when} in {seconds:.1f} s: {counted(wanted)}."
    return show(Report(problems=wanted, summary=summary), options, format_)


def _since(root: Path, base: str) -> Span:
    """The change since a commit. Raises UsageError where a path was meant."""
    try:
        return to_working_tree(root, base)
    except NoSuchRevision as error:
        if base and os.path.lexists(root / base):
            raise click.UsageError(
                f"{base} is a path; a commit comes after --changed: --changed=main {base}"
            ) from error
        raise


def _whole(root: Path, today: date) -> tuple[list[Problem], tuple[str, ...]]:
    """What is wrong in a registry, and the paths of its records."""
    loaded = load(root)
    _, problems = run_checks(loaded, today)
    found = in_order(with_layout(problems, loaded.documents))
    return found, tuple(document.path for document in loaded.documents)


def inside(root: Path, path: str) -> str:
    """A path as typed, relative to the registry. Raises UsageError for one outside, or for none."""
    file = Path(os.path.normpath(root / path))
    if not file.is_relative_to(root):
        raise click.UsageError(f"{path} is outside the registry in {root}.")
    if not os.path.lexists(file):
        raise click.UsageError(f"There is no file or folder {path} in {root}.")
    return file.relative_to(root).as_posix()


def _is_chosen(path: str, chosen: list[str]) -> bool:
    return not chosen or any(name in (".", path) or path.startswith(f"{name}/") for name in chosen)
