"""`sealbook check`: judge the records."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from time import perf_counter

import click

from registry.check.layout import one_layout
from registry.check.run import check as run_checks
from registry.cli import world
from registry.cli.fix import rewrite
from registry.cli.options import Format, Options, ending, today_option
from registry.cli.report import Report, counted, show
from registry.load import load
from registry.problem import errors, in_order


@click.command(
    epilog=ending(
        "sealbook check",
        "sealbook check --fix credentials/2026",
        codes="0 fine (warnings do not count), 1 problems found",
    )
)
@click.argument("paths", nargs=-1)
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
    fix: bool,
    format_: Format | None,
    today: date | None,
) -> int:
    """Check every record: form, references, the community's own rules.

    PATHS narrow the report to these files and folders; everything is read all the same.
    It needs no network and no key.
    """
    started = perf_counter()
    chosen = [inside(options.root, path) for path in paths]
    if fix:
        rewrite(options, lambda path: _is_chosen(path, chosen))
    loaded = load(options.root)
    _, problems = run_checks(loaded, today or world.newest_today())
    # How a file looks is said once what it says is right.
    wrong = {problem.path for problem in errors(problems)}
    for document in loaded.documents:
        if document.path not in wrong:
            problems += one_layout(document)
    wanted = in_order([problem for problem in problems if _is_chosen(problem.path, chosen)])
    count = sum(_is_chosen(document.path, chosen) for document in loaded.documents)
    seconds = perf_counter() - started
    records = f"{count:,} record{'' if count == 1 else 's'}"
    summary = f"Checked {records} in {seconds:.1f} s: {counted(wanted)}."
    return show(Report(problems=wanted, summary=summary), options, format_)


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
