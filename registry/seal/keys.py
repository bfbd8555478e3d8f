"""The keys a seal may use: the newest policy, and whether it lists the seed at hand."""

from __future__ import annotations

from collections.abc import Sequence

from registry.address import Address
from registry.sign.chain import SignedPolicy, verify_chain
from registry.sign.keys import KeyRefused, Seed
from registry.sign.policy import Policy, PolicyRefused, parse_policy
from registry.sign.succession import keys_of


def newest_policy(policies: Sequence[SignedPolicy]) -> Policy:
    """The last policy of a chain. Raises PolicyRefused where there is none."""
    if not policies:
        raise PolicyRefused("there is no key policy")
    return parse_policy(policies[-1].content)


def require_active(
    policies: Sequence[SignedPolicy],
    seed: Seed,
    address: Address,
    *,
    index: int,
    adopted: int,
    accept_new_roots: bool = False,
) -> Policy:
    """The newest policy, if it is signed as it must be and the seed's keys count from `index` on.

    The roots of policy `adopted`, the newest in the log, vouch for what follows it (those of the
    first, where that is 0). After they were lost nobody can: then its own roots do, if that is
    accepted by `accept_new_roots`.
    Raises PolicyRefused for a broken chain, and KeyRefused for a seed that is not in force.
    """
    newest = newest_policy(policies)
    known = min(max(adopted, 1), len(policies))
    trusted = newest if accept_new_roots else parse_policy(policies[known - 1].content)
    verify_chain(
        policies,
        pinned_roots=trusted.roots.keys,
        threshold=trusted.roots.threshold,
        origin=address.origin,
    )
    if newest.issuer != address.did:
        raise PolicyRefused(f"the policy is of {newest.issuer}, this registry is {address.did}")
    log_key, issuer_key = keys_of(seed, index)
    logs = [key for key in newest.log_keys if key.vkey == log_key.vkey]
    issuers = [key for key in newest.issuer_keys if key.multikey == issuer_key.multikey]
    if not all(
        any(key.state == "active" and key.from_ <= index for key in listed)
        for listed in (logs, issuers)
    ):
        raise KeyRefused(f"policy {newest.n} does not list this seed's keys as active")
    return newest
