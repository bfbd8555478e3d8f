"""Seal: plan what is new, append it to the log, sign the checkpoint.

Development and production run these same functions: origin, keys, time, random bytes and starting
ledger are arguments. A development build starts from an empty ledger, so that it depends on the
tree alone; signatures it made before are handed in as `known`, and save the work, not the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from registry.ledger.checkpoint import checkpoint_of, require_growth, sign_checkpoint
from registry.ledger.ledger import Ledger
from registry.note.checkpoint import parse_checkpoint
from registry.note.note import parse_note
from registry.note.signing import verifier_key
from registry.note.vkey import print_vkey
from registry.openbadge.did import did_bytes
from registry.problem import Problem
from registry.records.registry import Registry
from registry.seal.append import Batch
from registry.seal.guard import refusals
from registry.seal.keys import newest_policy, require_active
from registry.seal.plan import Step, plan
from registry.seal.signer import Signer
from registry.sign.chain import SignedPolicy
from registry.sign.keys import KeyRefused, Seed
from registry.sign.policy import log_key_valid, published_keys


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The ledger after a seal, or the problems that forbade it; and how much was signed."""

    ledger: Ledger
    problems: tuple[Problem, ...] = ()
    issued: tuple[str, ...] = ()
    signatures: int = 0


def append(
    registry: Registry,
    ledger: Ledger,
    signer: Signer,
    policies: Sequence[SignedPolicy],
    *,
    now: datetime,
    source: str,
    created: datetime | None = None,
    heartbeat: bool = False,
) -> Sealed:
    """Append one batch to the log: what the records say beyond it, closed by a seal.

    `now` is the time of the seal, in UTC; `source` names the state of the records, such as
    `git:<commit>`; proofs are dated `created`, or where that is None by the day of the edition.
    Where nothing is new the ledger stays as it is, unless a `heartbeat` is asked for.
    What contradicts the ledger is a problem, and then nothing is sealed.
    Raises PolicyRefused where the policies or the seed do not stand, LogRewritten where the log
    is not the one that was signed before.
    """
    policy = require_active(policies, signer.seed, signer.address)
    require_unbroken(ledger)
    problems = tuple(refusals(registry, ledger))
    if problems:
        return Sealed(ledger=ledger, problems=problems)
    steps = plan(registry, ledger, policies, now.date())
    if not steps and not heartbeat:
        return Sealed(ledger=ledger)
    batch = Batch(registry, ledger, signer, created)
    batch.begin(now)
    for step in steps:
        batch.take(step)
    grown = batch.end(
        now, source=source, policy=policy.n, did_document=did_bytes(signer.address.did, published_keys(policy))
    )
    _ = grown.state  # an auditor's rules: what they refuse is a fault of ours
    return Sealed(
        ledger=grown,
        issued=tuple(dict.fromkeys(batch.issued)),
        signatures=batch.hand.signatures,
    )


def checkpointed(ledger: Ledger, seed: Seed, policies: Sequence[SignedPolicy]) -> Ledger:
    """The ledger with a signed checkpoint of its whole log; equal ledgers give equal bytes.

    It is signed after the entries are pushed, so that a lost race leaves no second checkpoint.
    Raises PolicyRefused where the seed's log key is not good for this size.
    """
    key = seed.key("log")
    vkey = print_vkey(verifier_key(seed.origin, key))
    if not log_key_valid(newest_policy(policies), vkey, len(ledger.entries)):
        raise KeyRefused("the policy does not list this seed's log key for a log of this size")
    require_unbroken(ledger)
    signed = sign_checkpoint(checkpoint_of(ledger.state, ledger.tree), key)
    return replace(ledger, checkpoints={**ledger.checkpoints, len(ledger.entries): signed})


def require_unbroken(ledger: Ledger) -> None:
    """Raise LogRewritten unless the log begins with everything that was ever signed."""
    for size, signed in sorted(ledger.checkpoints.items()):
        earlier = parse_checkpoint(parse_note(signed).text)
        assert earlier.size == size
        require_growth(ledger.tree, origin=ledger.origin, earlier=earlier)


def summary(steps: Iterable[Step]) -> str:
    """What a plan would do, in one line of counts."""
    names = [type(step).__name__ for step in steps]
    return ", ".join(f"{names.count(name)} {name}" for name in dict.fromkeys(names))
