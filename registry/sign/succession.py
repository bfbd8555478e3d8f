"""From one policy to the next: the first one, a new seed, the end of an old one, a stolen one.

Keys are never taken out of a policy: what they signed must stay verifiable, or refusable.
Every result is a proposal until the root keys have signed it (`chain`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from registry.note.signing import verifier_key
from registry.note.vkey import print_vkey
from registry.sign.chain import SignedPolicy, sign_policy
from registry.sign.keys import Seed, development_root, development_seed
from registry.sign.multibase import format_multikey
from registry.sign.policy import IssuerKey, LogKey, Policy, PolicyRefused, Roots, print_policy

K = TypeVar("K", LogKey, IssuerKey)

NEVER = date(2199, 12, 31)


def first_policy(
    seed: Seed, *, issuer: str, roots: Roots, expires: date, max_seal_age_days: int
) -> Policy:
    """Policy 1: the keys of a seed are good from the first entry on."""
    log_key, issuer_key = keys_of(seed, 0)
    return Policy(
        n=1,
        origin=seed.origin,
        issuer=issuer,
        roots=roots,
        log_keys=(log_key,),
        issuer_keys=(issuer_key,),
        expires=expires,
        max_seal_age_days=max_seal_age_days,
    )


def next_policy(policy: Policy, *, expires: date) -> Policy:
    """The policy that follows, with the same keys as yet."""
    return replace(policy, n=policy.n + 1, expires=expires)


def with_seed(policy: Policy, seed: Seed, *, at: int) -> Policy:
    """The keys of a new seed are good from entry `at` on; the old ones stay as they are."""
    log_key, issuer_key = keys_of(seed, at)
    return replace(
        policy,
        log_keys=(*policy.log_keys, log_key),
        issuer_keys=(*policy.issuer_keys, issuer_key),
    )


def without_old_keys(policy: Policy, *, at: int) -> Policy:
    """Of the active keys only the newest stay; the others end at entry `at`, in good order.

    Raises PolicyRefused if there is no old one.
    """

    def ended(keys: Sequence[K]) -> tuple[K, ...]:
        newest = [key for key in keys if key.state == "active"][-1:]
        return _changed(
            keys,
            lambda key: key.state == "active" and key not in newest,
            lambda key: replace(key, state="retired", until=max(at, key.from_)),
        )

    fewer = replace(policy, log_keys=ended(policy.log_keys), issuer_keys=ended(policy.issuer_keys))
    if fewer == policy:
        raise PolicyRefused("there is no old key to end: only the newest one is active")
    return fewer


def compromised(policy: Policy, *, at: int, keys: Collection[str] = ()) -> Policy:
    """Keys in wrong hands count for nothing from entry `at` on.

    `keys` are vkeys and Multikeys; without them every active key is meant. A key that ended
    before `at` keeps its end. Raises PolicyRefused for a key that the policy does not list.
    """
    listed = {key.vkey for key in policy.log_keys} | {key.multikey for key in policy.issuer_keys}
    for unknown in sorted(set(keys) - listed):
        raise PolicyRefused(f"policy {policy.n} lists no key {unknown}")

    def withdrawn(key: K) -> K:
        end = at if key.until is None else min(at, key.until)
        return replace(key, state="compromised", until=max(end, key.from_))

    def meant(key: LogKey | IssuerKey) -> bool:
        name = key.vkey if isinstance(key, LogKey) else key.multikey
        return name in keys if keys else key.state == "active"

    return replace(
        policy,
        log_keys=_changed(policy.log_keys, meant, withdrawn),
        issuer_keys=_changed(policy.issuer_keys, meant, withdrawn),
    )


def keys_of(seed: Seed, at: int) -> tuple[LogKey, IssuerKey]:
    """The two keys of a seed as a policy lists them, active from entry `at` on."""
    log = verifier_key(seed.origin, seed.key("log"))
    issuer = format_multikey(bytes(seed.key("issuer").verify_key))
    return (
        LogKey(vkey=print_vkey(log), from_=at, until=None, state="active"),
        IssuerKey(multikey=issuer, from_=at, until=None, state="active"),
    )


def development_root_vkey(origin: str) -> str:
    """The public root key of a test origin, which its verifiers pin; one signature is enough.

    Raises KeyRefused for a real origin.
    """
    return print_vkey(verifier_key(_root_name(origin), development_root(origin)))


def development_policy(origin: str, *, issuer: str, max_seal_age_days: int = 14) -> SignedPolicy:
    """Policy 1 of a test origin, signed by the public root key: equal arguments, equal bytes.

    Raises KeyRefused for a real origin.
    """
    policy = first_policy(
        development_seed(origin),
        issuer=issuer,
        roots=Roots(threshold=1, keys=(development_root_vkey(origin),)),
        expires=NEVER,
        max_seal_age_days=max_seal_age_days,
    )
    return sign_policy(print_policy(policy), [(_root_name(origin), development_root(origin))])


def root_name(origin: str, label: str) -> str:
    """What a root key is called: the host of the origin and a label, `odpg.example/root-a`."""
    return f"{origin.partition('/')[0]}/{label}"


def _root_name(origin: str) -> str:
    return root_name(origin, "root")


def _changed(
    keys: Sequence[K], which: Callable[[K], bool], change: Callable[[K], K]
) -> tuple[K, ...]:
    return tuple(change(key) if which(key) else key for key in keys)
