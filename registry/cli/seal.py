"""`sealbook seal`: sign what is new; the only command that needs a secret."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click

from registry.address import real
from registry.check.run import check
from registry.cli import world
from registry.cli.faults import Fault
from registry.cli.options import Options, ending, ledger_folder, ledger_option, today_option
from registry.cli.report import Report, counted, show
from registry.cli.sealing import development_seal, is_real
from registry.ledger.ledger import Ledger
from registry.load import load
from registry.problem import errors
from registry.records.registry import Registry
from registry.seal.seal import Sealed, Signer
from registry.seal.seal import seal as append
from registry.store import read_ledger, write_ledger
from registry.timestamp import format_timestamp, midnight


@click.command(
    epilog=ending(
        "sealbook seal",
        "sealbook seal --ledger ../ledger",
        codes="0 fine, 1 problems found, 3 the key is missing or refused",
    )
)
@ledger_option
@today_option
@click.pass_obj
def seal(options: Options, *, ledger: Path | None, today: date | None) -> int:
    """Sign new credentials into the ledger.

    The key comes from SEALBOOK_SEED. Without it the public development key signs, and the result
    can never be more than a TEST.
    """
    registry, problems = check(load(options.root), today or world.newest_today())
    if registry is None or errors(problems):
        return show(Report(problems=problems, summary=f"Not sealed: {counted(problems)}."), options)
    time = midnight(today) if today else None
    folder = ledger_folder(options.root, ledger)
    sealed = _seal(options.root, registry, read_ledger(folder), time)
    if sealed.problems:
        summary = f"Not sealed: {counted(sealed.problems)}."
        return show(Report(problems=sealed.problems, summary=summary), options)
    write_ledger(folder, sealed.ledger)
    for record_id in sealed.issued:
        click.echo(record_id)
    total = len(sealed.ledger.records)
    summary = f"Sealed {len(sealed.issued)} of {total} credentials as {sealed.ledger.origin}."
    if not is_real(sealed.ledger):
        summary += " TEST: signed with the public development key."
    return show(Report(problems=problems, summary=summary), options)


def _seal(root: Path, registry: Registry, found: Ledger | None, time: datetime | None) -> Sealed:
    """Seal with the real key if there is one; a real ledger is never touched without it."""
    if not is_real(found) and not os.environ.get(world.SEED_VARIABLE):
        return development_seal(registry, time or world.source_time(root, registry), found)
    address = real(registry.settings)
    key = world.seed_from_environment(address.origin).key("issuer")
    start = found if found is not None and is_real(found) else Ledger(origin=address.origin)
    now = time or world.now()
    if start.time is not None and now < start.time:
        last = format_timestamp(start.time)
        fix = "set the clock of this machine, or leave --today away"
        raise Fault("clock", f"the last seal is of {last}, which is still to come", fix=fix)
    signer = Signer(address=address, key=key, draw=world.random_draw)
    return append(registry, start, signer, now=now, created=now)
