"""Policies and their signatures: who vouches for the keys, from the pinned roots to the newest.

    keys/2.json   the policy
    keys/2.note   a signed note in the form of a checkpoint:

        odpg.example/sealbook/policy
        2
        <base64 of SHA-256 of keys/2.json>

        — odpg.example/root-a KKeNCx…
        — odpg.example/root-b xLTJIT…

As in The Update Framework (root role, 5.3): policy n + 1 needs the threshold of n's roots and that
of its own, so a root key is replaced in the open, and one that is stolen below the threshold
replaces nothing.
Unlike other notes this one may carry no signature that counts for nothing: under each policy only
roots of it and of the one before it sign, in that order, so that no byte can be changed unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nacl.signing import SigningKey

from registry.note.checkpoint import Checkpoint, parse_checkpoint, print_checkpoint
from registry.note.note import Note, parse_note, print_note
from registry.note.signing import sign, verifier_key, verify_note
from registry.note.vkey import VerifierKey, parse_vkey
from registry.sign.policy import Policy, PolicyRefused, parse_policy, root_keys


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedPolicy:
    """The bytes of a policy and of the note about it, as they stand in `keys/`."""

    content: bytes
    note: bytes


def verify_chain(
    chain: Sequence[SignedPolicy],
    *,
    pinned_roots: Iterable[str],
    threshold: int,
    origin: str,
    known: int = 0,
) -> Policy:
    """The newest policy, if an unbroken chain of signatures leads to it from the pinned roots.

    `chain` holds every policy of the registry, from number 1 on. `threshold` of the
    `pinned_roots` (vkeys) sign number 1 or, where all before was given up because a root was lost,
    a later one. `known` is the highest number that the verifier has seen: less is a rollback.
    Expiry is not judged here, as that needs the day. Raises PolicyRefused.
    """
    trusted, needed = _pinned(pinned_roots, threshold), threshold
    anchored, before = False, None
    for n, signed in enumerate(chain, 1):
        policy = parse_policy(signed.content)
        if (policy.n, policy.origin) != (n, origin):
            found = f"policy {policy.n} of {policy.origin}"
            raise PolicyRefused(f"{found} stands in the place of policy {n} of {origin}")
        signers = _signers(signed, policy, before)
        _require(signers, root_keys(policy), policy.roots.threshold, f"policy {n}")
        if anchored:
            _require(signers, trusted, needed, f"policy {n}, by the roots before it")
        elif _count(signers, trusted) >= needed:
            anchored = True
        if anchored:
            trusted, needed = root_keys(policy), policy.roots.threshold
        before = policy
    if before is None or not anchored:
        raise PolicyRefused("no policy is signed by the pinned root keys")
    if before.n < known:
        raise PolicyRefused(f"policy {before.n} is older than {known}, which was seen before")
    return before


def sign_policy(content: bytes, keys: Iterable[tuple[str, SigningKey]]) -> SignedPolicy:
    """A policy and its note, signed by root keys in this order, each with its name.

    Deterministic. Raises PolicyRefused if `content` is no policy.
    """
    text = _text(parse_policy(content), content)
    signatures = tuple(sign(text, name=name, key=key) for name, key in keys)
    return SignedPolicy(content=content, note=print_note(Note(text=text, signatures=signatures)))


def cosign_policy(
    signed: SignedPolicy, before: Policy | None, name: str, key: SigningKey
) -> SignedPolicy:
    """Add the signature of one more root key, in its place; `before` is the policy before.

    Raises PolicyRefused if the key is no root of either policy or the note is not about this one.
    """
    policy = parse_policy(signed.content)
    allowed = _allowed(policy, before)
    if verifier_key(name, key) not in allowed:
        raise PolicyRefused(f"{name} is no root key of policy {policy.n}, nor of the one before")
    _signers(signed, policy, before)
    note = parse_note(signed.note)
    places = {(root.name, root.key_id): place for place, root in enumerate(allowed)}
    every = {(line.name, line.key_id): line for line in note.signatures}
    fresh = sign(note.text, name=name, key=key)
    every[fresh.name, fresh.key_id] = fresh
    ordered = sorted(every.values(), key=lambda line: places[line.name, line.key_id])
    return replace(signed, note=print_note(replace(note, signatures=tuple(ordered))))


def missing_signatures(signed: SignedPolicy, before: Policy | None) -> int:
    """How many root keys must still sign, for the rule that lacks most. Raises PolicyRefused."""
    policy = parse_policy(signed.content)
    signers = _signers(signed, policy, before)
    rules = [policy] if before is None else [policy, before]
    return max(0, *(rule.roots.threshold - _count(signers, root_keys(rule)) for rule in rules))


def _pinned(pinned_roots: Iterable[str], threshold: int) -> tuple[VerifierKey, ...]:
    try:
        keys = tuple(map(parse_vkey, pinned_roots))
    except ValueError as error:
        raise PolicyRefused(f"a pinned root key is malformed: {error}") from error
    if not 0 < threshold <= len({key.public_key for key in keys}):
        raise PolicyRefused(f"{threshold} of {len(keys)} pinned root keys cannot be asked for")
    return keys


def _text(policy: Policy, content: bytes) -> str:
    digest = hashlib.sha256(content).digest()
    return print_checkpoint(
        Checkpoint(origin=f"{policy.origin}/policy", size=policy.n, root=digest)
    )


def _allowed(policy: Policy, before: Policy | None) -> tuple[VerifierKey, ...]:
    """Who may sign a policy, in the order of the lines of its note."""
    earlier = root_keys(before) if before else ()
    return tuple(dict.fromkeys((*root_keys(policy), *earlier)))


def _signers(signed: SignedPolicy, policy: Policy, before: Policy | None) -> list[VerifierKey]:
    """The roots that signed. Raises PolicyRefused for a wrong, foreign, double or misplaced one."""
    allowed = _allowed(policy, before)
    try:
        note = parse_note(signed.note)
        parse_checkpoint(note.text)
        signers = [signer.key for signer in verify_note(note, allowed)]
    except ValueError as error:
        raise PolicyRefused(f"policy {policy.n}: {error}") from error
    if note.text != _text(policy, signed.content):
        raise PolicyRefused(f"the note is not about these bytes of policy {policy.n}")
    if len(signers) != len(note.signatures):
        raise PolicyRefused(f"policy {policy.n}: a signature that is not by a root, or is double")
    if signers != [key for key in allowed if key in signers]:
        raise PolicyRefused(f"policy {policy.n}: its signatures are not in the order of the roots")
    return signers


def _count(signers: Iterable[VerifierKey], roots: Iterable[VerifierKey]) -> int:
    return len({key.public_key for key in signers} & {key.public_key for key in roots})


def _require(
    signers: Iterable[VerifierKey], roots: Iterable[VerifierKey], threshold: int, what: str
) -> None:
    found = _count(signers, roots)
    if found < threshold:
        raise PolicyRefused(f"{what}: {found} root signatures, and {threshold} are needed")
