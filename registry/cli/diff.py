"""`sealbook diff`: what a change means, for those who must decide on it."""

from __future__ import annotations

from datetime import date
from typing import Literal

import click

from registry.brief.brief import brief
from registry.brief.data import as_json
from registry.brief.markdown import markdown
from registry.brief.text import text
from registry.cli import exits, world
from registry.cli.compare import Span, between, to_working_tree
from registry.cli.options import Options, ending, today_option
from registry.cli.report import Report, hint, show
from registry.cli.terminal import visible


@click.command(
    epilog=ending(
        "sealbook diff",
        "sealbook diff origin/main",
        "sealbook diff v1..v2 --format markdown",
        codes="0 told, 1 with --exit-code where something changes, 3 Git could not say",
    )
)
@click.argument("range_", metavar="[BASE | BASE..HEAD]", required=False, default="")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    help="How to print; Markdown is for the summary of a job or a comment.",
)
@click.option("--exit-code", is_flag=True, help="End with 1 where something changes.")
@today_option
@click.pass_obj
def diff(
    options: Options,
    *,
    range_: str,
    format_: Literal["text", "markdown", "json"] | None,
    exit_code: bool,
    today: date | None,
) -> int:
    """Tell what a change does, and who must approve it.

    It also tells to whom it matters, and which rules it breaks.
    With BASE the change is from there to the files as they are now, committed or not; with
    BASE..HEAD it is between two commits. What was merged meanwhile counts for neither: the change
    begins where its line of work left BASE. Without either, BASE is origin/main, or else main.
    """
    day = today or world.newest_today()
    span = _span(options, range_)
    judged = span.judged(day)
    told = brief(judged, day)
    form = format_ or ("json" if options.json else "text")
    if form == "json":
        result = {"base": span.base, "head": span.head, "change": as_json(told)}
        report = Report(problems=judged.problems, summary=told.summary, result=result)
        show(report, options, "json")
    elif form == "markdown":
        click.echo(markdown(told), nl=False)
    else:
        click.echo("\n".join(visible(line) for line in text(told).split("\n")), nl=False)
        hint(options, f"Compared with {span.since}.")
    return exits.PROBLEMS if exit_code and (told.notes or told.broken) else exits.OK


def _span(options: Options, range_: str) -> Span:
    base, dots, head = range_.partition("..")
    if not dots:
        return to_working_tree(options.root, base)
    return between(options.root, base, head.removeprefix("."))
