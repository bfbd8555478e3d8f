"""Base64 with one spelling for each sequence of bytes: padded, no line breaks, no spare bits.

Source: RFC 4648, section 4, strict as its sections 3.2, 3.3 and 3.5 allow.
"""

from __future__ import annotations

import base64
import binascii


def print_base64(data: bytes) -> str:
    """Write bytes in the standard alphabet, with padding."""
    return base64.b64encode(data).decode()


def parse_base64(text: str) -> bytes:
    """Read base64. Raises ValueError unless `print_base64` gives the same text back."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise ValueError(f"not base64: {text[:80]!r}") from error
    if print_base64(data) != text:
        raise ValueError(f"not base64 as it is printed: {text[:80]!r}")
    return data
