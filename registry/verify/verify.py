"""Verify one bundle, step by step; the first step that fails decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from registry.sign.canonical import Canonize, canonize
from registry.sign.keys import is_test_origin
from registry.verify import keys, log, status
from registry.verify.bundle import MAX_BYTES, parse_bundle
from registry.verify.case import Case, Question, require
from registry.verify.steps import Step, steps_of
from registry.verify.verdict import TEST, VALID, Verdict, marks

_PROOFS = frozenset({"proof", "status-proof"})


def verify_bundle(
    data: bytes,
    *,
    pinned_roots: Sequence[str],
    threshold: int = 1,
    origin: str | None = None,
    now: datetime,
    record_id: str | None = None,
    live_checkpoint: bytes | None = None,
    consistency: Sequence[bytes] | None = None,
    seen_policy: int = 0,
    status_list: bytes | None = None,
    name: tuple[str, str] | None = None,
    canonize: Canonize | None = canonize,
) -> Verdict:
    """Judge a bundle. Nothing that it holds makes this raise.

    `pinned_roots` are vkeys, of which `threshold` vouch for the policies, `origin` the log they
    speak for (None: whichever they name). `now` has a zone. `record_id` is the ID that was asked
    for. `seen_policy` is the highest number of a policy seen before.
    `live_checkpoint` is the log's newest one, as fetched: without it, nothing is `valid`.
    `consistency` is needed where its size is another: the hashes between the smaller and the
    larger of both. `status_list` is for a bundle that holds none.
    `name` is name and salt of a holder's link. Without `canonize` Open Badges proofs are not
    verified; the log vouches for every byte of them all the same.
    """
    case = Case(
        question=Question(
            data=data,
            roots=pinned_roots,
            threshold=threshold,
            origin=origin,
            now=now,
            record_id=record_id,
            live_checkpoint=live_checkpoint,
            consistency=consistency,
            seen_policy=seen_policy,
            status_list=status_list,
            name=name,
            canonize=canonize,
        )
    )
    left_out = _PROOFS if canonize is None else frozenset[str]()
    taken = [step for step in steps_of("command") if step.code not in left_out]
    passed: list[str] = []
    for step in taken:
        try:
            CHECKS[step.code](case)
        except Exception as error:  # noqa: BLE001 - whatever a hostile bundle provokes
            return _verdict(case, taken, passed, step, str(error) or repr(error))
        passed.append(step.code)
    return _verdict(case, taken, passed, None, "")


def _bundle(case: Case) -> None:
    """Read the bundle."""
    require(len(case.question.data) <= MAX_BYTES, "the bundle is too large")
    case.bundle = parse_bundle(case.question.data)


def _address(case: Case) -> None:
    """Its address ends in the ID that was asked for."""
    asked, found = case.question.record_id, case.credential["id"]
    require(isinstance(found, str), "the credential has no address")
    require(
        asked is None or found.endswith(f"/c/{asked}/credential.json"),
        f"the bundle is of {found}, and {asked} was asked for",
    )


CHECKS: Mapping[str, Callable[[Case], None]] = {
    "bundle": _bundle,
    "address": _address,
    "policy": keys.policy,
    "seen": keys.seen,
    "checkpoint": log.checkpoint,
    "commitment": log.commitment,
    "inclusion": log.inclusion,
    "issuer": keys.issuer,
    "key": keys.key,
    "proof": keys.proof,
    "seal": log.seal,
    "status": status.status,
    "status-list": status.status_list,
    "status-proof": keys.status_proof,
    "status-entry": status.status_entry,
    "live": log.live,
    "name": status.name,
    "revoked": status.revoked,
    "replaced": status.replaced,
    "suspended": status.suspended,
    "future": status.future,
    "expired": status.expired,
    "offline": status.offline,
    "behind": status.behind,
    "stale": status.stale,
    "policy-expired": status.policy_expired,
    "witness": log.witness,
}


def _verdict(
    case: Case, taken: Sequence[Step], passed: Sequence[str], failed: Step | None, why: str
) -> Verdict:
    real = failed.state if failed else VALID
    kind = failed.kind if failed else "valid"
    facts = _facts(case, passed)
    if kind == "invalid":
        facts |= {"credential": None, "name": None}
    origin = facts.get("origin") or case.question.origin
    return Verdict(
        state=TEST if origin and is_test_origin(origin) else real,
        real=real,
        step=failed.code if failed else None,
        kind=kind,
        why=why,
        rows=marks(taken, passed, failed),
        proof_checked=set(passed) >= _PROOFS,
        **facts,
    )


def _facts(case: Case, passed: Sequence[str]) -> dict[str, Any]:
    """What the steps that passed have established."""
    facts: dict[str, Any] = {}
    if "policy" in passed:
        facts |= {"origin": case.policy.origin, "policy": case.policy.n}
    if "inclusion" in passed:
        facts |= {
            "index": case.proof.index,
            "size": case.checkpoint.size,
            "root": case.checkpoint.root,
        }
    if "issuer" in passed:
        facts["credential"] = case.credential
    if "seal" in passed:
        facts["as_of"] = case.seal.time
    if "live" in passed and case.live is not None:
        facts["live_size"] = case.live.size
    if "name" in passed:
        facts["name"] = case.name
    return facts
