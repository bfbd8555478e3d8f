"""`sealbook new`: the whole repository of a new registry, in an empty place."""

from __future__ import annotations

import importlib.metadata
import json
import shlex
import sys
import textwrap
import zoneinfo
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from registry import __version__
from registry.cli import exits, world
from registry.cli.new_asking import asked, asked_consent, asked_founders, asked_program
from registry.cli.new_place import commit, place, why_not_there
from registry.cli.options import Options, ending, today_option
from registry.cli.report import Report, as_json, as_text, counted
from registry.cli.terminal import visible
from registry.founding.answers import (
    Answers,
    Wrong,
    founding_of,
    program_of_install,
)
from registry.founding.files import found
from registry.founding.founding import Founding
from registry.founding.next_steps import Step, next_steps
from registry.founding.questions import QUESTIONS
from registry.problem import Problem, errors

_USAGE, _CONSENT = "usage", "--yes"
_WIDTH = 90


@click.command(
    epilog=ending(
        "sealbook new guild",
        'sealbook new guild --name "Sewing Guild" --url https://cert.guild.example/ \\',
        '    --email certify@guild.example --standard "Pattern Cutter" \\',
        "    --maintainer ada:ada-on-github --maintainer ben:ben-on-github --yes",
        codes="0 written, 1 the records would be wrong, 2 wrong use or an answer is missing",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", metavar="TEXT", help="What the community is called.")
@click.option("--url", metavar="URL", help="Where the site will be.")
@click.option("--email", metavar="ADDRESS", help="Where people write; it is public.")
@click.option("--standard", metavar="TITLE", help="What the first credential is called.")
@click.option("--language", metavar="TAG", help="The language that binds.  [default: en]")
@click.option("--zone", metavar="ZONE", help="The time zone, as in Europe/Lisbon.  [default: UTC]")
@click.option(
    "--maintainer",
    "maintainers",
    metavar="HANDLE[:LOGIN]",
    multiple=True,
    help="Who founds it, with an account on GitHub; two or more, once for each.",
)
@click.option(
    "--program",
    metavar="OWNER/NAME@COMMIT",
    help="What the workflows run, or `none`.  [default: the one that pip fetched from GitHub]",
)
@click.option("--yes", is_flag=True, help="Each of them agreed to be listed; ask nothing.")
@click.option("--git", "with_git", is_flag=True, help="Begin a Git repository, and commit.")
@today_option
@click.pass_obj
def new(
    options: Options,
    *,
    folder: Path,
    name: str | None,
    url: str | None,
    email: str | None,
    standard: str | None,
    language: str | None,
    zone: str | None,
    maintainers: Sequence[str],
    program: str | None,
    yes: bool,
    with_git: bool,
    today: date | None,
) -> int:
    """Found a registry: write all that its repository needs.

    What no option says is asked, where somebody sits at the terminal. The first standard, the
    skill map and the policies are drafts, to be edited and adopted. `check` and `build` pass at
    once.
    """
    typed = {"name": name, "url": url, "email": email, "standard": standard}
    typed |= {"language": language, "zone": zone}
    given = {option: answer for option, answer in typed.items() if answer is not None}
    chosen = program if program is not None else program_of_install(_direct_url())
    target = options.folder / folder
    day, zones = today or world.today(), zoneinfo.available_timezones()
    missing = _missing(given, maintainers, chosen, yes=yes)
    answers = Answers(typed=given, maintainers=maintainers, program=chosen, version=__version__)
    wrong = [("DIR", why) for why in why_not_there(target)]
    wrong += _wrong(answers, missing, day, zones)
    if missing and not wrong and not yes and sys.stdin.isatty():
        answers = replace(
            answers,
            typed=given | asked(given, zones),
            maintainers=maintainers or tuple(asked_founders()),
            program=chosen or asked_program(),
        )
        missing = [] if asked_consent() else [_CONSENT]
        wrong = _wrong(answers, missing, day, zones)
    if wrong or missing:
        return _refuse(options, wrong, missing)
    return _write(options, founding_of(answers, day, zones), target, folder, with_git=with_git)


def _wrong(
    answers: Answers, missing: Sequence[str], day: date, zones: Collection[str]
) -> list[tuple[str, str]]:
    """What is wrong with the answers that were given, each with its option."""
    try:
        founding_of(answers, day, zones)
    except Wrong as error:
        rows = ((f"--{option}", why) for option, why in error.rows)
        return [(option, why) for option, why in rows if option not in missing]
    return []


def _write(
    options: Options, founding: Founding, target: Path, folder: Path, *, with_git: bool
) -> int:
    made = found(founding)
    if errors(list(made.problems)):
        summary = f"Nothing was written: {counted(made.problems)}."
        rows = {problem.path: made.files.get(problem.path, "") for problem in made.problems}
        return _tell(options, Report(problems=made.problems, summary=summary, texts=rows))
    place(target, made.files)
    if with_git:
        commit(target)
    steps = next_steps(founding, shlex.quote(str(folder)), is_committed=with_git)
    summary = f"Wrote {visible(str(folder))}: {len(made.files)} files."
    told = [{"do": step.words, "run": list(step.commands)} for step in steps]
    result = {"folder": str(target), "written": sorted(made.files), "next": told}
    code = _tell(options, Report(problems=made.problems, summary=summary, result=result))
    if not options.json and not options.quiet:
        click.echo("\n".join(_shown(steps)))
    return code


def _missing(
    given: Mapping[str, str], maintainers: Sequence[str], program: str, *, yes: bool
) -> list[str]:
    """The options that are needed and not given."""
    rows = [
        f"--{question.option}"
        for question in QUESTIONS
        if not question.default and question.option not in given
    ]
    rows += [] if maintainers else ["--maintainer"]
    rows += [] if program else ["--program"]
    return [*rows, *([] if yes else [_CONSENT])]


def _refuse(options: Options, wrong: Sequence[tuple[str, str]], missing: Sequence[str]) -> int:
    """All that is wrong with the answers, and all that is missing, at once."""
    rows = [f"{option}: {why}" for option, why in wrong]
    fix = "sealbook new --help says what each option takes"
    problems = [Problem(code=_USAGE, message=row, path="", fix=fix) for row in rows]
    if missing:
        problems.append(
            Problem(
                code=_USAGE,
                message=f"missing: {', '.join(missing)}",
                path="",
                fix="give these options, or run it at a terminal, where it asks",
            )
        )
    _tell(options, Report(problems=problems, summary="Nothing was written."))
    return exits.USAGE


def _tell(options: Options, report: Report) -> int:
    """Print a report about a registry that is not there yet."""
    if options.json:
        click.echo(json.dumps(as_json(report), ensure_ascii=False, indent=2))
        return report.exit_code
    for problem in report.problems:
        rows = report.texts.get(problem.path, "").split("\n")
        line = rows[problem.span.line - 1] if problem.span.line <= len(rows) else ""
        click.echo(as_text(problem, line) + "\n", err=True)
    if not options.quiet or report.problems:
        click.echo(report.summary, err=True)
    return report.exit_code


def _shown(steps: Sequence[Step]) -> Iterator[str]:
    yield ""
    for number, step in enumerate(steps, 1):
        yield from textwrap.wrap(f"{number}. {step.words}", _WIDTH, subsequent_indent="   ")
        yield from (f"     {command}" for command in step.commands)


def _direct_url() -> str | None:
    """Where pip fetched this program from, as it noted down (PEP 610)."""
    try:
        return importlib.metadata.distribution("sealbook").read_text("direct_url.json")
    except importlib.metadata.PackageNotFoundError:
        return None
