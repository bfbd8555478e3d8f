"""`sealbook github`: write the files that GitHub reads, or compare them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from registry.check.run import check
from registry.cli import world
from registry.cli.fix import replace_file
from registry.cli.options import Options, ending, today_option
from registry.cli.report import Report, counted, show
from registry.forge.files import FILES, STALE
from registry.load import load
from registry.problem import Problem, errors


@click.command(
    epilog=ending(
        "sealbook github",
        "sealbook github --check",
        codes="0 fine, 1 problems found, or with --check a file that is not as it should be",
    )
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; compare the files.")
@today_option
@click.pass_obj
def github(options: Options, *, only_check: bool, today: date | None) -> int:
    """Write CODEOWNERS, rulesets and templates for GitHub.

    They are made from the bodies, people and settings; to change them, change these. CODEOWNERS
    names who sits in the bodies today. The rulesets take effect when they are imported in the
    settings of the repository, under Rules.
    """
    day = today or world.newest_today()
    root = options.root
    # What is to be replaced here is no reason to stop.
    registry, problems = check(replace(load(root), codeowners=None), day)
    if registry is None or errors(problems):
        summary = f"Nothing was written: {counted(problems)}."
        return show(Report(problems=problems, summary=summary), options)
    texts = {file.path: file.text(registry, day) for file in FILES}
    stale = [path for path, text in texts.items() if _there(root / path) != text.encode()]
    if only_check:
        found = [_stale(path, is_there=(root / path).exists()) for path in stale]
        summary = f"Compared {len(texts)} files for GitHub: {len(stale)} to be written again."
        return show(Report(problems=found, summary=summary, result={"stale": stale}), options)
    for path in stale:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, texts[path].encode())
    if stale and not options.json:
        click.echo("\n".join(f"Wrote {path}" for path in stale))
    summary = f"{len(stale)} of {len(texts)} files for GitHub written; the others were right."
    return show(Report(problems=[], summary=summary, result={"written": stale}), options)


def _stale(path: str, *, is_there: bool) -> Problem:
    return Problem(
        code=STALE.code,
        message="the file is not what the records make" if is_there else "the file is missing",
        path=path,
        fix="run `sealbook github`, and commit what it writes",
    )


def _there(file: Path) -> bytes | None:
    try:
        return None if file.is_symlink() else file.read_bytes().replace(b"\r\n", b"\n")
    except (FileNotFoundError, NotADirectoryError):
        return None
