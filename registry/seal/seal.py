"""Seal: plan what is new, append it to the log, sign the checkpoint.

Development and production run these same functions: origin, keys, time, random bytes and starting
ledger are arguments. A development build starts from an empty ledger, so that it depends on the
tree alone; signatures it made before are handed in as `known`, and save the work, not the result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from registry.ledger.checkpoint import checkpoint_of, sign_checkpoint
from registry.ledger.ledger import Ledger
from registry.note.signing import verifier_key
from registry.note.vkey import print_vkey
from registry.openbadge.did import did_bytes
from registry.problem import Problem
from registry.records.registry import Registry
from registry.seal.append import Batch
from registry.seal.guard import refusals
from registry.seal.keys import newest_policy, require_active
from registry.seal.plan import (
    AdoptPolicy,
    EraseRecord,
    FreezeStandard,
    RevokeForgery,
    SealEdition,
    SetStatus,
    Step,
    plan,
)
from registry.seal.signer import Signer
from registry.seal.whole import require_unbroken, require_whole
from registry.seal.withdrawn import Withdrawn
from registry.sign.chain import SignedPolicy
from registry.sign.keys import KeyRefused, Seed
from registry.sign.policy import log_key_valid, published_keys
from registry.timestamp import format_timestamp

_NAMES: dict[type[Step], tuple[str, str]] = {
    AdoptPolicy: ("key policy", "key policies"),
    FreezeStandard: ("standard", "standards"),
    RevokeForgery: ("forgery to revoke", "forgeries to revoke"),
    EraseRecord: ("erasure", "erasures"),
    SealEdition: ("edition of a credential", "editions of credentials"),
    SetStatus: ("change of status", "changes of status"),
}


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The ledger after a seal, or the problems that forbade it; and how much was signed."""

    ledger: Ledger
    problems: tuple[Problem, ...] = ()
    issued: tuple[str, ...] = ()
    signatures: int = 0


class ClockBehind(ValueError):
    """The last seal is as late as this one would be, or later: one of two clocks is wrong."""


def append(
    registry: Registry,
    ledger: Ledger,
    signer: Signer,
    policies: Sequence[SignedPolicy],
    *,
    now: datetime,
    source: str,
    created: datetime | None = None,
    seen: Sequence[bytes] = (),
    heartbeat: bool = False,
    rekey: bool = False,
    accept_new_roots: bool = False,
) -> Sealed:
    """Append one batch to the log: what the records say beyond it, closed by a seal.

    `now` is the time of the seal, in UTC; `source` names the state of the records, such as
    `git:<commit>`; proofs are dated `created`, or where that is None by the day of the edition.
    `seen` are signed checkpoints from elsewhere, which the log must continue.
    Where nothing is new the ledger stays as it is, unless a `heartbeat` is asked for; this signs
    the status list again, too. `rekey` seals anew what a withdrawn key signed.
    `accept_new_roots` adopts policies that the roots before them did not sign, as they were lost.
    What contradicts the ledger is a problem, and then nothing is sealed.
    Raises PolicyRefused and KeyRefused where the policies or the seed do not stand, LogRewritten
    where the log is not the one that was signed before, LedgerDamaged, LogRefused, ClockBehind.
    """
    require_unbroken(ledger, *seen)
    require_whole(ledger, Withdrawn.by(policies))
    problems = tuple(refusals(registry, ledger, policies))
    if problems:
        return Sealed(ledger=ledger, problems=problems)
    policy = require_active(
        policies,
        signer.seed,
        signer.address,
        index=len(ledger.entries),
        adopted=ledger.state.policy if ledger.entries else 0,
        accept_new_roots=accept_new_roots,
    )
    steps = plan(registry, ledger, policies, now.date(), rekey=rekey)
    if not steps and not heartbeat:
        return Sealed(ledger=ledger)
    if ledger.time is not None and now <= ledger.time:
        times = f"the last seal is of {format_timestamp(ledger.time)}"
        raise ClockBehind(f"{times}, and it is {format_timestamp(now)} here")
    batch = Batch(registry, ledger, signer, created)
    batch.begin(now)
    for step in steps:
        batch.take(step)
    grown = batch.end(
        now,
        source=source,
        policy=policy.n,
        did_document=did_bytes(signer.address.did, published_keys(policy)),
        fresh_list=heartbeat,
    )
    _ = grown.state  # an auditor's rules: what they refuse is a fault of ours
    return Sealed(
        ledger=grown,
        issued=tuple(dict.fromkeys(batch.issued)),
        signatures=batch.hand.signatures,
    )


def checkpointed(
    ledger: Ledger, seed: Seed, policies: Sequence[SignedPolicy], *, seen: Sequence[bytes] = ()
) -> Ledger:
    """The ledger with a signed checkpoint of its whole log; equal ledgers give equal bytes.

    It is signed after the entries are pushed, so that a lost race leaves no second checkpoint.
    Later policies than the log names do not count yet: nobody who reads the log knows them.
    Raises KeyRefused where the seed's log key is not good for this size, LogRewritten, LogRefused.
    """
    in_force = newest_policy(policies[: ledger.state.policy])
    key = seed.key("log")
    vkey = print_vkey(verifier_key(seed.origin, key))
    if not log_key_valid(in_force, vkey, len(ledger.entries)):
        raise KeyRefused(
            f"policy {in_force.n} does not list this seed's log key for a log of this size"
        )
    require_unbroken(ledger, *seen)
    signed = sign_checkpoint(checkpoint_of(ledger.state, ledger.tree), key)
    return replace(ledger, checkpoints={**ledger.checkpoints, len(ledger.entries): signed})


def summary(steps: Iterable[Step]) -> str:
    """What a plan would do, in one line of counts."""
    counts = Counter(_NAMES[type(step)] for step in steps)
    return ", ".join(
        f"{count} {one if count == 1 else many}" for (one, many), count in counts.items()
    )
