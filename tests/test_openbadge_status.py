"""The Bitstring status list: printed, read, and the list of the specification."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openvc.status.bitstring import decode_bitstring, get_status_bit

from registry.openbadge.status import (
    SIZE,
    decode,
    encode,
    set_bits,
    status_entry,
    status_list,
)
from registry.sign.canonical import canonize

INDEXES = st.frozensets(st.integers(0, SIZE - 1), max_size=40)


def printed(bits: bytes) -> str:
    """Any bytes as an encoded list."""
    return "u" + base64.urlsafe_b64encode(gzip.compress(bits)).rstrip(b"=").decode()


@given(INDEXES)
def test_round_trip(indexes: frozenset[int]) -> None:
    """The bits that were set come back."""
    assert decode(encode(indexes)) == indexes


@given(st.frozensets(st.integers(0, SIZE - 1), min_size=1, max_size=5))
def test_bit_order_is_that_of_others(indexes: frozenset[int]) -> None:
    """Index 0 is the left-most bit, also for a foreign implementation."""
    bits = decode_bitstring(encode(indexes))
    assert all(get_status_bit(bits, index) == 1 for index in indexes)
    assert sum(byte.bit_count() for byte in bits) == len(indexes)


def test_list_of_the_specification(vectors: Path) -> None:
    """The empty list printed in the specification is read, and has 131,072 bits."""
    for example in json.loads((vectors / "bitstring/vectors.json").read_bytes())["lists"]:
        assert decode(example["encodedList"]) == frozenset(example["set"])
        assert example["entries"] == SIZE


def test_lists_of_1edtech(vectors: Path) -> None:
    """The list that 1EdTech's validator uses in its tests is read."""
    text = (vectors / "obv3/validator-fixtures/bit-string-list/testlist").read_text()
    assert set_bits(json.loads(text))


def test_bits_are_compared_not_bytes() -> None:
    """Another gzip header, or another level, is the same list."""
    bits = bytearray(SIZE // 8)
    bits[0] = 0b0100_0001
    packed = gzip.compress(bytes(bits), 1, mtime=1_700_000_000)
    other = "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
    assert other != encode([1, 7])
    assert decode(other) == decode(encode([1, 7])) == {1, 7}


def test_printing_is_deterministic() -> None:
    """No clock enters the gzip header."""
    packed = base64.urlsafe_b64decode(encode([5]).removeprefix("u") + "==")
    assert packed[4:8] == bytes(4)
    assert encode([5, 9]) == encode([9, 5, 9])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H4sI",
        "u",
        "u!!!!",
        "uAAAA",
        encode([]).removeprefix("u"),
        encode([])[:-8],
        printed(bytes(SIZE // 8 - 1)),
        printed(bytes(1 << 21)),
    ],
)
def test_damaged_lists_are_refused(text: str) -> None:
    """Another alphabet, a cut stream, a short list or a bomb is an error."""
    with pytest.raises(ValueError, match=r"list|gzip"):
        decode(text)


@pytest.mark.parametrize("document", [None, {}, {"credentialSubject": {"encodedList": 1}}])
def test_other_documents_are_no_status_lists(document: object) -> None:
    """A document without an encoded list is an error."""
    with pytest.raises(ValueError, match="list"):
        set_bits(document)


@pytest.mark.parametrize("index", [-1, SIZE])
def test_indexes_outside_the_list_are_refused(index: int) -> None:
    """There are exactly SIZE places."""
    with pytest.raises(ValueError, match="status index"):
        encode([index])
    with pytest.raises(ValueError, match="status index"):
        status_entry("https://demo.invalid/", index)


def test_the_credential() -> None:
    """Exactly the form that verifiers accept: one context, a plain issuer, one purpose, no end."""
    site = "https://demo.invalid/registry/"
    document = status_list(site, "did:web:demo.invalid:registry", [3], "2026-03-01T08:00:00Z")
    assert document == {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": site + "status/revocation.json",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:web:demo.invalid:registry",
        "validFrom": "2026-03-01T08:00:00Z",
        "credentialSubject": {
            "id": site + "status/revocation.json#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode([3]),
        },
    }
    canonize(document)  # nothing of it would be dropped
    assert set_bits(document) == {3}
