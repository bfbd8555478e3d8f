"""The Merkle tree of a log and its proofs."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.merkle import (
    EMPTY_ROOT,
    Proof,
    ProofInvalid,
    Tree,
    leaf_hash,
    root_from_inclusion,
    verify_consistency,
    verify_inclusion,
)

# The leaves and roots of the reference implementation of RFC 6962.
LEAVES = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    bytes(range(0x50, 0x58)),
    bytes(range(0x60, 0x70)),
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

LARGEST = 256
HASHES = [leaf_hash(str(number).encode()) for number in range(LARGEST)]
TREE = Tree(HASHES)


def by_definition(hashes: list[bytes]) -> bytes:
    """The root as RFC 9162, 2.1.1, defines it: word for word, and slow."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    left, right = by_definition(hashes[:split]), by_definition(hashes[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def flipped(hash_: bytes) -> bytes:
    """A hash with one bit changed."""
    return bytes([hash_[0] ^ 1]) + hash_[1:]


def damaged(proof: Proof) -> list[Proof]:
    """A proof with a hash too few, one too many, and with a bit flipped in each hash."""
    flips = [(*proof[:i], flipped(proof[i]), *proof[i + 1 :]) for i in range(len(proof))]
    return [*flips, (*proof, EMPTY_ROOT), *([proof[:-1]] if proof else [])]


def test_roots_of_rfc_6962() -> None:
    """The reference roots of 1 to 8 leaves come out, also from the tree of all 8."""
    tree = Tree.of(LEAVES)
    for size, root in enumerate(ROOTS, 1):
        assert Tree.of(LEAVES[:size]).root().hex() == tree.root(size).hex() == root


def test_the_empty_tree() -> None:
    """Its root is the hash of nothing, and it proves nothing."""
    assert Tree([]).root() == TREE.root(0) == EMPTY_ROOT == hashlib.sha256(b"").digest()
    assert Tree([]).size == 0
    with pytest.raises(ValueError, match="no leaf 0"):
        Tree([]).inclusion_proof(0)


@given(st.integers(1, LARGEST), st.integers(1, LARGEST))
def test_a_tree_knows_its_earlier_roots(size: int, grown: int) -> None:
    """The root of each earlier size is what the definition says, whatever came after."""
    size, grown = sorted((size, grown))
    assert Tree(HASHES[:grown]).root(size) == by_definition(HASHES[:size])


def test_every_inclusion_proof_of_every_tree() -> None:
    """In all trees up to 256 leaves each proof leads to the root, and from no other index."""
    for size in range(1, LARGEST + 1):
        root = TREE.root(size)
        for index in range(size):
            proof = TREE.inclusion_proof(index, size)
            verify_inclusion(HASHES[index], index=index, size=size, proof=proof, root=root)
        assert TREE.inclusion_proof(size // 2, size) == Tree(HASHES[:size]).inclusion_proof(
            size // 2
        )


def test_every_consistency_proof_of_every_tree() -> None:
    """All trees up to 256 leaves are proved to be beginnings of the later ones."""
    for size in range(1, LARGEST + 1):
        for old in range(1, size + 1):
            verify_consistency(
                old=old,
                old_root=TREE.root(old),
                size=size,
                root=TREE.root(size),
                proof=TREE.consistency_proof(old, size),
            )


@given(st.data(), st.integers(1, LARGEST))
def test_a_damaged_inclusion_proof_fails(data: st.DataObject, size: int) -> None:
    """One bit of leaf, root or proof, a hash less or more, or another index: refused."""
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(-1, size).filter(lambda other: other != index))
    leaf, root, proof = HASHES[index], TREE.root(size), TREE.inclusion_proof(index, size)
    for leaf_, index_, root_, proof_ in [
        (flipped(leaf), index, root, proof),
        (leaf, other, root, proof),
        (leaf, index, flipped(root), proof),
        *((leaf, index, root, bad) for bad in damaged(proof)),
    ]:
        with pytest.raises(ProofInvalid):
            verify_inclusion(leaf_, index=index_, size=size, proof=proof_, root=root_)


@given(st.data(), st.integers(1, LARGEST))
def test_a_damaged_consistency_proof_fails(data: st.DataObject, size: int) -> None:
    """One bit of either root or of the proof, a hash less or more: refused."""
    old = data.draw(st.integers(1, size))
    old_root, root, proof = TREE.root(old), TREE.root(size), TREE.consistency_proof(old, size)
    for old_root_, root_, proof_ in [
        (flipped(old_root), root, proof),
        (old_root, flipped(root), proof),
        *((old_root, root, bad) for bad in damaged(proof)),
    ]:
        with pytest.raises(ProofInvalid):
            verify_consistency(old=old, old_root=old_root_, size=size, root=root_, proof=proof_)


def test_beginnings_that_need_no_proof() -> None:
    """A tree is a beginning of itself, and the empty one of all, with no hash to show for it."""
    root = TREE.root()
    verify_consistency(old=LARGEST, old_root=root, size=LARGEST, root=root, proof=())
    verify_consistency(old=0, old_root=EMPTY_ROOT, size=LARGEST, root=root, proof=())
    verify_consistency(old=0, old_root=EMPTY_ROOT, size=0, root=EMPTY_ROOT, proof=())
    for old, old_root, size, new_root, proof in [
        (0, root, LARGEST, root, ()),
        (0, EMPTY_ROOT, LARGEST, root, (root,)),
        (0, root, 0, root, ()),
        (LARGEST, root, LARGEST, root, (root,)),
        (LARGEST, root, LARGEST - 1, TREE.root(LARGEST - 1), ()),
        (-1, EMPTY_ROOT, 3, root, ()),
        (3, TREE.root(3), LARGEST, root, ()),
    ]:
        with pytest.raises(ProofInvalid):
            verify_consistency(old=old, old_root=old_root, size=size, root=new_root, proof=proof)


def test_a_leaf_is_no_node() -> None:
    """An inner node cannot be shown as an entry: the two are hashed apart."""
    left, right = HASHES[:2]
    with pytest.raises(ProofInvalid):
        verify_inclusion(leaf_hash(left + right), index=0, size=1, proof=(), root=TREE.root(2))


def test_questions_outside_the_tree_are_refused() -> None:
    """A size or an index that the tree has not raises at once."""
    for ask in (
        lambda: TREE.root(LARGEST + 1),
        lambda: TREE.root(-1),
        lambda: TREE.inclusion_proof(5, 5),
        lambda: TREE.inclusion_proof(-1),
        lambda: TREE.consistency_proof(0),
        lambda: TREE.consistency_proof(6, 5),
        lambda: root_from_inclusion(HASHES[0], index=1, size=1, proof=()),
    ):
        with pytest.raises(ValueError, match=r"tree"):
            ask()
