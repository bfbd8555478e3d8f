"""Proof files, and the checkpoints that they stand on."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from registry.ledger.checkpoint import LogRewritten, require_growth, sign_checkpoint
from registry.ledger.merkle import Tree, leaf_hash, verify_inclusion
from registry.ledger.proof import (
    HEADER,
    LogProof,
    LogProofMalformed,
    parse_log_proof,
    print_log_proof,
)
from registry.note.checkpoint import Checkpoint, open_checkpoint
from registry.note.signing import verifier_key

ORIGIN = "registry.example.org/log"
KEY = SigningKey(bytes(range(32)))
ENTRIES = [f"entry {number}".encode() for number in range(48)]
TREE = Tree.of(ENTRIES)
SIGNED = sign_checkpoint(Checkpoint(origin=ORIGIN, size=48, root=TREE.root()), KEY)
PROOF = LogProof(
    index=17, hashes=TREE.inclusion_proof(17), checkpoint=SIGNED, extra=bytes(range(32))
)
GOOD = print_log_proof(PROOF)

hashes = st.lists(st.binary(min_size=32, max_size=32), max_size=63).map(tuple)
proofs = st.builds(
    LogProof,
    index=st.integers(0, 10**19 - 1),
    hashes=hashes,
    checkpoint=st.binary(max_size=200),
    extra=st.none() | st.binary(max_size=100),
)


@given(proofs)
def test_proof_round_trip(proof: LogProof) -> None:
    """Reading a written proof gives the proof back, its checkpoint byte for byte."""
    assert parse_log_proof(print_log_proof(proof)) == proof


def test_a_proof_looks_as_specified() -> None:
    """Header, salt, index, hashes, an empty line, and the checkpoint as it was signed."""
    head, checkpoint = GOOD.split(b"\n\n", 1)
    lines = head.decode().split("\n")
    assert lines[:3] == [
        "c2sp.org/tlog-proof@v1",
        "extra AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "index 17",
    ]
    assert len(lines) == 3 + len(PROOF.hashes)
    assert checkpoint == SIGNED
    without = print_log_proof(dataclasses.replace(PROOF, extra=None)).decode()
    assert without.split("\n")[:2] == [HEADER, "index 17"]


def test_a_proof_proves() -> None:
    """Its hashes lead from the entry to the root of its checkpoint, which the log signed."""
    proof = parse_log_proof(GOOD)
    checkpoint, _ = open_checkpoint(
        proof.checkpoint, origin=ORIGIN, keys=[verifier_key(ORIGIN, KEY)]
    )
    verify_inclusion(
        leaf_hash(ENTRIES[17]),
        index=proof.index,
        size=checkpoint.size,
        proof=proof.hashes,
        root=checkpoint.root,
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        HEADER.encode() + b"\n\n",
        GOOD.replace(b"@v1", b"@v2"),
        GOOD.replace(b"\n\n", b"\n", 1),
        GOOD.replace(b"index 17", b"index 017"),
        GOOD.replace(b"index 17", b"index -1"),
        GOOD.replace(b"index 17", b"index " + b"9" * 5000),
        GOOD.replace(b"index 17", "index \N{ARABIC-INDIC DIGIT ONE}".encode()),
        GOOD.replace(b"index 17\n", b""),
        GOOD.replace(b"extra ", b"extra  "),
        GOOD.replace(b"extra AAEC", b"extra AAE"),
        GOOD.replace(b"extra ", b"extra QQ==\nextra "),
        GOOD.replace(b"=\n\n", b"\n\n"),
        GOOD.replace(b"=\n\n", b"=\nQUJD\n\n"),
        GOOD.replace(b"\n", b"\r\n"),
        print_log_proof(dataclasses.replace(PROOF, hashes=PROOF.hashes[:1] * 63)).replace(
            b"=\n\n", b"=\n" + b"A" * 43 + b"=\n\n"
        ),
    ],
)
def test_other_bytes_are_no_proofs(data: bytes) -> None:
    """Another version, spelling of a number, length of a hash or line end is refused."""
    with pytest.raises(LogProofMalformed):
        parse_log_proof(data)


def test_a_proof_that_could_not_be_read_is_not_written() -> None:
    """A hash of another length, a negative index, or more hashes than a tree is high."""
    for wrong in (
        dataclasses.replace(PROOF, hashes=(b"short",)),
        dataclasses.replace(PROOF, hashes=PROOF.hashes[:1] * 64),
        dataclasses.replace(PROOF, index=-1),
    ):
        with pytest.raises(LogProofMalformed):
            print_log_proof(wrong)


def test_the_same_key_signs_the_same_bytes() -> None:
    """A crash after the push is repaired by signing again: there are no two checkpoints."""
    checkpoint = Checkpoint(origin=ORIGIN, size=48, root=TREE.root())
    assert sign_checkpoint(checkpoint, KEY) == SIGNED


def test_a_log_that_grew_or_stayed_is_the_same_log() -> None:
    """Every earlier size of the tree passes, the present one included."""
    for size in range(49):
        earlier = Checkpoint(origin=ORIGIN, size=size, root=TREE.root(size))
        require_growth(TREE, origin=ORIGIN, earlier=earlier)


def test_a_log_that_was_rewritten_cut_or_swapped_is_refused() -> None:
    """One entry edited, the last one dropped, or the checkpoint of another log."""
    earlier = Checkpoint(origin=ORIGIN, size=40, root=TREE.root(40))
    edited = Tree.of([*ENTRIES[:3], b"edited", *ENTRIES[4:]])
    for tree, origin in ((edited, ORIGIN), (Tree.of(ENTRIES[:39]), ORIGIN), (TREE, "other/log")):
        with pytest.raises(LogRewritten):
            require_growth(tree, origin=origin, earlier=earlier)
