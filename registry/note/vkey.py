"""The text form of a key that verifies notes: its name, its key ID, its type and public key.

    example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k

The last part is base64 of the type byte and the public key, and may itself contain `+`.

Source: C2SP signed-note, Signatures and Verifier keys; C2SP tlog-cosignature, Format.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import IntEnum

from registry.note.strict_base64 import parse_base64, print_base64

PUBLIC_KEY_BYTES = 32
KEY_ID_BYTES = 4
_SPACE = " "


class KeyType(IntEnum):
    """The types of signature that we read, by their byte; both are Ed25519."""

    ED25519 = 0x01
    COSIGNATURE = 0x04


class VkeyMalformed(ValueError):
    """The text is no verifier key of a type that we read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VerifierKey:
    """A key that verifies the notes which its name signs.

    `name` is what signature lines call it, such as `registry.example.org/log`.
    `public_key` holds 32 bytes, as in RFC 8032.
    """

    name: str
    public_key: bytes
    type: KeyType = KeyType.ED25519

    @property
    def key_id(self) -> bytes:
        """The 4 bytes that signature lines begin with."""
        return key_id(self.name, self.type, self.public_key)


def print_vkey(key: VerifierKey) -> str:
    """Write a verifier key as text. Raises VkeyMalformed if it could not be read back."""
    if not is_key_name(key.name):
        raise VkeyMalformed(f"{key.name!r} cannot be the name of a key")
    if len(key.public_key) != PUBLIC_KEY_BYTES:
        raise VkeyMalformed(f"an Ed25519 public key has 32 bytes, not {len(key.public_key)}")
    typed = bytes([key.type]) + key.public_key
    return f"{key.name}+{key.key_id.hex()}+{print_base64(typed)}"


def parse_vkey(text: str) -> VerifierKey:
    """Read a verifier key. Raises VkeyMalformed, also for a type of key that we do not know."""
    try:
        name, written_id, encoded = text.split("+", 2)
        typed = parse_base64(encoded)
        key = VerifierKey(name=name, public_key=typed[1:], type=KeyType(typed[0]))
    except (ValueError, IndexError) as error:
        raise VkeyMalformed(f"not a verifier key: {text[:200]!r}") from error
    if print_vkey(key) != text:
        raise VkeyMalformed(f"the key ID of {name!r} is {key.key_id.hex()}, not {written_id!r}")
    return key


def key_id(name: str, key_type: KeyType, public_key: bytes) -> bytes:
    """SHA-256 of name, newline, type byte and public key, cut to 4 bytes."""
    digest = hashlib.sha256(name.encode() + b"\n" + bytes([key_type]) + public_key).digest()
    return digest[:KEY_ID_BYTES]


def is_key_name(name: str) -> bool:
    """Whether a key may be called so: not empty, without spaces, plus or control characters."""
    return bool(name) and not any(
        letter.isspace() or letter < _SPACE or letter == "+" for letter in name
    )
