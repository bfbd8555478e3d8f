"""Audit: a whole site, with all that it publishes held against its log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from registry.ledger.fold import State
from registry.openbadge.did import document_path
from registry.sign.template import Templates
from registry.verify.bundle import BundleMalformed, parse_bundle
from registry.verify.published import PublishedLog, Read
from registry.verify.verify import verify_bundle

_GONE = frozenset({State.REISSUED, State.ERASED})
_STATUS = "status/revocation.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that does not fit: where, and what."""

    path: str
    message: str


def audit(
    read: Read,
    log: PublishedLog,
    record_ids: Sequence[str],
    *,
    pinned_roots: Sequence[str],
    threshold: int,
    now: datetime,
) -> Iterator[Finding]:
    """Every way in which a site contradicts its log; `record_ids` are the folders of `c/`.

    Each credential must verify, and each edition that the log holds as the newest must be there:
    so nothing was added beside the log, and nothing that was logged was lost.
    """
    yield from _sealed_files(read, log)
    yield from _policies(read, log)
    templates = Templates()
    seen: dict[int, str] = {}
    for record_id in record_ids:
        path = f"c/{record_id}/bundle.json"
        data = read(path)
        if data is None:
            yield Finding(path=path, message="the bundle is missing")
            continue
        verdict = verify_bundle(
            data,
            pinned_roots=pinned_roots,
            threshold=threshold,
            origin=log.checkpoint.origin,
            now=now,
            record_id=record_id,
            live_checkpoint=log.signed,
            status_list=read(_STATUS),
            canonize=templates.canonize,
        )
        if verdict.kind == "invalid" or verdict.index is None:
            yield Finding(path=path, message=f"{verdict.step}: {verdict.why}")
            continue
        if verdict.index in seen:
            yield Finding(path=path, message=f"the same edition as c/{seen[verdict.index]}/")
        seen[verdict.index] = record_id
        yield from _beside(read, record_id, data)
    forged = min(
        (key.until or 0 for key in log.policy.issuer_keys if key.state == "compromised"),
        default=log.state.size,
    )
    for index, state in log.state.states.items():
        if state is State.REVOKED and index >= forged:
            continue  # what a stolen key made is revoked and has no page
        if state not in _GONE and index not in seen:
            message = f"entry {index} is an edition that is {state}, and no page shows it"
            yield Finding(path="c/", message=message)


def _sealed_files(read: Read, log: PublishedLog) -> Iterator[Finding]:
    """The files whose digests the newest seal pins."""
    seal = log.state.seal
    for path, digest in (
        (document_path(log.policy.issuer), seal.did),
        (_STATUS, seal.revocation),
    ):
        data = read(path)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            yield Finding(path=path, message="it is not the file that was sealed")


def _policies(read: Read, log: PublishedLog) -> Iterator[Finding]:
    for number, digest in log.state.policies.items():
        path = f"log/policy/{number}.json"
        data = read(path)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            yield Finding(path=path, message="it is not the policy that the log names")


def _beside(read: Read, record_id: str, data: bytes) -> Iterator[Finding]:
    """What lies beside a bundle says the same as the bundle."""
    try:
        bundle = parse_bundle(data)
        path = f"c/{record_id}/credential.json"
        published = read(path)
        if published is None or json.loads(published) != bundle.credential:
            yield Finding(path=path, message="it is not the credential of the bundle")
        path = f"c/{record_id}/credential.tlog-proof"
        if read(path) != bundle.proof.encode():
            yield Finding(path=path, message="it is not the proof of the bundle")
    except (BundleMalformed, ValueError) as error:
        yield Finding(path=path, message=str(error))
