"""`sealbook build`: make the site."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter

import click

from registry.build import Built, Sealing, workshop
from registry.build import build as run_pipeline
from registry.cli import exits, world
from registry.cli.development import is_real, ledger_in
from registry.cli.faults import Fault
from registry.cli.options import Options, ending, ledger_folder, ledger_option, today_option
from registry.cli.report import Report, complain, counted, fault_as_text, show
from registry.cli.sealing import sealing_for
from registry.cli.summary import tell_fault, tell_findings
from registry.cli.twice import differences
from registry.engine import EngineFailed
from registry.load import FOLDERS
from registry.pack import pack
from registry.timestamp import midnight
from registry.write import require_place

_SOURCE = (*FOLDERS, "docs", "assets")


@click.command(
    epilog=ending(
        "sealbook build",
        "sealbook build --ledger ../ledger -o public",
        "sealbook build --twice",
        "sealbook build --tar site.tar",
        codes="0 the site is new, 1 problems found and the site is as it was",
    )
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help="Where the site goes.  [default: build/site]",
)
@ledger_option
@click.option(
    "--twice", is_flag=True, help="Build again in other surroundings; every byte must be the same."
)
@click.option(
    "--tar",
    "archive",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="FILE",
    help="Write the site into one archive as well, for hosts that take such a file.",
)
@today_option
@click.pass_obj
def build(
    options: Options,
    *,
    output: Path | None,
    ledger: Path | None,
    twice: bool,
    archive: Path | None,
    today: date | None,
) -> int:
    """Build the site into build/site, or leave it as it was.

    A ledger that was sealed with a real key gives the real site, and needs no key here.
    Without one the public development key signs, the address ends in .invalid, and every page
    says TEST.
    """
    out = _place(options.root, output or options.root / "build" / "site")
    if archive and archive.resolve().is_relative_to(out):
        raise Fault("place", f"{archive} is in the site itself", fix="name a file beside it")
    folder = ledger_folder(options.root, ledger)
    time = midnight(today) if today else None
    sealing = sealing_for(options.root, folder, time)
    started = perf_counter()
    try:
        built = build_once(options.root, out, today or world.newest_today(), sealing)
    except EngineFailed as failed:
        fault = Fault("site", f"the pages could not be built\n{failed}")
        complain(fault_as_text(fault))
        tell_fault(fault)
        return exits.PROBLEMS
    code = tell(built, options, out, perf_counter() - started)
    if code == exits.OK and twice:
        code = _again(options, out, folder, today)
    if code == exits.OK and archive and built.site:
        time = built.site.ledger.state.seal.time
        pack(out, archive, int(time.timestamp()))
    return code


def _again(options: Options, out: Path, folder: Path, today: date | None) -> int:
    """Build a second time; 1 where anything differs."""
    found = differences(options.root, out, folder if is_real(ledger_in(folder)) else None, today)
    said = (
        f"Built twice, and {len(found)} files differ."
        if found
        else "Built twice, with the same result."
    )
    complain(*found)
    click.echo(said, err=True)
    tell_findings("differs", said, found)
    return exits.PROBLEMS if found else exits.OK


def build_once(root: Path, out: Path, today: date, sealing: Sealing) -> Built:
    """Run the pipeline, alone: a second build into the same place waits for its turn.

    Raises EngineFailed, PlaceTaken.
    """
    require_place(out)
    with _alone(out):
        return run_pipeline(root, out, today=today, sealing=sealing)


def tell(built: Built, options: Options, out: Path, seconds: float) -> int:
    """Report a build; returns its exit code."""
    site = built.site
    if site is None:
        summary = f"Not built: {counted(built.problems)}. The site is as it was."
        return show(Report(problems=built.problems, summary=summary), options)
    parts = [f"Built {_shown(out)}: {built.artifacts:,} files in {seconds:.1f} s."]
    if built.unsealed:
        parts.append(f"{built.unsealed} not sealed: they have no page yet.")
    if site.address.test:
        parts.append("TEST build: signed with the public development key, worth nothing.")
    else:
        parts.append(f"For {site.address.url}")
    return show(Report(problems=built.problems, summary="\n".join(parts)), options)


def _place(root: Path, out: Path) -> Path:
    """Where the site goes, every link followed. Raises Fault for a place inside the source."""
    place = out.resolve()
    if any(place.is_relative_to(root / folder) for folder in _SOURCE):
        fix = "name a folder beside the records, such as build/site"
        raise Fault("place", f"{place} is in a folder of the source", fix=fix)
    return place


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the lock of a place; the system lets go of it even when the process is killed."""
    folder = workshop(out)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo("Waiting for another build to end.", err=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
