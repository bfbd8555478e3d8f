"""Real throw-away keys: a root key, and the first policy that it signs for a seed."""

from __future__ import annotations

from datetime import date

from nacl.signing import SigningKey

from registry.note.signing import verifier_key
from registry.note.vkey import print_vkey
from registry.sign.chain import SignedPolicy, sign_policy
from registry.sign.keys import Seed
from registry.sign.policy import Policy, Roots, print_policy
from registry.sign.succession import first_policy, root_name

ROOT = SigningKey(b"\1" * 32)


def root_vkey(origin: str) -> str:
    """The public line of the root key, which verifiers pin."""
    return print_vkey(verifier_key(root_name(origin, "root-a"), ROOT))


def signed(policy: Policy) -> SignedPolicy:
    """A policy, signed by the root key."""
    return sign_policy(print_policy(policy), [(root_name(policy.origin, "root-a"), ROOT)])


def signed_policy(seed: Seed, *, issuer: str) -> SignedPolicy:
    """Policy 1 of a registry: the keys of the seed count from the first entry on."""
    policy = first_policy(
        seed,
        issuer=issuer,
        roots=Roots(threshold=1, keys=(root_vkey(seed.origin),)),
        expires=date(2028, 1, 1),
        max_seal_age_days=14,
    )
    return signed(policy)
