"""The seed, the keys derived from it, and who may sign what.

A seed is kept as one line of text:

    sealbook-seed-v1:registry.example.org/log:<43 letters of base64url>:<8 hex digits>

The prefix lets secret scanners find a leak, the origin stops a paste into the wrong
repository, the checksum (the first 8 hex digits of SHA-256 over everything before the last
colon) finds a typing error.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from nacl.signing import SigningKey

SEED_PREFIX = "sealbook-seed-v1"
DEVELOPMENT_SEED = hashlib.sha256(
    b"sealbook DEVELOPMENT KEY - public, worthless, never trust"
).digest()
_SEED_BYTES = 32
_HKDF_SALT = b"sealbook/v1"

Role = Literal["issuer", "log", "root", "salt"]


class KeyRefused(ValueError):
    """This key may not sign for this origin, or this seed belongs to another one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seed:
    """32 secret bytes and the origin (name of the log) that they sign for."""

    origin: str
    secret: bytes = field(repr=False)

    def key(self, role: Literal["issuer", "log"]) -> SigningKey:
        """The Ed25519 key of a role; one key never makes two types of signature (C2SP).

        Raises KeyRefused where the development key meets a real origin, or the reverse.
        """
        key = SigningKey(derive(self.secret, role))
        require_allowed(origin=self.origin, public_key=bytes(key.verify_key))
        return key


def format_seed(seed: Seed) -> str:
    """Write a seed as one line of text."""
    body = f"{SEED_PREFIX}:{seed.origin}:{_base64url(seed.secret)}"
    return f"{body}:{_checksum(body)}"


def parse_seed(text: str) -> Seed:
    """Read a seed. Raises KeyRefused if it is mistyped; the message never shows the secret."""
    body, _, checksum = text.strip().rpartition(":")
    if not body.startswith(SEED_PREFIX + ":"):
        raise KeyRefused(f"a seed begins with {SEED_PREFIX}:")
    if not hmac.compare_digest(_checksum(body).encode(), checksum.encode()):
        raise KeyRefused("the seed is mistyped: its checksum does not match")
    origin, _, encoded = body.removeprefix(SEED_PREFIX + ":").rpartition(":")
    secret = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    if len(secret) != _SEED_BYTES or not origin or _base64url(secret) != encoded:
        raise KeyRefused("a seed holds an origin and 32 bytes in base64url")
    return Seed(origin=origin, secret=secret)


def development_seed(origin: str) -> Seed:
    """The public seed for a test origin. Raises KeyRefused unless its host ends in .invalid."""
    if not is_test_origin(origin):
        raise KeyRefused(f"the development key signs only for .invalid, not for {origin}")
    return Seed(origin=origin, secret=DEVELOPMENT_SEED)


def development_root(origin: str) -> SigningKey:
    """The public root key of test origins. Raises KeyRefused unless the host ends in .invalid.

    Real root keys are made apart from every seed: whoever steals a seed must not get one.
    """
    key = SigningKey(derive(DEVELOPMENT_SEED, "root"))
    require_allowed(origin=origin, public_key=bytes(key.verify_key))
    return key


def derive(secret: bytes, role: Role) -> bytes:
    """HKDF-SHA256 (RFC 5869) to 32 bytes: salt `sealbook/v1`, info = the role."""
    pseudorandom_key = hmac.digest(_HKDF_SALT, secret, "sha256")
    return hmac.digest(pseudorandom_key, role.encode() + b"\x01", "sha256")


def is_test_origin(origin: str) -> bool:
    """Whether the host of an origin such as `demo.invalid/log` ends in `.invalid` (RFC 2606)."""
    host = origin.partition("/")[0].partition(":")[0].lower().rstrip(".")
    return host.endswith(".invalid")


def is_development_key(public_key: bytes) -> bool:
    """Whether these are the 32 bytes of a public key whose secret everyone knows."""
    return public_key in _development_keys()


def require_allowed(*, origin: str, public_key: bytes) -> None:
    """Raise KeyRefused unless the development key meets a test origin, or neither does.

    Signers and verifiers both call this: only the development key signs for `.invalid`, and it
    signs nothing else, so a test registry never looks real and a real key is never spent on one.
    """
    development, test = is_development_key(public_key), is_test_origin(origin)
    if development and not test:
        raise KeyRefused(f"the development key is public and may not sign for {origin}")
    if test and not development:
        raise KeyRefused(f"{origin} is a test origin: only the development key signs for it")


@cache
def _development_keys() -> frozenset[bytes]:
    roles: tuple[Role, ...] = ("issuer", "log", "root")
    return frozenset(bytes(SigningKey(derive(DEVELOPMENT_SEED, role)).verify_key) for role in roles)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:8]
