"""The key policy: which keys speak for a registry, from which entry of its log until which.

    keys/2.json  {"expires":"2028-01-01","issuer":"did:web:…","issuer_keys":[…],…,"v":1}

One line of RFC 8785 canonical JSON; `schemas/key-policy.schema.json` describes its members.
Windows are indexes of the log and not times, so that nobody widens one by a false date.
`chain` says who must sign a policy, `succession` makes the next one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

import rfc8785

from registry.note.vkey import KeyType, VerifierKey, parse_vkey
from registry.records.build import build
from registry.records.validator import quick, validator
from registry.sign.keys import is_test_origin, require_allowed
from registry.sign.multibase import parse_multikey

SCHEMA = "key-policy"
VERSION = 1
MAX_BYTES = 64 * 1024

State = Literal["active", "retired", "compromised"]


class PolicyRefused(ValueError):
    """A key policy is malformed, contradicts itself, or is not signed as it must be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Roots:
    """The offline keys (vkeys), of which `threshold` must sign this policy and the next."""

    threshold: int
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LogKey:
    """A key that signs checkpoints; `until` is None while it is active."""

    vkey: str
    from_: int
    until: int | None
    state: State


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuerKey:
    """A key that signs credentials and status lists; `until` is None while it is active."""

    multikey: str
    from_: int
    until: int | None
    state: State


@dataclass(frozen=True, kw_only=True, slots=True)
class Witness:
    """Who cosigns checkpoints, and the address where it publishes them."""

    vkey: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Policy number `n` of the registry whose log is called `origin`.

    From the day `expires` on, verifiers ask for a newer one.
    """

    v: int = VERSION
    n: int
    origin: str
    issuer: str
    roots: Roots
    log_keys: tuple[LogKey, ...]
    issuer_keys: tuple[IssuerKey, ...]
    witnesses: tuple[Witness, ...] = ()
    quorum: int = 0
    expires: date
    max_seal_age_days: int = 14

    @property
    def test(self) -> bool:
        """Whether nothing under this policy can be more than a TEST."""
        return is_test_origin(self.origin)


def parse_policy(content: bytes) -> Policy:
    """Read a policy. Raises PolicyRefused unless `print_policy` gives the same bytes back."""
    if len(content) > MAX_BYTES:
        raise PolicyRefused(f"a policy has at most {MAX_BYTES} bytes")
    try:
        data = json.loads(content)
        canonical = rfc8785.dumps(data) + b"\n"
    except (ValueError, RecursionError) as error:
        raise PolicyRefused("a policy is one JSON object") from error
    if not quick(SCHEMA)(data):
        wrong = next(validator(SCHEMA).iter_errors(data))
        raise PolicyRefused(f"{wrong.json_path}: {wrong.message[:200]}")
    if canonical != content:
        raise PolicyRefused("a policy is RFC 8785 canonical JSON and a newline")
    policy = build(Policy, data, "en")
    for contradiction in contradictions(policy):
        raise PolicyRefused(contradiction)
    return policy


def print_policy(policy: Policy) -> bytes:
    """Write a policy. Raises PolicyRefused if it could not be read back."""
    content = rfc8785.dumps(asdict(policy, dict_factory=_as_json)) + b"\n"
    parse_policy(content)
    return content


def contradictions(policy: Policy) -> Iterator[str]:
    """What a schema cannot say: every way in which the parts of a policy do not fit together."""
    if policy.roots.threshold > len(policy.roots.keys):
        yield f"{policy.roots.threshold} root keys must sign, and there are fewer"
    if policy.quorum > len(policy.witnesses):
        yield f"{policy.quorum} witnesses must cosign, and there are fewer"
    if is_test_origin(policy.issuer.split(":")[2].partition("%")[0]) != policy.test:
        yield f"{policy.issuer} and {policy.origin} are not both real, nor both a test"
    windows: tuple[LogKey | IssuerKey, ...] = (*policy.log_keys, *policy.issuer_keys)
    for key in windows:
        if (key.until is None) != (key.state == "active"):
            yield f"a key is {key.state} and good until {key.until}: only active keys have no end"
        elif key.until is not None and key.until < key.from_:
            yield f"a key is good from {key.from_} until {key.until}"
    try:
        yield from _unfit_keys(policy)
    except ValueError as error:  # a malformed key, or a development key where none may be
        yield str(error)


def _unfit_keys(policy: Policy) -> Iterator[str]:
    roots = root_keys(policy)
    logs = [parse_vkey(key.vkey) for key in policy.log_keys]
    witnesses = [parse_vkey(witness.vkey) for witness in policy.witnesses]
    issuers = [parse_multikey(key.multikey) for key in policy.issuer_keys]
    own = [*(key.public_key for key in (*roots, *logs)), *issuers]
    every = [*own, *(key.public_key for key in witnesses)]
    if len(set(every)) != len(every):
        yield "a public key is listed twice: every role and every holder has its own"
    if len({key.name for key in roots}) != len(roots):
        yield "two root keys have the same name"
    if {key.name for key in logs} != {policy.origin}:
        yield f"a key of the log is not called {policy.origin}"
    if any(key.type is not KeyType.ED25519 for key in (*roots, *logs)):
        yield "root keys and keys of the log are of type 1 (Ed25519)"
    if any(key.type is not KeyType.COSIGNATURE for key in witnesses):
        yield "keys of witnesses are of type 4 (cosignature)"
    for public_key in own:
        require_allowed(origin=policy.origin, public_key=public_key)


def root_keys(policy: Policy) -> tuple[VerifierKey, ...]:
    """The root keys, as notes are verified with them."""
    return tuple(map(parse_vkey, policy.roots.keys))


def issuer_key_valid(policy: Policy, multikey: str, index: int) -> bool:
    """Whether an issuer key may have signed what was logged at this index.

    That holds for withdrawn keys too, before the entry at which they were withdrawn.
    """
    return any(
        key.multikey == multikey and key.from_ <= index and (key.until is None or index < key.until)
        for key in policy.issuer_keys
    )


def log_key_valid(policy: Policy, vkey: str, size: int) -> bool:
    """Whether a log key may have signed a checkpoint of this size.

    A compromised key may not, at any size: its holder could fork the log anywhere.
    """
    return any(
        key.vkey == vkey
        and key.state != "compromised"
        and key.from_ <= size
        and (key.until is None or size <= key.until)
        for key in policy.log_keys
    )


def published_keys(policy: Policy) -> tuple[str, ...]:
    """The Multikeys that the issuer's DID document lists, in their order.

    Active and retired ones stay for ever, so that old credentials verify; compromised ones go,
    because a DID document knows no index.
    """
    return tuple(key.multikey for key in policy.issuer_keys if key.state != "compromised")


def _as_json(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        name.rstrip("_"): value.isoformat() if isinstance(value, date) else value
        for name, value in pairs
    }
