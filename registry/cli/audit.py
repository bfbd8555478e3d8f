"""`sealbook audit` and `monitor`: hold a whole site against its log, and against the past."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from registry.cli import exits, fetch, find, online, world
from registry.cli.faults import Fault
from registry.cli.options import (
    UNREACHABLE,
    Options,
    allow_option,
    ending,
    ledger_folder,
    ledger_option,
    today_option,
)
from registry.cli.pins import Pins, keep, memory_folder, pins_for
from registry.cli.summary import tell_findings
from registry.ledger.checkpoint import LogRewritten
from registry.ledger.entries import parse_entry
from registry.ledger.ledger import Ledger
from registry.seal.whole import require_unbroken
from registry.site.manifest import CREDENTIALS, NAME, digest_of
from registry.store import read_ledger
from registry.timestamp import format_timestamp, midnight
from registry.verify.audit import Finding
from registry.verify.audit import audit as audit_site
from registry.verify.memory import Forked, remember
from registry.verify.published import PublishedLog, Read, read_log

root_options = (
    click.option("--root", "roots", multiple=True, metavar="VKEY", help="A root key you trust."),
    click.option("--threshold", type=click.IntRange(min=1), help="How many of them must sign."),
    click.option(
        "--memory",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Where to remember the logs that were seen.",
    ),
)


@click.command(
    epilog=ending(
        "sealbook audit build/site",
        "sealbook audit build/site --ledger ../ledger --live",
        codes="0 all fits, 1 findings, 3 it could not be read",
    )
)
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@root_options[0]
@root_options[1]
@ledger_option
@click.option(
    "--live",
    is_flag=True,
    help="The ledger must continue the log of the site that is online now.",
)
@allow_option
@today_option
@click.pass_obj
def audit(
    options: Options,
    *,
    site: Path,
    roots: tuple[str, ...],
    threshold: int | None,
    ledger: Path | None,
    live: bool,
    allow: str,
    today: date | None,
) -> int:
    """Audit a whole site against its log.

    Every file and every credential is looked at, and there may be nothing beside the log.
    With a ledger, the log of the site must be that of the ledger, and all its old checkpoints must
    still hold.
    """
    if live:
        _require_continued(options, ledger, today, or_unreachable=allow == UNREACHABLE)
    read = fetch.folder(site)
    origin = _origin(read, str(site))
    pins = pins_for(
        origin,
        roots=roots,
        threshold=threshold,
        root=options.folder,
        folder=memory_folder(None),
    )
    findings = list(_manifest(site, read))
    log_size = 0
    try:
        log = _log(read, pins, origin)
    except ValueError as error:
        findings.append(Finding(path="log/", message=str(error)))
    else:
        log_size = log.checkpoint.size
        now = midnight(today) if today else world.now()
        findings += _against(site, read, log, pins, ledger, now)
    if options.json:
        rows = [{"file": finding.path, "message": finding.message} for finding in findings]
        content = {"version": 1, "ok": not findings, "entries": log_size, "findings": rows}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(f"{finding.path}: {finding.message}")
        said = f"Audited {log_size} log entries of {origin}: "
        said += f"{len(findings)} findings." if findings else "all fits."
        click.echo(said, err=True)
        tell_findings("audit", said, [f"{row.path}: {row.message}" for row in findings])
    return exits.PROBLEMS if findings else exits.OK


def _require_continued(
    options: Options, ledger: Path | None, today: date | None, *, or_unreachable: bool
) -> None:
    """Raise LogRewritten unless the ledger continues the log that is online."""
    settings = find.checked_registry(options, today).settings
    served = online.checkpoint_at(online.site_of(settings), or_unreachable=or_unreachable)
    if served is not None:
        found = read_ledger(ledger_folder(options.root, ledger))
        require_unbroken(found or Ledger(origin=settings.origin), served)


def _against(
    site: Path, read: Read, log: PublishedLog, pins: Pins, ledger: Path | None, now: datetime
) -> Iterator[Finding]:
    """What of a site, or of the ledger it was built from, does not fit its log."""
    if ledger is not None:
        yield from _ledger(ledger, log)
    home = site / CREDENTIALS
    record_ids = sorted(path.name for path in home.iterdir()) if home.is_dir() else []
    yield from audit_site(
        read,
        log,
        record_ids,
        pinned_roots=pins.roots,
        threshold=pins.threshold,
        now=now,
    )


def _manifest(site: Path, read: Read) -> Iterator[Finding]:
    """Every file has the digest that the manifest names, and none is missing or extra."""
    data = read(NAME)
    if data is None:
        yield Finding(path=NAME, message="there is no manifest")
        return
    try:
        content = json.loads(data)
        files, whole = dict(content["files"]), content["credentials"]
    except (ValueError, KeyError, TypeError):
        yield Finding(path=NAME, message="it is no manifest")
        return
    found: dict[str, str] = {}
    credentials: list[bytes] = []
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_file() or path == NAME:
            continue
        held = file.read_bytes()
        if path.startswith(CREDENTIALS):
            credentials.append(digest_of(path, held))
        else:
            found[path] = hashlib.sha256(held).hexdigest()
    for path in sorted(found.keys() | files.keys()):
        if found.get(path) != files.get(path):
            word = "missing" if path not in found else "extra"
            both = path in found and path in files
            yield Finding(path=path, message="it was changed" if both else f"it is {word}")
    if hashlib.sha256(b"".join(sorted(credentials))).hexdigest() != whole:
        yield Finding(path=CREDENTIALS, message="a file of a credential was changed, added or lost")


def _ledger(folder: Path, log: PublishedLog) -> Iterator[Finding]:
    ledger = read_ledger(folder)
    if ledger is None:
        yield Finding(path=str(folder), message="there is no ledger")
        return
    if ledger.entries != log.entries:
        yield Finding(path="log/", message="it is not the log of the ledger")
    try:
        require_unbroken(ledger)
    except LogRewritten as error:
        yield Finding(path=str(folder), message=str(error))


@click.command(
    epilog=ending(
        "sealbook monitor https://cert.odpg.example/ --root 'odpg.example/root-a+1a2b3c4d+AW…'",
        codes="0 the log only grew, 1 it was rewritten or cut, 3 it could not be read",
    )
)
@click.argument("address", metavar="URL|DIR")
@root_options[0]
@root_options[1]
@root_options[2]
@click.pass_obj
def monitor(
    options: Options,
    *,
    address: str,
    roots: tuple[str, ...],
    threshold: int | None,
    memory: Path | None,
) -> int:
    """Watch a registry from outside: its log may only grow.

    Run it from a schedule of your own, in a place that the registry does not control. It says what
    was added since, and keeps what it saw.
    """
    place = Path(address)
    read = fetch.folder(place) if place.is_dir() else fetch.web(address.rstrip("/") + "/")
    origin = _origin(read, address)
    folder = memory_folder(memory)
    pins = pins_for(origin, roots=roots, threshold=threshold, root=options.folder, folder=folder)
    before = pins.memory
    try:
        log = _log(read, pins, origin)
        if before is not None:
            before.require_growth(log.tree, log.policy.n)
    except (Forked, ValueError) as error:
        return _alarm(options, origin, str(error))
    start = before.size if before else 0
    added = Counter(type(parse_entry(entry)).__name__.lower() for entry in log.entries[start:])
    keep(
        remember(
            origin=origin,
            roots=pins.roots,
            threshold=pins.threshold,
            policy=log.policy.n,
            size=log.checkpoint.size,
            root=log.checkpoint.root,
        ),
        folder,
    )
    if options.json:
        content = {
            "version": 1,
            "ok": True,
            "origin": origin,
            "size": log.checkpoint.size,
            "since": start,
            "added": dict(added),
            "as_of": format_timestamp(log.state.seal.time),
        }
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        counts = ", ".join(f"{count} {kind}" for kind, count in added.items()) or "nothing"
        click.echo(
            f"{origin}: {log.checkpoint.size} entries, sealed {log.state.seal.time:%Y-%m-%d}."
        )
        click.echo(f"Added since {start}: {counts}.")
    return exits.OK


def _alarm(options: Options, origin: str, why: str) -> int:
    if options.json:
        content = {"version": 1, "ok": False, "origin": origin, "why": why}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        click.echo(f"ALARM: {origin}: {why}")
        click.echo("Keep what you have seen, and ask the registry and other monitors.", err=True)
    return exits.PROBLEMS


def _log(read: Read, pins: Pins, origin: str) -> PublishedLog:
    return read_log(
        read,
        pinned_roots=pins.roots,
        threshold=pins.threshold,
        origin=origin,
        known=pins.policy,
    )


def _origin(read: Read, address: str) -> str:
    """The origin that a site claims; which keys speak for it is looked up by that name."""
    signed = read("log/checkpoint")
    if signed is None:
        raise Fault("usage", f"{address} has no log/checkpoint", fix="name the folder of a site")
    return signed.decode("utf-8", "replace").partition("\n")[0]
