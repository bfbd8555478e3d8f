"""`sealbook import case|csv FILE`: a framework of another system as a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from registry.check.run import check
from registry.cli import draft, world
from registry.cli.draft import Draft
from registry.cli.options import Options, ending, today_option
from registry.cli.report import Report, counted, hint, show
from registry.exchange.case.reader import read_case
from registry.exchange.explanations import LOST
from registry.exchange.outline.outline import Outline
from registry.exchange.outline.slugs import slug_of
from registry.exchange.reading import MAX_BYTES, Reading
from registry.exchange.sheet.reader import read_table
from registry.load import document_of, load
from registry.problem import Problem, errors
from registry.records.document import Loaded
from registry.records.framework import FRAMEWORK
from registry.records.settings import REGISTRY

_VERSION = re.compile(r"(?:0|[1-9][0-9]{0,3})\.(?:0|[1-9][0-9]{0,3})")
_CODES = "0 written, 1 the file has errors and nothing was written, 2 wrong use"
_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_as = click.option(
    "--as",
    "reference",
    metavar="SLUG@VERSION",
    help="What the framework is to be called.  [default: as the file says]",
)


@click.command(epilog=ending("sealbook import case skills.json --as open-data@1.0", codes=_CODES))
@_file
@_as
@today_option
@click.pass_obj
def case(options: Options, *, file: Path, reference: str | None, today: date | None) -> int:
    """Write the framework of a CASE package as a draft.

    FILE is a CFPackage of CASE 1.0 or 1.1 in JSON. Items at the top become domains, those below
    them competencies, all deeper ones tasks, or behaviours where they have a level.
    """
    return _import(options, file, read_case(_bytes(file), str(file)), reference, today)


@click.command(
    name="csv", epilog=ending("sealbook import csv skills.csv --as open-data@1.0", codes=_CODES)
)
@_file
@_as
@today_option
@click.pass_obj
def sheet(options: Options, *, file: Path, reference: str | None, today: date | None) -> int:
    """Write the framework of a table as a draft.

    FILE has a row for each competency at each level, as `sealbook export csv` prints it, or a row
    for each statement below another, as OpenSALT does.
    """
    reading = read_table(_bytes(file), str(file), file.stem)
    return _import(options, file, reading, reference, today)


def _bytes(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _import(
    options: Options, file: Path, reading: Reading, reference: str | None, today: date | None
) -> int:
    root = options.root
    texts = {str(file): reading.text}
    if reading.draft is None or reading.outline is None:
        wrong = errors(list(reading.problems))
        summary = f"Nothing was written: {counted(wrong)} in {file}."
        return show(Report(problems=reading.problems, summary=summary, texts=texts), options)
    framework_id = _id(reading.outline, reference)
    path = FRAMEWORK.path_of(framework_id)
    if (root / path).exists():
        raise click.UsageError(f"{path} is there already; name another version with --as.")
    text = reading.draft.text
    document, refused = document_of(text.encode(), path)
    if document is None:
        summary = f"Nothing was written: {path} could be no record."
        return show(Report(problems=refused, summary=summary, texts={path: text}), options)
    loaded = load(root)
    problems = [*reading.problems, *_language(loaded, reading.outline, str(file))]
    draft.write(root, [Draft(path=path, text=text)])
    missing = _missing(root, path, today)
    count = len(reading.draft.data["competencies"])
    found = "1 competency" if count == 1 else f"{count} competencies"
    report = Report(
        problems=problems,
        summary=f"Wrote {path}: {found}; {counted(problems)}.",
        texts=texts,
        result={"written": [path], "missing": len(missing)},
    )
    code = show(report, options)
    if missing:
        said = "1 thing is" if len(missing) == 1 else f"{len(missing)} things are"
        hint(options, f"{said} still to be said there; sealbook check names the lines.")
    return code


def _id(outline: Outline, reference: str | None) -> str:
    """The ID asked for, or else one that the title and version of the source give."""
    if reference is None:
        version = outline.version if _VERSION.fullmatch(outline.version) else "1.0"
        return f"{slug_of(outline.title)}@{version}"
    slug, _, version = reference.partition("@")
    if FRAMEWORK.id_of(f"skills/{slug}/{version or '1.0'}.yml") is None:
        raise click.UsageError(f"{reference} is no name of a framework, such as open-data@1.0.")
    return f"{slug}@{version or '1.0'}"


def _language(loaded: Loaded, outline: Outline, path: str) -> list[Problem]:
    """A warning where the texts are in another language than the one that binds."""
    settings = next((one for one in loaded.documents if one.kind is REGISTRY), None)
    languages = settings.data.get("languages") if settings else None
    if not outline.language or not isinstance(languages, list) or not languages:
        return []
    mine, theirs = str(languages[0]), outline.language
    if mine.partition("-")[0].lower() == theirs.partition("-")[0].lower():
        return []
    problem = Problem(
        code=LOST,
        message=f"the texts are in {theirs[:20]}, and this registry's first language is {mine}",
        path=path,
        fix=f"translate them; the old ones can stay beside, as `{theirs[:20]}: …`",
    )
    return [replace(problem, severity="warning")]


def _missing(root: Path, path: str, today: date | None) -> list[Problem]:
    """What `check` says of the new file."""
    _, problems = check(load(root), today or world.newest_today())
    return [problem for problem in errors(problems) if problem.path == path]


importing = click.Group(
    name="import",
    commands=[case, sheet],
    short_help="Write a framework of another system as a draft.",
    help="Write a framework of another system as a draft.\n\n"
    "What its file does not say is left open, and marked by a comment.",
    epilog=ending("sealbook import case skills.json", "sealbook import csv skills.csv"),
)
