"""What the log holds instead of a credential: a salted commitment to its signed form."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

SALT_BYTES = 32
_PURPOSE = b"sealbook/issue/v1\0"


def commit(salt: bytes, credential: Mapping[str, Any]) -> bytes:
    """SHA-256 of a purpose, the salt and the SHA-256 of the credential's canonical JSON.

    The credential is the signed one, with its `proof`. The salt, 32 random bytes, is published
    beside the credential and nowhere else: once both are erased, nobody can confirm a guess.

    Raises ValueError for another length of salt, or where RFC 8785 knows no form of a value.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    digest = hashlib.sha256(rfc8785.dumps(dict(credential))).digest()
    return hashlib.sha256(_PURPOSE + salt + digest).digest()
