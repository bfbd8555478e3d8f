"""The JSON Canonicalization Scheme (RFC 8785), fast where the values allow it.

`canonical_json` is the encoder of the standard library, with sorted keys: a tenth of the time of
`rfc8785`, and the same bytes as long as a document holds no float, no integer of 2^53 or more, and
no key beyond the Basic Multilingual Plane (there Python sorts by code point, RFC 8785 by UTF-16
code unit). Tests hold the two equal. Whoever reads what others wrote makes sure of that first.
"""

from __future__ import annotations

import json
from typing import Any

_MAX_INTEGER = 2**53 - 1
_MAX_DEPTH = 64
_BEYOND = "\U00010000"

_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


class NotPlain(ValueError):
    """A value has more than one spelling, or none that every reader agrees on."""


def canonical_json(value: Any) -> bytes:
    """The canonical bytes of a plain value. Raises ValueError for text that is not Unicode."""
    return _encode(value).encode()


def require_plain(value: Any, depth: int = 0) -> None:
    """Raise NotPlain for numbers, keys or depths that readers take differently."""
    if depth > _MAX_DEPTH:
        raise NotPlain(f"more than {_MAX_DEPTH} levels")
    if isinstance(value, dict):
        for key, inner in value.items():
            if max(key, default="") >= _BEYOND:
                raise NotPlain(f"the key {key!r}")
            require_plain(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            require_plain(inner, depth + 1)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > _MAX_INTEGER):
        raise NotPlain(f"the number {value!r}")
