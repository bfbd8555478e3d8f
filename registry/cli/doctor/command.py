"""`sealbook doctor`: examine a registry, and say what to do about each finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import click

from registry.cli import exits, find, world
from registry.cli.doctor.ask.github import NoGh, github
from registry.cli.doctor.ask.here import here
from registry.cli.doctor.ask.site import site
from registry.cli.doctor.facts import Gap, GitHub, Here
from registry.cli.doctor.finding import Examination, Facts, Finding
from registry.cli.doctor.judge.hosts import on_github
from registry.cli.doctor.table.github import GITHUB
from registry.cli.doctor.table.here import HERE
from registry.cli.doctor.table.site import SITE
from registry.cli.github import deaf
from registry.cli.options import Options, ending, ledger_folder, ledger_option, today_option
from registry.cli.report import default_format
from registry.cli.terminal import encodable, visible
from registry.timestamp import midnight

_COLORS = {"error": "red", "warning": "yellow", "note": "cyan"}
Row = tuple[Examination[Any], Finding]


@click.command(
    epilog=ending(
        "sealbook doctor",
        "sealbook doctor --online",
        codes="0 fine (there may be notes), 1 findings, "
        "3 none, but something asked for online gave no answer",
    )
)
@click.option(
    "--online", is_flag=True, help="Also ask the site, and GitHub through its program gh."
)
@ledger_option
@today_option
@click.pass_obj
def doctor(options: Options, *, online: bool, ledger: Path | None, today: date | None) -> int:
    """Examine the registry, and say how to mend what is wrong.

    It looks at the repository, the ledger, keys, the address, files for GitHub and this computer;
    with --online at the settings on GitHub and at the site as well. It changes nothing.
    """
    opened = find.readable(options, today)
    facts = here(options.root, opened, ledger_folder(options.root, ledger), today or world.today())
    rows: list[Row] = list(_judged(HERE, facts))
    looked, gaps = len(HERE), list[Gap]()
    if online:
        for found, count, missed in (_github(facts), _site(options, facts, today)):
            rows += found
            looked += count
            gaps += missed
    return _tell(rows, gaps, looked, options)


def _judged(table: Iterable[Examination[Facts]], facts: Facts) -> Iterator[Row]:
    for examination in table:
        for finding in examination.judge(facts):
            yield examination, finding


def _github(facts: Here) -> tuple[list[Row], int, list[Gap]]:
    repository = on_github(facts.repository.remote) if facts.repository else ""
    if not repository:
        why = "the remote `origin` is not on github.com"
        return [], 0, [Gap(what="settings on GitHub", why=why, tried=False)]
    try:
        found: GitHub = github(facts, repository)
    except NoGh:
        why = "the program gh is not installed: https://cli.github.com/"
        return [], 0, [Gap(what="settings on GitHub", why=why, tried=False)]
    values = [getattr(found, field.name) for field in fields(found)]
    values.append(getattr(found.environment, "secrets", None))
    gaps = [value for value in values if isinstance(value, Gap)]
    return list(_judged(GITHUB, found)), len(GITHUB), list(dict.fromkeys(gaps))


def _site(options: Options, facts: Here, today: date | None) -> tuple[list[Row], int, list[Gap]]:
    now = midnight(today) if today else world.now()
    found = site(facts, options.root / "build" / "site", now)
    if isinstance(found, Gap):
        return [], 0, [found]
    return list(_judged(SITE, found)), len(SITE), []


def _tell(rows: list[Row], gaps: list[Gap], looked: int, options: Options) -> int:
    serious = [finding for _examination, finding in rows if finding.severity != "note"]
    unanswered = any(gap.tried for gap in gaps)
    code = exits.PROBLEMS if serious else exits.COULD_NOT_CHECK if unanswered else exits.OK
    said = f"Looked at {looked} things: {_counted(rows)}."
    if options.json:
        click.echo(json.dumps(_as_json(rows, gaps, said, code), ensure_ascii=False, indent=2))
        return code
    texts = [_as_text(examination, finding) + "\n" for examination, finding in rows]
    texts += [f"Not looked at: {visible(gap.what)}: {visible(gap.why)}" for gap in gaps]
    for text in deaf(texts) if default_format() == "github" else texts:
        click.echo(text)
    if not options.quiet or rows:
        click.echo(said, err=True)
    return code


def _counted(rows: list[Row]) -> str:
    parts = []
    for word in _COLORS:
        count = sum(finding.severity == word for _examination, finding in rows)
        if count:
            parts.append(f"{count} {word}{'' if count == 1 else 's'}")
    return ", ".join(parts) or "all is well"


def _as_text(examination: Examination[Any], finding: Finding) -> str:
    head = click.style(
        f"{finding.severity}[{examination.code}]", fg=_COLORS[finding.severity], bold=True
    )
    return "\n".join(
        (
            f"{head}: {visible(finding.message)}",
            f"  = why: {examination.why}",
            f"  = fix: {visible(finding.fix)}",
        )
    )


def _as_json(rows: list[Row], gaps: list[Gap], said: str, code: int) -> dict[str, object]:
    return {
        "version": 1,
        "ok": code == exits.OK,
        "summary": said,
        "findings": [
            {
                "code": examination.code,
                "group": examination.group,
                "severity": finding.severity,
                "message": encodable(finding.message),
                "why": examination.why,
                "fix": encodable(finding.fix),
            }
            for examination, finding in rows
        ],
        "unseen": [{"what": encodable(gap.what), "why": encodable(gap.why)} for gap in gaps],
    }
