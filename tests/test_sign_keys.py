"""Base58, Multikeys, seeds and who may sign for which origin."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from registry.sign import base58
from registry.sign.keys import (
    DEVELOPMENT_SEED,
    KeyRefused,
    Seed,
    derive,
    development_seed,
    format_seed,
    is_development_key,
    is_test_origin,
    parse_seed,
    require_allowed,
)
from registry.sign.multibase import (
    format_multikey,
    parse_multibase,
    parse_multikey,
)

REAL = Seed(origin="registry.example.org/log", secret=bytes(range(32)))


@given(st.binary(max_size=80))
def test_base58_round_trip(data: bytes) -> None:
    """Decoding what was encoded gives the bytes back, leading zeros included."""
    assert base58.decode(base58.encode(data)) == data


@pytest.mark.parametrize(
    ("text", "data"),
    [("2NEpo7TZRRrLZSi2U", b"Hello World!"), ("11233QC4", b"\0\0\x28\x7f\xb4\xcd"), ("", b"")],
)
def test_base58_examples_of_the_draft(text: str, data: bytes) -> None:
    """The examples of draft-msporny-base58 come out."""
    assert base58.encode(data) == text
    assert base58.decode(text) == data


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "a b", "é"])
def test_base58_refuses_letters_outside_the_alphabet(text: str) -> None:
    """Look-alikes are errors, not guesses."""
    with pytest.raises(ValueError, match="not a base58 letter"):
        base58.decode(text)


@given(st.binary(min_size=32, max_size=32))
def test_multikey_round_trip(public_key: bytes) -> None:
    """Every key of 32 bytes reads back from its Multikey, which begins with z6Mk."""
    text = format_multikey(public_key)
    assert text.startswith("z6Mk")
    assert parse_multikey(text) == public_key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",  # no multibase prefix
        "u7QE",  # base64url
        "zDnaeYYi3ZbrKcbZ4NrrSRZZAYUPiJCZyQCkKYtnqUvNLDZcu",  # a P-256 key
        "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbT",  # two letters short
    ],
)
def test_multikey_refuses_what_is_no_ed25519_key(text: str) -> None:
    """Another base, another curve or another length is an error."""
    with pytest.raises(ValueError, match=r"Multikey|multibase"):
        parse_multikey(text)


def test_multikey_of_the_w3c_key_pair(vectors: Path) -> None:
    """The public key derived from W3C's secret key prints as W3C prints it."""
    pair = json.loads((vectors / "w3c-vc-di-eddsa/TestVectors/keyPair.json").read_text())
    secret = pair.get("privateKeyMultibase") or pair["secretKeyMultibase"]
    seed = parse_multibase(secret)[2:34]
    assert format_multikey(bytes(SigningKey(seed).verify_key)) == pair["publicKeyMultibase"]


@given(
    st.from_regex(r"[a-z0-9.-]{1,30}(:[0-9]{2,4})?(/[a-z]{1,8})?", fullmatch=True),
    st.binary(min_size=32, max_size=32),
)
def test_seed_round_trip(origin: str, secret: bytes) -> None:
    """A seed reads back from its line of text, with a port in the origin too."""
    seed = Seed(origin=origin, secret=secret)
    assert parse_seed(format_seed(seed)) == seed


@given(st.data())
def test_a_mistyped_seed_is_refused(data: st.DataObject) -> None:
    """Any one changed character of the line is noticed."""
    text = format_seed(REAL)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126).filter(text[place].__ne__))
    with pytest.raises(KeyRefused):
        parse_seed(text[:place] + other + text[place + 1 :])


def test_errors_and_reprs_never_show_the_secret() -> None:
    """Neither the message for a mistyped seed nor the repr of a seed holds the secret."""
    text = format_seed(REAL)
    encoded = text.split(":")[2]
    with pytest.raises(KeyRefused) as caught:
        parse_seed(text[:-1] + "x")
    assert encoded not in str(caught.value)
    assert str(REAL.secret) not in repr(REAL)


def test_derivation_is_hkdf() -> None:
    """Keys are HKDF-SHA256 with salt `sealbook/v1`, as the library `cryptography` makes them."""
    hashes = pytest.importorskip("cryptography.hazmat.primitives.hashes")
    hkdf = pytest.importorskip("cryptography.hazmat.primitives.kdf.hkdf")
    for role in ("issuer", "log", "salt"):
        expected = hkdf.HKDF(hashes.SHA256(), 32, b"sealbook/v1", role.encode()).derive(REAL.secret)
        assert derive(REAL.secret, role) == expected  # type: ignore[arg-type]


def test_roles_have_different_keys() -> None:
    """Issuer and log never share a key."""
    assert bytes(REAL.key("issuer").verify_key) != bytes(REAL.key("log").verify_key)


def test_development_seed_is_public() -> None:
    """Anyone can compute it from its sentence."""
    sentence = b"sealbook DEVELOPMENT KEY - public, worthless, never trust"
    assert hashlib.sha256(sentence).digest() == DEVELOPMENT_SEED
    seed = development_seed("demo.invalid/log")
    assert is_development_key(bytes(seed.key("issuer").verify_key))
    assert is_development_key(bytes(seed.key("log").verify_key))


@pytest.mark.parametrize(
    ("origin", "test"),
    [
        ("demo.invalid/log", True),
        ("demo.INVALID", True),
        ("demo.invalid.:8080/log", True),
        ("invalid/log", False),
        ("demo.invalid.example/log", False),
        ("example.org/demo.invalid", False),
        ("notinvalid/log", False),
    ],
)
def test_a_test_origin_is_told_by_its_host(origin: str, *, test: bool) -> None:
    """Only a host that ends in .invalid counts, wherever else the word stands."""
    assert is_test_origin(origin) is test


def test_development_key_and_real_origins_never_meet() -> None:
    """The development key signs for .invalid only, and only it does."""
    with pytest.raises(KeyRefused, match=r"only for \.invalid"):
        development_seed("registry.example.org/log")
    with pytest.raises(KeyRefused, match="public"):
        Seed(origin="registry.example.org/log", secret=DEVELOPMENT_SEED).key("log")
    with pytest.raises(KeyRefused, match="only the development key"):
        Seed(origin="demo.invalid/log", secret=REAL.secret).key("issuer")
    REAL.key("issuer")


def test_verifiers_use_the_same_rule() -> None:
    """A public key alone tells whether it may stand for an origin."""
    development = bytes(development_seed("demo.invalid/log").key("log").verify_key)
    real = bytes(REAL.key("log").verify_key)
    require_allowed(origin="demo.invalid/log", public_key=development)
    require_allowed(origin="registry.example.org/log", public_key=real)
    with pytest.raises(KeyRefused):
        require_allowed(origin="registry.example.org/log", public_key=development)
    with pytest.raises(KeyRefused):
        require_allowed(origin="demo.invalid/log", public_key=real)
