"""The Bitstring status list: one bit a credential, set for what is not to be relied on.

The list is compared by its decoded bits, never by its text: gzip streams of equal content differ
between versions of zlib. Source: Bitstring Status List 1.0.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable
from typing import Any

from registry.openbadge.achievement import CONTEXT

Json = dict[str, Any]

PATH = "status/revocation.json"
SIZE = 131_072  # bits; the least that the specification allows, for the holders' privacy
PURPOSE = "revocation"
_MOST_BYTES = 1 << 20  # of a list that is read: a small text can hold a large stream
_BASE64URL = "u"  # the multibase prefix


def status_entry(site: str, index: int) -> Json:
    """The `credentialStatus` of the credential with this index; `site` ends in a slash."""
    if not 0 <= index < SIZE:
        raise ValueError(f"a status index is from 0 to {SIZE - 1}, not {index}")
    return {
        "id": f"{site}{PATH}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": PURPOSE,
        "statusListIndex": str(index),
        "statusListCredential": site + PATH,
    }


def status_list(site: str, did: str, indexes: Iterable[int], valid_from: str) -> Json:
    """The unsigned status list credential in which the bits of `indexes` are set.

    Only the context of VC 2.0, the issuer as a plain string, one purpose, no end: other forms are
    refused by at least one verifier. `valid_from` is a UTC time such as `2026-03-01T08:00:00Z`.
    """
    return {
        "@context": [CONTEXT[0]],
        "id": site + PATH,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": valid_from,
        "credentialSubject": {
            "id": site + PATH + "#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encode(indexes),
        },
    }


def set_bits(status_list_credential: Any) -> frozenset[int]:
    """The indexes whose bits are set in a status list credential. Raises ValueError."""
    try:
        encoded = status_list_credential["credentialSubject"]["encodedList"]
    except (KeyError, TypeError) as error:
        raise ValueError("not a status list credential") from error
    if not isinstance(encoded, str):
        raise ValueError("the encoded list is not a text")  # noqa: TRY004 - data, not a call
    return decode(encoded)


def encode(indexes: Iterable[int]) -> str:
    """Print a list of SIZE bits, set at these indexes, as multibase base64url of gzip."""
    bits = bytearray(SIZE // 8)
    for index in indexes:
        if not 0 <= index < SIZE:
            raise ValueError(f"a status index is from 0 to {SIZE - 1}, not {index}")
        bits[index >> 3] |= 0x80 >> (index & 7)  # index 0 is the left-most bit
    packed = gzip.compress(bytes(bits), 9, mtime=0)
    return _BASE64URL + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode(encoded: str) -> frozenset[int]:
    """The set indexes of a printed list. Raises ValueError if it is damaged, short or huge."""
    if not encoded.startswith(_BASE64URL):
        raise ValueError("an encoded list begins with u")
    text = encoded.removeprefix(_BASE64URL)
    unpack = zlib.decompressobj(wbits=31)  # a gzip stream
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        bits = unpack.decompress(packed, _MOST_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise ValueError(f"not a gzip stream in base64url: {error}") from error
    if not unpack.eof or len(bits) * 8 < SIZE:
        raise ValueError(f"a status list has at least {SIZE} bits and at most {_MOST_BYTES} bytes")
    return frozenset(
        position * 8 + bit
        for position, byte in enumerate(bits)
        if byte
        for bit in range(8)
        if byte & (0x80 >> bit)
    )
