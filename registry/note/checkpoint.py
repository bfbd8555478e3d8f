"""A checkpoint: what a log commits to at one size, as the text of a signed note.

    registry.example.org/log
    48
    sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

Three lines: the origin (name of the log), the number of entries, base64 of the root hash.
Extension lines, which the specification discourages because no monitor can audit them, are
refused. The note about a policy file has the same form, so both are read by one parser.

Source: C2SP tlog-checkpoint, Note text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from registry.note.note import parse_note
from registry.note.signing import Signer, verify_note
from registry.note.strict_base64 import parse_base64, print_base64
from registry.note.vkey import VerifierKey, is_key_name

HASH_BYTES = 32
MAX_SIZE = 2**63 - 1


class CheckpointMalformed(ValueError):
    """The text is no checkpoint, or not one of this origin."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """The root hash (32 bytes) of the log called `origin` when it had `size` entries."""

    origin: str
    size: int
    root: bytes


def print_checkpoint(checkpoint: Checkpoint) -> str:
    """Write the text of a note. Raises CheckpointMalformed if it could not be read back.

    The origin must also do as the name of the key that signs.
    """
    if not is_key_name(checkpoint.origin):
        raise CheckpointMalformed(f"{checkpoint.origin!r} cannot be the name of a log")
    if not 0 <= checkpoint.size <= MAX_SIZE or len(checkpoint.root) != HASH_BYTES:
        raise CheckpointMalformed("a checkpoint has a size of 63 bits and a root of 32 bytes")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{print_base64(checkpoint.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a note. Raises CheckpointMalformed."""
    try:
        origin, size, root, end = text.split("\n")
        checkpoint = Checkpoint(origin=origin, size=int(size), root=parse_base64(root))
    except ValueError as error:
        raise CheckpointMalformed("a checkpoint is an origin, a size and a root hash") from error
    if end or print_checkpoint(checkpoint) != text:
        raise CheckpointMalformed(f"not written as a checkpoint is: {text[:200]!r}")
    return checkpoint


def open_checkpoint(
    data: bytes, *, origin: str, keys: Iterable[VerifierKey]
) -> tuple[Checkpoint, tuple[Signer, ...]]:
    """Read a signed checkpoint of a log, with those of the known keys that signed it.

    Raises NoteMalformed, NoteUnverified, or CheckpointMalformed if it is of another origin.
    """
    note = parse_note(data)
    signers = verify_note(note, keys)
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise CheckpointMalformed(f"a checkpoint of {checkpoint.origin!r}, not of {origin!r}")
    return checkpoint, signers
