"""`sealbook live`: whether what is online is the site that was built."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from registry.cli import exits, fetch, find, online
from registry.cli.faults import Fault
from registry.cli.options import Options, ending, today_option
from registry.cli.report import Report, show
from registry.site.manifest import CREDENTIALS, NAME
from registry.verify.published import Read

# What a host loses most easily, and what verifiers read first.
_ALWAYS = (".well-known/", "did.json", "index.html", "log/checkpoint", "status/", "verify/")
# What hosts read for themselves, and mostly do not serve.
_FOR_HOSTS = frozenset({".nojekyll", "_headers", "_redirects"})
_MOST = 40
_PAUSE = 10


@click.command(
    epilog=ending(
        "sealbook live build/site",
        "sealbook live build/site --at https://guild.github.io/registry/ --wait 600",
        codes="0 it is online, 1 it is not, 3 the site could not be reached",
    )
)
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--at", metavar="URL|DIR", help="Where it is online.  [default: the address in registry.yml]"
)
@click.option(
    "--wait",
    type=click.IntRange(min=0),
    default=0,
    metavar="SECONDS",
    help="Look again until then: hosts take some minutes.",
)
@today_option
@click.pass_obj
def live(options: Options, *, site: Path, at: str | None, wait: int, today: date | None) -> int:
    """Compare a built site with the one that is online.

    The list of all files and their digests must be the same; some of the files are fetched and
    compared too, those in hidden folders among them.
    """
    place = at or online.site_of(find.checked_registry(options, today).settings)
    if at and not fetch.is_local(at):  # GitHub says http where https is not enforced
        place = at.replace("http://", "https://", 1)
    home = fetch.folder(site)
    if home(NAME) is None:
        raise Fault("usage", f"{site} has no {NAME}", fix="name the folder of a site")
    paths = list(_chosen(home, site))
    until = time.monotonic() + (wait if "://" in place else 0)  # a folder does not change
    while wrong := _wrong(home, place, paths):
        if time.monotonic() >= until:
            raise Fault(
                "not-live",
                f"{place} does not show the site that was built: {wrong}",
                fix="wait some minutes and look again",
                exit_code=exits.PROBLEMS,
            )
        time.sleep(min(_PAUSE, max(0, until - time.monotonic())))
    summary = f"Online at {place}: {len(paths)} files looked at, all as they were built."
    return show(Report(problems=[], summary=summary, result={"files": len(paths)}), options)


def _chosen(home: Read, site: Path) -> Iterator[str]:
    """The files to look at: the list of all, those that matter most, and some of the others."""
    listed = json.loads(home(NAME) or b"{}")["files"]
    yield NAME
    first = [path for path in listed if path.startswith(_ALWAYS)][:_MOST]
    yield from first
    yield from _some(sorted(set(listed) - set(first) - _FOR_HOSTS))
    bundles = sorted((site / CREDENTIALS).glob("*/bundle.json"))
    yield from _some([file.relative_to(site).as_posix() for file in bundles])


def _some(paths: list[str]) -> list[str]:
    """At most twenty, evenly spread."""
    return paths[:: max(1, len(paths) // 20)][:20]


def _wrong(home: Read, place: str, paths: list[str]) -> str:
    """The first thing that is not as it was built; empty where all is."""
    try:
        there = online.reader(place)
        for path in paths:
            served = there(path)
            if served is None:
                return f"{path} is missing"
            if _digest(served) != _digest(home(path) or b""):
                return f"{path} is another file"
    except Fault as fault:
        if fault.code != "network":
            raise
        return str(fault)
    return ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
