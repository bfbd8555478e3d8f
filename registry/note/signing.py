"""Signing and verifying notes with Ed25519: plain signatures, and cosignatures that state a time.

A plain signature covers the text of the note.
A cosignature by a witness covers two lines more, and carries the time as 8 bytes before the
signature proper:

    cosignature/v1
    time 1679315147
    example.com/behind-the-sofa
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

Source: C2SP signed-note, Signatures; C2SP tlog-cosignature, Ed25519 signed message.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from registry.note.note import Note, Signature
from registry.note.vkey import KeyType, VerifierKey

_SIGNATURE_BYTES = 64
_TIME_BYTES = 8
_MAX_TIME = 2**63 - 1


class NoteUnverified(ValueError):
    """No known key signed this note, or a signature in the name of a known key is wrong."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """A known key that signed a note; a cosigner also says when, in seconds since 1970."""

    key: VerifierKey
    cosigned_at: int | None = None


def verifier_key(name: str, key: SigningKey, key_type: KeyType = KeyType.ED25519) -> VerifierKey:
    """The public half of a signing key, under the name that it signs with."""
    return VerifierKey(name=name, public_key=bytes(key.verify_key), type=key_type)


def sign(text: str, *, name: str, key: SigningKey) -> Signature:
    """Sign the text of a note. Deterministic: the same key and text give the same bytes."""
    return Signature(
        name=name,
        key_id=verifier_key(name, key).key_id,
        value=key.sign(text.encode()).signature,
    )


def cosign(text: str, *, name: str, key: SigningKey, time: int) -> Signature:
    """Sign, as a witness, that this checkpoint was the newest at `time` (seconds since 1970).

    Raises ValueError for a time before 1970 or beyond 63 bits.
    """
    if not 0 <= time <= _MAX_TIME:
        raise ValueError(f"{time} is no time of a cosignature")
    signature = key.sign(_cosigned(text, time)).signature
    return Signature(
        name=name,
        key_id=verifier_key(name, key, KeyType.COSIGNATURE).key_id,
        value=time.to_bytes(_TIME_BYTES, "big") + signature,
    )


def verify_note(note: Note, keys: Iterable[VerifierKey]) -> tuple[Signer, ...]:
    """The known keys that signed a note, each once, in the order of their first lines.

    Signatures by unknown keys are ignored: so logs change keys and witnesses join.
    Raises NoteUnverified if there is no other, or if one that names a known key is wrong.
    """
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise NoteUnverified(f"two known keys of {key.name} share the ID {key.key_id.hex()}")
    signers: dict[VerifierKey, Signer] = {}
    for signature in note.signatures:
        found = known.get((signature.name, signature.key_id))
        if found is not None:
            signers.setdefault(found, _verify(note.text, signature, found))
    if not signers:
        raise NoteUnverified("no known key signed the note")
    return tuple(signers.values())


def _verify(text: str, signature: Signature, key: VerifierKey) -> Signer:
    value, message, time = signature.value, text.encode(), None
    if key.type is KeyType.COSIGNATURE:
        time, value = int.from_bytes(value[:_TIME_BYTES], "big"), value[_TIME_BYTES:]
        message = _cosigned(text, time)
    if len(value) != _SIGNATURE_BYTES or (time or 0) > _MAX_TIME:
        raise NoteUnverified(f"the signature of {key.name} is not as long as its type says")
    try:
        VerifyKey(key.public_key).verify(message, value)
    except BadSignatureError as error:
        raise NoteUnverified(f"the signature of {key.name} does not match the note") from error
    return Signer(key=key, cosigned_at=time)


def _cosigned(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()
