"""The Merkle tree of a log: root hashes, proofs that an entry is in it, proofs that it only grew.

A tree of 7 leaves, and the inclusion proof of leaf 4 in it, [5, 6, left]:

                 root
          left         right
      .       .       .     6
     0 1     2 3     4 5

A proof is a tuple of hashes of 32 bytes, from the leaf upwards.

Source: RFC 9162, sections 2.1.1 to 2.1.4 (with SHA-256, the same as RFC 6962, 2.1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

Proof = tuple[bytes, ...]
EMPTY_ROOT = hashlib.sha256().digest()


class ProofInvalid(ValueError):
    """A proof does not lead to the root hash that it should."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry of the log."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbouring subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """The tree over some leaf hashes, which answers for every earlier size as well.

    All complete subtrees are hashed once, at the beginning: `rows[h][i]` is the one of height h
    over the leaves from i x 2^h. Incomplete ones stand at the right edge of some size; they are
    hashed when asked for, and remembered.
    """

    def __init__(self, leaf_hashes: Iterable[bytes]) -> None:
        """Hash all complete subtrees: as many hashes as there are leaves."""
        row = list(leaf_hashes)
        self._rows = [row]
        while len(row) > 1:
            row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
            self._rows.append(row)
        self._edges: dict[tuple[int, int], bytes] = {}

    @classmethod
    def of(cls, entries: Iterable[bytes]) -> Tree:
        """The tree over the entries of a log."""
        return cls(map(leaf_hash, entries))

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._rows[0])

    def row(self, height: int) -> Sequence[bytes]:
        """The hashes of all complete subtrees of a height; height 0 is the leaves."""
        return self._rows[height] if height < len(self._rows) else ()

    def root(self, size: int | None = None) -> bytes:
        """The root hash now, or when the log had `size` entries."""
        size = self._size(size)
        return self._hash(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> Proof:
        """The proof that a leaf is in the tree of a size. Raises ValueError where it is not."""
        size = self._size(size)
        if not 0 <= index < size:
            raise ValueError(f"there is no leaf {index} in a tree of {size}")
        start, end, above = 0, size, []
        while not _is_complete(end - start):
            middle = start + _split(end - start)
            if index < middle:
                above.append(self._hash(middle, end))
                end = middle
            else:
                above.append(self._hash(start, middle))
                start = middle
        height = (end - start).bit_length() - 1
        inside = [self._rows[h][(index >> h) ^ 1] for h in range(height)]
        return (*inside, *reversed(above))

    def consistency_proof(self, old: int, size: int | None = None) -> Proof:
        """The proof that the tree of `old` leaves is a beginning of the tree of a size.

        Raises ValueError unless 0 < old <= size.
        """
        size = self._size(size)
        if not 0 < old <= size:
            raise ValueError(f"a tree of {size} leaves did not grow out of one of {old}")
        start, end, above = 0, size, []
        while old < end:
            middle = start + _split(end - start)
            if old <= middle:
                above.append(self._hash(middle, end))
                end = middle
            else:
                above.append(self._hash(start, middle))
                start = middle
        # The verifier knows the old root; it needs the last subtree only if that is less.
        inside = [self._hash(start, end)] if start else []
        return (*inside, *reversed(above))

    def _size(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError(f"the tree has {self.size} leaves, not {size}")
        return size

    def _hash(self, start: int, end: int) -> bytes:
        """The hash over some leaves, cut as the tree of a size cuts them."""
        width = end - start
        if _is_complete(width):
            return self._rows[width.bit_length() - 1][start // width]
        if (start, end) not in self._edges:
            middle = start + _split(width)
            self._edges[start, end] = node_hash(self._hash(start, middle), self._hash(middle, end))
        return self._edges[start, end]


def root_from_inclusion(leaf: bytes, *, index: int, size: int, proof: Proof) -> bytes:
    """The root hash that an inclusion proof leads to (RFC 9162, 2.1.3.2).

    Raises ProofInvalid if the proof is too long or too short for its index and size.
    """
    if not 0 <= index < size:
        raise ProofInvalid(f"there is no leaf {index} in a tree of {size}")
    node, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofInvalid("the inclusion proof is too long")
        if node & 1 or node == last:
            root = node_hash(sibling, root)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofInvalid("the inclusion proof is too short")
    return root


def verify_inclusion(leaf: bytes, *, index: int, size: int, proof: Proof, root: bytes) -> None:
    """Raise ProofInvalid unless the leaf stands at this index of the tree with this root."""
    if root_from_inclusion(leaf, index=index, size=size, proof=proof) != root:
        raise ProofInvalid(f"the inclusion proof of leaf {index} leads to another root")


def verify_consistency(*, old: int, old_root: bytes, size: int, root: bytes, proof: Proof) -> None:
    """Raise ProofInvalid unless the tree of `old` leaves is a beginning of the other.

    The empty tree is a beginning of every tree and needs no proof.
    """
    if not 0 <= old <= size:
        raise ProofInvalid(f"a log of {size} entries did not grow out of one of {old}")
    if old == size:
        consistent = not proof and old_root == root and (size > 0 or root == EMPTY_ROOT)
    elif old == 0:
        consistent = not proof and old_root == EMPTY_ROOT
    else:
        consistent = _roots_from_consistency(old, old_root, size, proof) == (old_root, root)
    if not consistent:
        raise ProofInvalid("the logs are not consistent: the earlier one was rewritten")


def _roots_from_consistency(
    old: int, old_root: bytes, size: int, proof: Proof
) -> tuple[bytes, bytes]:
    """Both root hashes that a consistency proof leads to (RFC 9162, 2.1.4.2)."""
    hashes = (old_root, *proof) if _is_complete(old) else proof
    if not hashes:
        raise ProofInvalid("the consistency proof is too short")
    node, last = old - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    before = after = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            raise ProofInvalid("the consistency proof is too long")
        if node & 1 or node == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofInvalid("the consistency proof is too short")
    return before, after


def _is_complete(width: int) -> bool:
    return width & (width - 1) == 0


def _split(width: int) -> int:
    """The largest power of two below a width."""
    return 1 << ((width - 1).bit_length() - 1)
