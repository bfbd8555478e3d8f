"""A root key: kept offline, locked by a passphrase, as a short text that also fits on paper.

    sealbook-root-v1
    name: odpg.example/root-a
    id: 028a7d0b
    lock: argon2id 3 268435456
    1: 9QXA 2TVR C0PQ 7K3M 4T8W
    …
    8: 1N6R GE2Z MVBP 1EE1 EDQ4

`id` is the key ID of the verifier key (C2SP signed-note). `lock` names the function that makes a
key of the passphrase, with its passes and bytes of memory (RFC 9106). The eight lines are
Crockford's base32 of 88 bytes: the salt (16) and a SecretBox (XSalsa20-Poly1305: nonce 24, the 32
secret bytes, tag 16). Each line carries 11 of these bytes and 12 bits of a checksum that covers
its number, so that a line which was typed wrongly from paper is named.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.signing import SigningKey

from registry.note.signing import verifier_key
from registry.note.vkey import VerifierKey, is_key_name
from registry.records import ids

FIRST_LINE = "sealbook-root-v1"
SECRET_BYTES = 32
SALT_BYTES = argon2id.SALTBYTES
NONCE_BYTES = SecretBox.NONCE_SIZE
_BOX_BYTES = NONCE_BYTES + SECRET_BYTES + SecretBox.MACBYTES
_LINE_BYTES, _LINE_SYMBOLS, _CHECK_BITS, _GROUP = 11, 20, 12, 4
_LINES = (SALT_BYTES + _BOX_BYTES) // _LINE_BYTES
_MAX_PASSES, _MAX_MEMORY = 20, 2**31  # a file may not ask for more than a laptop has


class RootRefused(ValueError):
    """The text is no root key, or the passphrase does not open it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RootKey:
    """A root key with its name, unlocked."""

    name: str
    secret: bytes = field(repr=False)

    @property
    def signing_key(self) -> SigningKey:
        """The Ed25519 key that signs policies."""
        return SigningKey(self.secret)

    @property
    def verifier_key(self) -> VerifierKey:
        """Its public half, which policies list and verifiers pin."""
        return verifier_key(self.name, self.signing_key)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What one guess of the passphrase costs: passes over so many bytes of memory."""

    passes: int = argon2id.OPSLIMIT_MODERATE
    memory: int = argon2id.MEMLIMIT_MODERATE


@dataclass(frozen=True, kw_only=True, slots=True)
class LockedRoot:
    """A root key as its file holds it; `key_id` is 4 bytes, `box` starts with its nonce."""

    name: str
    key_id: bytes
    cost: Cost
    salt: bytes
    box: bytes


def lock(
    root: RootKey, passphrase: str, *, salt: bytes, nonce: bytes, cost: Cost | None = None
) -> LockedRoot:
    """Lock a root key with a passphrase; `salt` (16 bytes) and `nonce` (24) are random."""
    chosen = cost or Cost()
    box = _secret_box(passphrase, salt, chosen).encrypt(root.secret, nonce)
    key_id = root.verifier_key.key_id
    return LockedRoot(name=root.name, key_id=key_id, cost=chosen, salt=salt, box=bytes(box))


def unlock(locked: LockedRoot, passphrase: str) -> RootKey:
    """Open a root key. Raises RootRefused for a wrong passphrase."""
    try:
        secret = _secret_box(passphrase, locked.salt, locked.cost).decrypt(locked.box)
    except CryptoError as error:
        raise RootRefused(f"the passphrase does not open {locked.name}") from error
    root = RootKey(name=locked.name, secret=secret)
    if root.verifier_key.key_id != locked.key_id:
        raise RootRefused(f"the name or the ID in the file is not that of the key: {locked.name}")
    return root


def print_root(locked: LockedRoot) -> str:
    """Write a locked root key as text."""
    data = locked.salt + locked.box
    parts = [data[at : at + _LINE_BYTES] for at in range(0, len(data), _LINE_BYTES)]
    rows = [
        FIRST_LINE,
        f"name: {locked.name}",
        f"id: {locked.key_id.hex()}",
        f"lock: argon2id {locked.cost.passes} {locked.cost.memory}",
        *(f"{number}: {_print_line(number, part)}" for number, part in enumerate(parts, 1)),
    ]
    return "\n".join(rows) + "\n"


def parse_root(text: str) -> LockedRoot:
    """Read a locked root key, also as typed from paper: in any case, with any spaces.

    Raises RootRefused, naming the line that is wrong.
    """
    rows = [row.strip() for row in text.strip().splitlines() if row.strip()]
    if not rows or rows[0] != FIRST_LINE:
        raise RootRefused(f"a root key begins with the line {FIRST_LINE}")
    labels = ["name", "id", "lock", *map(str, range(1, _LINES + 1))]
    found = [row.partition(":") for row in rows[1:]]
    if [label.strip() for label, _, _ in found] != labels:
        raise RootRefused(f"after its first line a root key has the lines {', '.join(labels)}")
    name, key_id, locked_by, *lines = (value.strip() for _, _, value in found)
    if not is_key_name(name):
        raise RootRefused(f"{name!r} cannot be the name of a key")
    data = b"".join(_parse_line(number, line) for number, line in enumerate(lines, 1))
    return LockedRoot(
        name=name,
        key_id=_parse_id(key_id),
        cost=_parse_cost(locked_by),
        salt=data[:SALT_BYTES],
        box=data[SALT_BYTES:],
    )


def _secret_box(passphrase: str, salt: bytes, cost: Cost) -> SecretBox:
    # One passphrase may be typed as different code points; NFKC makes them one.
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    key = argon2id.kdf(SecretBox.KEY_SIZE, typed, salt, opslimit=cost.passes, memlimit=cost.memory)
    return SecretBox(key)


def _parse_id(text: str) -> bytes:
    if not re.fullmatch(r"[0-9A-Fa-f]{8}", text):
        raise RootRefused("`id` is the 8 hex digits of a key ID")
    return bytes.fromhex(text)


def _parse_cost(text: str) -> Cost:
    found = re.fullmatch(r"argon2id ([0-9]{1,10}) ([0-9]{1,10})", text)
    if found is None:
        raise RootRefused("`lock` is argon2id, a number of passes and a number of bytes")
    passes, memory = map(int, found.groups())
    if not 0 < passes <= _MAX_PASSES or not argon2id.MEMLIMIT_MIN <= memory <= _MAX_MEMORY:
        raise RootRefused(f"`lock` asks for {passes} passes over {memory} bytes")
    return Cost(passes=passes, memory=memory)


def _print_line(number: int, part: bytes) -> str:
    value = int.from_bytes(part, "big") << _CHECK_BITS | _check(number, part)
    shifts = range(5 * (_LINE_SYMBOLS - 1), -1, -5)
    symbols = "".join(ids.ALPHABET[value >> shift & 31] for shift in shifts)
    return " ".join(symbols[at : at + _GROUP] for at in range(0, _LINE_SYMBOLS, _GROUP))


def _parse_line(number: int, line: str) -> bytes:
    symbols = ids.normalize(line)
    if len(symbols) != _LINE_SYMBOLS or not set(symbols) <= set(ids.ALPHABET):
        raise RootRefused(f"line {number} is {_LINE_SYMBOLS} letters and digits, without U")
    value = 0
    for symbol in symbols:
        value = value << 5 | ids.ALPHABET.index(symbol)
    part = (value >> _CHECK_BITS).to_bytes(_LINE_BYTES, "big")
    if value & (1 << _CHECK_BITS) - 1 != _check(number, part):
        raise RootRefused(f"line {number} is mistyped: its checksum does not match")
    return part


def _check(number: int, part: bytes) -> int:
    digest = hashlib.sha256(bytes([number]) + part).digest()
    return int.from_bytes(digest[:2], "big") >> 16 - _CHECK_BITS
