"""What the log holds instead of a credential: a salted commitment to its signed form."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from registry.jcs import canonical_json, require_plain

SALT_BYTES = 32
_PURPOSE = b"sealbook/issue/v1\0"


def commit(salt: bytes, credential: Mapping[str, Any]) -> bytes:
    """SHA-256 of a purpose, the salt and the SHA-256 of the credential's canonical JSON.

    The credential is the signed one, with its `proof`. The salt, 32 random bytes, is published
    beside the credential and nowhere else: once both are erased, nobody can confirm a guess.

    Raises ValueError for another length of salt, or where a value has no one canonical form.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    plain = dict(credential)
    require_plain(plain)
    digest = hashlib.sha256(canonical_json(plain)).digest()
    return hashlib.sha256(_PURPOSE + salt + digest).digest()
