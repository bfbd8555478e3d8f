"""`sealbook seal`: sign what is new; the only command that needs a secret."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from registry.address import Address, real
from registry.check.run import check
from registry.cli import branch, exits, online, world
from registry.cli.development import development_seal, is_real, ledger_in
from registry.cli.faults import Fault
from registry.cli.key_files import read_chain
from registry.cli.options import (
    UNREACHABLE,
    Options,
    allow_option,
    ending,
    ledger_folder,
    ledger_option,
    today_option,
)
from registry.cli.report import Report, counted, show
from registry.cli.summary import tell_output
from registry.ledger.ledger import Ledger
from registry.load import load
from registry.problem import errors
from registry.records.registry import Registry
from registry.seal.guard import refusals
from registry.seal.plan import plan
from registry.seal.seal import Sealed, append, checkpointed, summary
from registry.seal.signer import Signer
from registry.seal.whole import require_unbroken, require_whole
from registry.seal.withdrawn import Withdrawn
from registry.sign.chain import SignedPolicy
from registry.store import write_ledger
from registry.timestamp import midnight

_GIT = "git:"
_REAL = frozenset({"plan", "push"})  # never a development seal


@dataclass(frozen=True, kw_only=True)
class _Start:
    """All that a seal with a real key starts from."""

    root: Path
    folder: Path
    registry: Registry
    address: Address
    ledger: Ledger
    policies: tuple[SignedPolicy, ...]
    seen: tuple[bytes, ...]


@click.command(
    epilog=ending(
        "sealbook seal",
        "sealbook seal --ledger ../ledger --plan",
        "sealbook seal --ledger ../ledger --append   (then push the ledger, then --checkpoint)",
        "sealbook ledger && sealbook seal --push --live   (all of that, on the branch `ledger`)",
        codes="0 fine, 1 problems found, 3 the key or a policy is missing or refused",
    )
)
@ledger_option
@click.option("--plan", "step", flag_value="plan", help="Only say what would be sealed; no key.")
@click.option(
    "--append", "step", flag_value="append", help="Append to the log, sign no checkpoint."
)
@click.option("--checkpoint", "step", flag_value="checkpoint", help="Only sign the checkpoint.")
@click.option(
    "--push", "step", flag_value="push", help="Append, push the ledger, sign, push again."
)
@click.option("--heartbeat", is_flag=True, help="Seal even where nothing is new, to stay fresh.")
@click.option(
    "--heartbeat-after",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="The same, but only once the last seal is so many days old.",
)
@click.option("--rekey", is_flag=True, help="Seal again all that a withdrawn key signed.")
@click.option(
    "--seen",
    multiple=True,
    metavar="URL|FILE",
    help="The site, or a checkpoint that somebody kept: the log must continue it.",
)
@click.option(
    "--live", is_flag=True, help="Like --seen, with the site at the address in registry.yml."
)
@allow_option
@click.option(
    "--accept-source-rewrite",
    is_flag=True,
    help="Once, after the history of the repository was rewritten on purpose.",
)
@click.option(
    "--accept-new-roots",
    is_flag=True,
    help="Once, after root keys were lost: the old ones cannot vouch for the new policy.",
)
@today_option
@click.pass_obj
def seal(
    options: Options,
    *,
    ledger: Path | None,
    step: str | None,
    heartbeat: bool,
    heartbeat_after: int | None,
    rekey: bool,
    seen: Sequence[str],
    live: bool,
    allow: str,
    accept_source_rewrite: bool,
    accept_new_roots: bool,
    today: date | None,
) -> int:
    """Append new credentials and changes to the log, and sign them.

    The key comes from SEALBOOK_SEED, and keys/ says that it counts. Without a key the public
    development key signs, and the result can never be more than a TEST.
    """
    root, folder = options.root, ledger_folder(options.root, ledger)
    registry, problems = check(load(root), today or world.newest_today())
    if registry is None or errors(problems):
        return show(Report(problems=problems, summary=f"Not sealed: {counted(problems)}."), options)
    found = ledger_in(folder)
    now = midnight(today) if today else world.now()
    if not is_real(found) and not os.environ.get(world.SEED_VARIABLE) and step not in _REAL:
        moment = now if today else world.source_time(root, registry)
        sealed, _policies = development_seal(registry, moment, found)
        write_ledger(folder, sealed.ledger)
        return _tell(sealed, options)
    address = real(registry.settings)
    start = _Start(
        root=root,
        folder=folder,
        registry=registry,
        address=address,
        ledger=found if found is not None and is_real(found) else Ledger(origin=address.origin),
        policies=read_chain(root),
        seen=(
            *(checkpoint for place in seen for checkpoint in _seen(place)),
            *(_live(registry, or_unreachable=allow == UNREACHABLE) if live else ()),
        ),
    )
    due = heartbeat or _is_due(start.ledger, now, heartbeat_after)
    rekey = rekey or allow == "rekey"
    if step == "checkpoint":
        write_ledger(folder, _checkpointed(start.ledger, start))
        return show(Report(problems=[], summary="The checkpoint is signed."), options)
    if not accept_source_rewrite and allow != "source-rewrite":
        _require_descent(root, start.ledger)
    if step == "plan":
        return _plan(start, options, now.date(), heartbeat=due, rekey=rekey)
    if step == "push":
        branch.require_mounted(folder)
    new_roots = accept_new_roots or allow == "new-roots"
    sealed = _append(start, now, heartbeat=due, rekey=rekey, accept_new_roots=new_roots)
    if sealed.problems:
        said = f"Not sealed: {counted(sealed.problems)}."
        return show(Report(problems=sealed.problems, summary=said), options)
    if step == "push":
        write_ledger(folder, sealed.ledger)
        branch.push(folder, "Append to the log")
    grown = sealed.ledger if step == "append" else _checkpointed(sealed.ledger, start)
    write_ledger(folder, grown)
    if step == "push":
        branch.push(folder, "Sign the checkpoint")
    return _tell(sealed, options)


def _seen(place: str) -> Iterator[bytes]:
    """The checkpoint at a place; a site that is not there yet has none."""
    if "://" not in place:
        yield Path(place).read_bytes()
        return
    served = online.reader(place)("log/checkpoint")
    if served is not None:
        yield served


def _live(registry: Registry, *, or_unreachable: bool) -> Iterator[bytes]:
    served = online.checkpoint_at(online.site_of(registry.settings), or_unreachable=or_unreachable)
    if served is not None:
        yield served


def _is_due(ledger: Ledger, now: datetime, days: int | None) -> bool:
    """Whether the last seal is as old as that."""
    if days is None or not ledger.entries:
        return False
    return now - ledger.state.seal.time >= timedelta(days=days)


def _plan(start: _Start, options: Options, day: date, *, heartbeat: bool, rekey: bool) -> int:
    """Say what there is to do; whoever runs this holds no key."""
    ledger, policies = start.ledger, start.policies
    require_unbroken(ledger, *start.seen)
    require_whole(ledger, Withdrawn.by(policies))
    problems = tuple(refusals(start.registry, ledger, policies))
    if problems:
        said = f"Nothing can be sealed: {counted(problems)}."
        return show(Report(problems=problems, summary=said), options)
    steps = plan(start.registry, ledger, policies, day, rekey=rekey)
    unsigned = bool(ledger.entries) and ledger.checkpoint is None
    said = f"To seal: {summary(steps)}." if steps else "Nothing to seal."
    if heartbeat and not steps:
        said = "Nothing is new; a fresh seal shows that the registry is alive."
    if unsigned:
        said += " The checkpoint of the last seal is not signed yet."
    test = not policies and not ledger.entries
    if test:
        said += " There are no keys in keys/ yet, so the site is a TEST."
    sign = not test and (bool(steps) or unsigned or heartbeat)
    tell_output(seal=sign, source=world.head_commit(start.root) or "")
    result = {"steps": len(steps), "checkpoint": unsigned, "sign": sign, "test": test}
    return show(Report(problems=[], summary=said, result=result), options)


def _append(
    start: _Start, now: datetime, *, heartbeat: bool, rekey: bool, accept_new_roots: bool
) -> Sealed:
    seed = world.seed_from_environment(start.address.origin)
    commit = world.head_commit(start.root)
    source = f"{_GIT}{commit}" if commit else f"tree:{world.tree_digest(start.registry)}"
    if commit and world.uncommitted(start.root):
        raise Fault(
            "source",
            f"there are changes that commit {commit[:12]} does not have",
            fix="commit them, or put them aside: git stash",
            exit_code=exits.PROBLEMS,
        )
    signer = Signer(address=start.address, seed=seed, draw=world.random_draw)
    return append(
        start.registry,
        start.ledger,
        signer,
        start.policies,
        now=now,
        source=source,
        created=now,
        seen=start.seen,
        heartbeat=heartbeat,
        rekey=rekey,
        accept_new_roots=accept_new_roots,
    )


def _checkpointed(ledger: Ledger, start: _Start) -> Ledger:
    if not ledger.entries:
        return ledger
    seed = world.seed_from_environment(start.address.origin)
    return checkpointed(ledger, seed, start.policies, seen=start.seen)


def _require_descent(root: Path, ledger: Ledger) -> None:
    """Raise a Fault unless the source at hand contains the one that was sealed last."""
    last = ledger.state.seal.source if ledger.entries else ""
    if last.startswith(_GIT) and not world.descends(root, last.removeprefix(_GIT)):
        raise Fault(
            "source",
            f"these records do not descend from {last}, which was sealed last",
            fix="seal from the newest commit of the main branch, with its whole history",
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
