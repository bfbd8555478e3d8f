"""`sealbook next`: what to do about the steps of a workflow that failed."""

from __future__ import annotations

import os

import click

from registry.cli import exits
from registry.cli.next_steps import next_steps
from registry.cli.options import ending
from registry.cli.summary import tell_failed_steps


@click.command("next", epilog=ending("sealbook next   (in GitHub Actions, with STEPS)"))
def next_() -> int:
    """Say what to do about the steps of a workflow that failed.

    The summary of the job says it, too. STEPS holds the steps as JSON, as GitHub Actions gives
    them by `toJSON(steps)`. Steps that run `sealbook` have said it themselves.
    """
    for name in tell_failed_steps(os.environ.get("STEPS", "")):
        click.echo(f"{name}: {next_steps(name)}")
    return exits.OK
