"""`sealbook standard new`: the draft of a standard that was not there before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from registry.check.nearest import hint as nearest_of
from registry.cli import draft, exits, find, world
from registry.cli.draft import Draft
from registry.cli.options import Options, ending, today_option
from registry.cli.report import Report, counted, hint, show
from registry.drafts.blanks import MARK
from registry.drafts.standard import FIRST_VERSION, new_standard
from registry.problem import errors
from registry.records.framework import FRAMEWORK, Framework
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD

FILL_IN = "fill-in"


@click.command(
    epilog=ending(
        'sealbook standard new data-mapper --title "Data Mapper" --tier practitioner \\',
        "    --framework open-data --competency cleaning=competent --competency safe-release",
        codes="0 written, 1 it would be wrong, 2 wrong use",
    )
)
@click.argument("slug")
@click.option("--title", metavar="TEXT", default="", help="What the credential is called.")
@click.option("--tier", metavar="WORD", default="", help="Its rank.  [default: the lowest]")
@click.option(
    "--framework",
    metavar="SLUG",
    default="",
    help="The skill map, with or without a version.  [default: the only one there is]",
)
@click.option(
    "--competency",
    "competencies",
    metavar="ID[=LEVEL]",
    multiple=True,
    help="What is asked for; may be repeated.  [default: the first of the map, as an example]",
)
@click.option("--dry-run", is_flag=True, help="Print the draft and write nothing.")
@today_option
@click.pass_obj
def new(
    options: Options,
    *,
    slug: str,
    title: str,
    tier: str,
    framework: str,
    competencies: Sequence[str],
    dry_run: bool,
    today: date | None,
) -> int:
    """Begin a standard: a complete draft with FILL IN where only you know the words.

    SLUG is its short name in addresses and files. The numbers in the draft (panel, times, pass
    mark) are usual ones; change what does not suit you. `sealbook check` says what is left to do.
    """
    opened = find.readable(options, today)
    registry = opened.registry
    standard = f"{slug}@{FIRST_VERSION}"
    path = STANDARD.path_of(standard)
    if STANDARD.id_of(path) != standard:
        raise click.UsageError(f"`{slug}` is no slug: 2 to 40 small letters, digits and hyphens.")
    if any(known.startswith(f"{STANDARD.folder}/{slug}/") for known in opened.paths):
        raise click.UsageError(
            f"There is a standard `{slug}` already. `sealbook standard bump {slug}` begins its"
            " next version."
        )
    skills = _framework(registry, framework)
    text = new_standard(
        title=title,
        tier=tier or registry.settings.tiers[0],
        framework=skills.id,
        competencies=_competencies(skills.record, competencies),
        language=registry.settings.language,
    )
    made = Draft(path=path, text=text)
    problems = draft.judge(opened, [made], today or world.newest_today())
    left = [problem for problem in problems if problem.code == FILL_IN]
    problems = [problem for problem in problems if problem.code != FILL_IN]
    if errors(problems):
        summary = f"Not written: {counted(problems)}."
        return show(Report(problems=problems, summary=summary, texts={path: text}), options)
    if not dry_run:
        draft.write(options.root, [made])
    elif not options.json:
        click.echo(text, nl=False)
    did = "Would write" if dry_run else "Wrote"
    report = Report(
        problems=problems,
        summary=f"{did} {path}, a draft with {len(left)} places to fill in.",
        texts={path: text},
        result={"written": [] if dry_run else [path], "fill_in": len(left)},
    )
    code = show(report, options)
    if code == exits.OK and not dry_run:
        hint(options, f"Next: write where it says {MARK}; `sealbook check` shows what is left.")
    return code


def _framework(registry: Registry, typed: str) -> Entry[Framework]:
    """The version of a skill map that is meant: the newest that was not given up."""
    slugs = registry.slugs(FRAMEWORK)
    if not slugs:
        raise click.UsageError("There is no skill map yet: write one first, in skills/.")
    if not typed and len(slugs) > 1:
        raise click.UsageError(f"Say which skill map: --framework {' or '.join(slugs)}.")
    name = typed or slugs[0]
    found = registry.resolve(FRAMEWORK, name) if "@" in name else None
    if "@" not in name:
        versions = registry.versions(FRAMEWORK, name)
        found = next((e for e in reversed(versions) if not e.record.change.withdrawn), None)
    if found is None:
        known = slugs if "@" not in name else [entry.id for entry in registry.entries(FRAMEWORK)]
        raise click.UsageError(f"There is no skill map `{name}`; {nearest_of(name, known)}")
    return found


def _competencies(skills: Framework, typed: Sequence[str]) -> dict[str, str]:
    """What is asked for, with its level: as typed, else the lowest that the map describes."""
    known = {competency.id: competency for competency in skills.competencies}
    found: dict[str, str] = {}
    for word in typed or [next(iter(known))]:
        name, _, level = word.partition("=")
        if name not in known:
            hinted = nearest_of(name, known)
            raise click.UsageError(f"The skill map has no competency `{name}`; {hinted}")
        described = [each for each in skills.levels if each in known[name].behaviours]
        if level and level not in described:
            hinted = nearest_of(level, described)
            raise click.UsageError(f"`{name}` has no level `{level}`; {hinted}")
        found[name] = level or described[0]
    return found
