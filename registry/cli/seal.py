"""`sealbook seal`: sign what is new; the only command that needs a secret."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from registry.address import Address, real
from registry.check.run import check
from registry.cli import exits, world
from registry.cli.faults import Fault
from registry.cli.key_files import read_chain
from registry.cli.options import Options, ending, ledger_folder, ledger_option, today_option
from registry.cli.report import Report, counted, show
from registry.cli.sealing import development_seal, is_real
from registry.ledger.ledger import Ledger
from registry.load import load
from registry.problem import errors
from registry.records.registry import Registry
from registry.seal.plan import plan
from registry.seal.seal import Sealed, append, checkpointed, summary
from registry.seal.signer import Signer
from registry.sign.chain import SignedPolicy
from registry.store import read_ledger, write_ledger
from registry.timestamp import midnight

_GIT = "git:"


@dataclass(frozen=True, kw_only=True)
class _Real:
    """All that a seal with a real key starts from."""

    registry: Registry
    address: Address
    ledger: Ledger
    policies: tuple[SignedPolicy, ...]


@click.command(
    epilog=ending(
        "sealbook seal",
        "sealbook seal --ledger ../ledger --plan",
        "sealbook seal --ledger ../ledger --append   (then push the ledger, then --checkpoint)",
        codes="0 fine, 1 problems found, 3 the key or a policy is missing or refused",
    )
)
@ledger_option
@click.option("--plan", "step", flag_value="plan", help="Only say what would be sealed; no key.")
@click.option("--append", "step", flag_value="append", help="Append to the log, sign no checkpoint.")
@click.option("--checkpoint", "step", flag_value="checkpoint", help="Only sign the checkpoint.")
@click.option("--heartbeat", is_flag=True, help="Seal even where nothing is new, to stay fresh.")
@click.option(
    "--accept-source-rewrite",
    is_flag=True,
    help="Once, after the history of the repository was rewritten on purpose.",
)
@today_option
@click.pass_obj
def seal(
    options: Options,
    *,
    ledger: Path | None,
    step: str | None,
    heartbeat: bool,
    accept_source_rewrite: bool,
    today: date | None,
) -> int:
    """Append new credentials and changes to the log, and sign them.

    The key comes from SEALBOOK_SEED, and keys/ says that it counts. Without a key the public
    development key signs, and the result can never be more than a TEST.
    """
    registry, problems = check(load(options.root), today or world.newest_today())
    if registry is None or errors(problems):
        return show(Report(problems=problems, summary=f"Not sealed: {counted(problems)}."), options)
    folder = ledger_folder(options.root, ledger)
    found = read_ledger(folder)
    time = midnight(today) if today else None
    if not is_real(found) and not os.environ.get(world.SEED_VARIABLE) and step != "plan":
        moment = time or world.source_time(options.root, registry)
        sealed, _policies = development_seal(registry, moment, found)
        write_ledger(folder, sealed.ledger)
        return _tell(sealed, options)
    start = _start(options.root, registry, found)
    if step == "plan":
        steps = plan(registry, start.ledger, start.policies, (time or world.now()).date())
        said = f"To seal: {summary(steps)}." if steps else "Nothing to seal."
        result = {"steps": len(steps)}
        return show(Report(problems=[], summary=said, result=result), options)
    if step == "checkpoint":
        write_ledger(folder, _checkpointed(start.ledger, start))
        return show(Report(problems=[], summary="The checkpoint is signed."), options)
    if not accept_source_rewrite:
        _require_descent(options.root, start.ledger)
    sealed = _append(options.root, start, time or world.now(), heartbeat=heartbeat)
    if sealed.problems:
        said = f"Not sealed: {counted(sealed.problems)}."
        return show(Report(problems=sealed.problems, summary=said), options)
    grown = sealed.ledger if step == "append" else _checkpointed(sealed.ledger, start)
    write_ledger(folder, grown)
    return _tell(sealed, options)


def _start(root: Path, registry: Registry, found: Ledger | None) -> _Real:
    address = real(registry.settings)
    policies = read_chain(root)
    ledger = found if found is not None and is_real(found) else Ledger(origin=address.origin)
    if ledger.origin != address.origin:
        raise Fault(
            "rewritten",
            f"the ledger is that of {ledger.origin}, and this registry is {address.origin}",
            fix="`origin` in registry.yml never changes; put it back",
            exit_code=exits.PROBLEMS,
        )
    return _Real(registry=registry, address=address, ledger=ledger, policies=policies)


def _append(root: Path, start: _Real, now: datetime, *, heartbeat: bool) -> Sealed:
    seed = world.seed_from_environment(start.address.origin)
    commit = world.head_commit(root)
    source = f"{_GIT}{commit}" if commit else f"tree:{world.tree_digest(start.registry)}"
    signer = Signer(address=start.address, seed=seed, draw=world.random_draw)
    return append(
        start.registry,
        start.ledger,
        signer,
        start.policies,
        now=now,
        source=source,
        created=now,
        heartbeat=heartbeat,
    )


def _checkpointed(ledger: Ledger, start: _Real) -> Ledger:
    seed = world.seed_from_environment(start.address.origin)
    return checkpointed(ledger, seed, start.policies)


def _require_descent(root: Path, ledger: Ledger) -> None:
    """Raise a Fault unless the source at hand contains the one that was sealed last."""
    last = ledger.state.seal.source if ledger.entries else ""
    if last.startswith(_GIT) and not world.descends(root, last.removeprefix(_GIT)):
        raise Fault(
            "source",
            f"these records do not descend from {last}, which was sealed last",
            fix="seal from the newest commit of the main branch",
            exit_code=exits.PROBLEMS,
        )


def _tell(sealed: Sealed, options: Options) -> int:
    if not options.json:
        for record_id in sealed.issued:
            click.echo(record_id)
    ledger = sealed.ledger
    said = (
        f"Sealed {len(sealed.issued)} of {len(ledger.records)} credentials as {ledger.origin}; "
        f"the log has {len(ledger.entries)} entries."
    )
    if not is_real(ledger):
        said += " TEST: signed with the public development key."
    result = {"issued": list(sealed.issued), "entries": len(ledger.entries)}
    return show(Report(problems=[], summary=said, result=result), options)
