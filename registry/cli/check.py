"""`sealbook check`: judge the records."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import click

from registry.check.run import check as run_checks
from registry.cli import world
from registry.cli.app import Format, Options
from registry.cli.fix import rewrite
from registry.cli.options import today_option
from registry.cli.report import Report, counted, show
from registry.load import load


@click.command(epilog="Exit code: 0 fine (warnings do not count), 1 problems found.")
@click.argument("paths", nargs=-1)
@click.option("--fix", is_flag=True, help="First rewrite records in the canonical layout.")
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
    """Check every record: its form, its references, and the community's own rules.

    PATHS narrow the report to these files and folders; everything is read all the same.
    It needs no network and no key.
    """
    started = perf_counter()
    if fix:
        rewrite(options, paths)
    loaded = load(options.root)
    _registry, problems = run_checks(loaded, today or world.today(), layout=True)
    wanted = [problem for problem in problems if _inside(problem.path, paths)]
    seconds = perf_counter() - started
    count = len(loaded.documents)
    summary = f"Checked {count:,} records in {seconds:.1f} s: {counted(wanted)}."
    return show(Report(problems=wanted, summary=summary), options, format_)


def _inside(path: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(
        path == name.rstrip("/") or path.startswith(name.rstrip("/") + "/") for name in wanted
    )
