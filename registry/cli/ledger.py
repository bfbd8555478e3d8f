"""`sealbook ledger`: the branch `ledger`, put beside the records."""

from __future__ import annotations

import os
from pathlib import Path

import click

from registry.cli import branch
from registry.cli.options import Options, ending, ledger_folder, ledger_option
from registry.cli.report import Report, show


@click.command(
    epilog=ending(
        "sealbook ledger",
        "sealbook ledger --ledger ../ledger",
        codes="0 it is there, 3 it could not be fetched, or an old run was started again",
    )
)
@ledger_option
@click.pass_obj
def ledger(options: Options, *, ledger: Path | None) -> int:
    """Fetch the branch `ledger` into a folder beside the records.

    Before there is such a branch the folder begins empty, and the first seal makes the branch. In
    GitHub Actions a run that was started again is refused once `main` has moved on.
    """
    folder = ledger_folder(options.root, ledger)
    branch.fetch(options.root)
    branch.require_newest(options.root, os.environ.get("GITHUB_RUN_ATTEMPT", ""))
    there = branch.mount(options.root, folder)
    near = folder.is_relative_to(options.root)
    shown = folder.relative_to(options.root) if near else folder
    said = f"The ledger is in {shown}." if there else f"No ledger yet: {shown} begins empty."
    return show(Report(problems=[], summary=said, result={"exists": there}), options)
