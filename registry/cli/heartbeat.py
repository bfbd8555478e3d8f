"""`sealbook heartbeat`: ask GitHub to run the publishing workflow."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request

import click

from registry.cli.faults import Fault
from registry.cli.options import Options, ending
from registry.cli.report import Report, show

_SECONDS = 30


@click.command(
    epilog=ending(
        "sealbook heartbeat   (in GitHub Actions, with GITHUB_TOKEN)",
        codes="0 it was asked to run, 3 GitHub did not take it",
    )
)
@click.option(
    "--workflow", default="publish.yml", metavar="FILE", help="The workflow.  [publish.yml]"
)
@click.option("--branch", default="main", metavar="NAME", help="The branch it runs on.  [main]")
@click.pass_obj
def heartbeat(options: Options, *, workflow: str, branch: str) -> int:
    """Ask GitHub to run the publishing workflow, for a fresh seal.

    GitHub stops schedules after 60 days without activity, together with all that stands in the
    same file: so the schedule has a file of its own, which does nothing but this.
    """
    token, repository = _needed("GITHUB_TOKEN"), _needed("GITHUB_REPOSITORY")
    api = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    url = f"{api}/repos/{repository}/actions/workflows/{workflow}/dispatches"
    request = urllib.request.Request(  # noqa: S310 - GitHub says itself where its interface is
        url,
        data=json.dumps({"ref": branch}).encode(),
        headers={
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "User-Agent": "sealbook",
        },
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310 - as above
            pass
    except OSError as error:  # an HTTPError is one, too, and an answer besides
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        raise Fault(
            "dispatch",
            f"{workflow} was not started: {error}",
            fix="look at Actions: is the workflow disabled?",
        ) from error
    said = f"Asked GitHub to run {workflow} on `{branch}`."
    return show(Report(problems=[], summary=said), options)


def _needed(variable: str) -> str:
    value = os.environ.get(variable, "")
    if not value:
        fix = "this is a command for GitHub Actions; by hand: Actions, Publish, Run workflow"
        raise Fault("dispatch", f"{variable} is not set", fix=fix)
    return value
