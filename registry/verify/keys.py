"""Which keys count: the steps about policies, and about who signed the credential."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from registry.sign.chain import SignedPolicy, verify_chain
from registry.sign.multibase import parse_multikey
from registry.sign.policy import issuer_key_valid
from registry.sign.rdfc import verify
from registry.verify.case import Case, require


def policy(case: Case) -> None:
    """The chain of policies; without a pinned origin, the roots' first policy names it."""
    question, policies = case.question, case.bundle.policies
    require(bool(policies), "a bundle without policies")
    origin = question.origin or str(json.loads(policies[0].policy)["origin"])
    chain = [SignedPolicy(content=one.policy.encode(), note=one.note.encode()) for one in policies]
    case.policy = verify_chain(
        chain, pinned_roots=question.roots, threshold=question.threshold, origin=origin
    )


def seen(case: Case) -> None:
    """No rollback of the policy: that would bring withdrawn keys back."""
    known = case.question.seen_policy
    require(case.policy.n >= known, f"policy {case.policy.n}; {known} was seen before")


def issuer(case: Case) -> None:
    """The issuer, an object with an id or only the id."""
    named = case.credential["issuer"]
    found = named["id"] if isinstance(named, Mapping) else named
    require(found == case.policy.issuer, f"issued by {found!r}, not by {case.policy.issuer}")


def key(case: Case) -> None:
    """The key of the credential, good at the index of its entry."""
    signer(case, case.credential, case.proof.index)


def proof(case: Case) -> None:
    """The Data Integrity proof of the credential."""
    _verify(case, case.credential, case.proof.index)


def status_proof(case: Case) -> None:
    """The Data Integrity proof of the status list, by a key that was good when it was sealed."""
    _verify(case, case.status_list, case.checkpoint.size - 1)


def signer(case: Case, document: Mapping[str, Any], index: int) -> bytes:
    """The public key that a document names. Raises Refused if it was not good at an index."""
    did, _, multikey = document["proof"]["verificationMethod"].partition("#")
    require(did == case.policy.issuer, f"a key of {did}, not of {case.policy.issuer}")
    require(
        issuer_key_valid(case.policy, multikey, index),
        f"the key {multikey} is not good at entry {index}: unknown, or withdrawn",
    )
    return parse_multikey(multikey)


def _verify(case: Case, document: Mapping[str, Any], index: int) -> None:
    assert case.question.canonize is not None
    verify(document, signer(case, document, index), case.question.canonize)
