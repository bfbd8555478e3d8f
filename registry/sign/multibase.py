"""Multibase base58btc, and the Multikey form of an Ed25519 public key.

    z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2

Source: Controlled Identifiers 1.0, 2.4 Multibase and 2.2.2 Multikey.
"""

from __future__ import annotations

from registry.sign import base58

BASE58BTC = "z"
ED25519_PUBLIC_KEY = b"\xed\x01"  # the multicodec 0xed, as a varint
_KEY_BYTES = 32


def format_multibase(data: bytes) -> str:
    """Write bytes as multibase base58btc."""
    return BASE58BTC + base58.encode(data)


def parse_multibase(text: str) -> bytes:
    """Read multibase base58btc. Raises ValueError for another base or a wrong letter."""
    if not text.startswith(BASE58BTC):
        raise ValueError("not multibase base58btc: the text does not begin with z")
    return base58.decode(text[1:])


def format_multikey(public_key: bytes) -> str:
    """Write the 32 bytes of an Ed25519 public key as a Multikey, `z6Mk…`."""
    if len(public_key) != _KEY_BYTES:
        raise ValueError(f"an Ed25519 public key has 32 bytes, not {len(public_key)}")
    return format_multibase(ED25519_PUBLIC_KEY + public_key)


def parse_multikey(text: str) -> bytes:
    """Read the 32 bytes of an Ed25519 public key. Raises ValueError for anything else."""
    data = parse_multibase(text)
    if not data.startswith(ED25519_PUBLIC_KEY) or len(data) != 2 + _KEY_BYTES:
        raise ValueError("not the Multikey of an Ed25519 public key")
    return data[2:]
