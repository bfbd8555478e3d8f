"""A proof that stands alone: which entry of which log, the way to its root, and a checkpoint.

    c2sp.org/tlog-proof@v1
    extra c2FsdC1vZi0zMi1ieXRlcy1pbi1iYXNlNjQtaGVyZS4=
    index 17
    gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
    B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=

    registry.example.org/log
    48
    sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

    — registry.example.org/log hI2DJw…

`extra` is left out where there is none. Ours holds the salt of a commitment: it is not signed,
and means something only once the commitment comes out.

Source: C2SP tlog-proof, Format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from registry.ledger.merkle import Proof
from registry.note.strict_base64 import parse_base64, print_base64

HEADER = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63  # a tree of 2^63 leaves
_HASH_BYTES = 32
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_EXTRA = "extra "


class LogProofMalformed(ValueError):
    """The bytes are no proof file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogProof:
    """The inclusion proof of the entry at `index`, against a signed checkpoint (its bytes)."""

    index: int
    hashes: Proof
    checkpoint: bytes
    extra: bytes | None = None


def print_log_proof(proof: LogProof) -> bytes:
    """Write a proof file. Raises LogProofMalformed if it could not be read back."""
    if len(proof.hashes) > MAX_HASHES or any(len(each) != _HASH_BYTES for each in proof.hashes):
        raise LogProofMalformed(f"a proof has at most {MAX_HASHES} hashes of {_HASH_BYTES} bytes")
    lines = [HEADER, f"index {proof.index}", *map(print_base64, proof.hashes)]
    if not _INDEX.fullmatch(lines[1]):
        raise LogProofMalformed(f"{proof.index} is no index")
    if proof.extra is not None:
        lines.insert(1, _EXTRA + print_base64(proof.extra))
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + proof.checkpoint


def parse_log_proof(data: bytes) -> LogProof:
    """Read a proof file; its checkpoint stays as it is. Raises LogProofMalformed."""
    head, separator, checkpoint = data.partition(b"\n\n")
    try:
        header, *lines = head.decode("ascii").split("\n")
        extra = None
        if lines and lines[0].startswith(_EXTRA):
            extra = parse_base64(lines.pop(0).removeprefix(_EXTRA))
        index = _INDEX.fullmatch(lines[0]) if lines else None
        hashes = tuple(map(parse_base64, lines[1:]))
    except ValueError as error:
        raise LogProofMalformed(f"not a proof file: {error}") from error
    if header != HEADER or not separator or index is None:
        raise LogProofMalformed(f"a proof file begins with {HEADER}, and has an index and hashes")
    proof = LogProof(index=int(index[1]), hashes=hashes, checkpoint=checkpoint, extra=extra)
    if print_log_proof(proof) != data:
        raise LogProofMalformed("not written as a proof file is")
    return proof
