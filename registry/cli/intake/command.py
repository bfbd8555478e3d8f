"""`sealbook intake`: the command itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from registry.cli import draft, exits, find, world
from registry.cli.fix import replace_file
from registry.cli.github import deaf
from registry.cli.intake import pull_request
from registry.cli.intake.event import MOST_BYTES, Event, read_event
from registry.cli.intake.intakes import INTAKES
from registry.cli.intake.proposal import Proposal, cleaned, paths, problem, refused
from registry.cli.options import Options, ending, today_option
from registry.cli.report import Report, counted, default_format, hint, show
from registry.cli.summary import tell_output
from registry.forge.issues.body import Refusal, read_body
from registry.forge.issues.form import Answers, Form
from registry.forge.issues.forms import form_of
from registry.problem import Problem, errors


@click.command(
    epilog=ending(
        "sealbook intake issue.json --dry-run",
        "sealbook intake issue.json --output ../words",
        "",
        "gh api repos/OWNER/NAME/issues/12 > issue.json   fetches an issue",
        codes="0 written, 1 it cannot become a draft, 2 wrong use, 3 the file is no event",
    )
)
@click.argument(
    "event",
    envvar="GITHUB_EVENT_PATH",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Also write the words for a pull request: branch.txt, title.txt and body.md; or comment.md"
    " for the issue, if there is no draft.",
)
@click.option("--dry-run", is_flag=True, help="Show the draft and write no record.")
@today_option
@click.pass_obj
def intake(
    options: Options, *, event: Path, output: Path | None, dry_run: bool, today: date | None
) -> int:
    """Turn a filled issue form into a draft for review.

    EVENT is what the API of GitHub says of one issue, or the file that a workflow on `issues` is
    handed ($GITHUB_EVENT_PATH). The answers are read strictly: whatever is not what the form of
    today makes is refused, with a sentence on what to do. Nothing is committed, and no file is
    ever overwritten.
    """
    with event.open("rb") as file:
        found = read_event(file.read(MOST_BYTES + 1))
    opened = find.opened(options, today)
    form = form_of(opened.registry, found.body)
    answers: Answers = {}
    if form is None:
        message = "the issue was not opened by one of the forms of this registry"
        proposal = refused(Refusal(message, "open a new one: .github/ISSUE_TEMPLATE has the forms"))
    else:
        answers, proposal = _proposal(opened, form, found, today or world.newest_today())
    told = _told(form, found, answers, proposal)
    if output is not None:
        _write_words(output, told)
    names = [name for name in ("branch", "title") if f"{name}.txt" in told]
    tell_output(draft=bool(names), **{name: told[f"{name}.txt"] for name in names})
    return _finish(options, proposal, told, dry_run=dry_run)


def _proposal(
    opened: find.Opened, form: Form, event: Event, today: date
) -> tuple[Answers, Proposal]:
    given, refusals = read_body(form, event.body)
    if refusals:
        return {}, refused(*refusals)
    answers, look_at = cleaned(form, given)
    if lost := [q for q in form.questions if given[q.id] and not answers[q.id]]:
        empty = "the answer holds nothing that can be seen"
        return {}, refused(*(Refusal(empty, "write it again", q.label) for q in lost))
    proposal = INTAKES[form.name](opened, event, answers, today)
    problems: list[Problem] = list(proposal.problems)
    if not problems:
        problems = draft.judge(opened, proposal.files, today)
        there = [path for path in paths(proposal.files) if path in opened.paths]
        problems += [problem(Refusal(f"{path} is there already", "edit it")) for path in there]
    whole = replace(proposal, problems=tuple(problems), look_at=(*proposal.look_at, *look_at))
    return answers, whole


def _told(form: Form | None, event: Event, answers: Answers, proposal: Proposal) -> dict[str, str]:
    """The words for GitHub, by the name of their file."""
    wrong = errors(list(proposal.problems))
    if form is None or wrong:
        return {"comment.md": pull_request.comment(wrong)}
    body = pull_request.pull_request(form, event, answers, proposal)
    return {
        "branch.txt": pull_request.branch_of(form.name, event.number),
        "title.txt": pull_request.title_of(proposal.title, event.number),
        "body.md": body,
    }


def _write_words(folder: Path, told: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in told.items():
        replace_file(folder / name, text.encode("utf-8"))


def _finish(options: Options, proposal: Proposal, told: dict[str, str], *, dry_run: bool) -> int:
    texts = {file.path: file.text for file in proposal.files}
    result: dict[str, object] = {name.partition(".")[0]: text for name, text in told.items()}
    if wrong := errors(list(proposal.problems)):
        report = Report(
            problems=list(proposal.problems),
            summary=f"No draft: {counted(wrong)}.",
            texts=texts,
            result={"written": [], **result},
        )
        return show(report, options)
    if not dry_run:
        draft.write(options.root, proposal.files)
    if not options.json:
        _show_drafts(proposal, dry_run=dry_run)
    did = "Would write" if dry_run else "Wrote"
    report = Report(
        problems=list(proposal.problems),
        summary=f"{did} {', '.join(texts)}.",
        texts=texts,
        result={
            "written": [] if dry_run else list(texts),
            "look_at": list(proposal.look_at),
            **result,
        },
    )
    code = show(report, options)
    if code == exits.OK:
        hint(options, f"Next: git switch -c {told['branch.txt']}, look at it, and commit it.")
    return code


def _show_drafts(proposal: Proposal, *, dry_run: bool) -> None:
    """What was written is shown in full only where nobody reads it as a command."""
    if dry_run:
        shown = [draft.colored(draft.diff(file)) for file in proposal.files]
        for text in deaf(shown) if default_format() == "github" else shown:
            click.echo(text)
    click.echo("Look at:")
    for sentence in proposal.look_at:
        click.echo(f"  - {sentence}")
