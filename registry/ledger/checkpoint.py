"""The checkpoints of this log: signing the newest, and holding the log to earlier ones."""

from __future__ import annotations

from nacl.signing import SigningKey

from registry.ledger.fold import LogState
from registry.ledger.merkle import Tree
from registry.note.checkpoint import Checkpoint, print_checkpoint
from registry.note.note import Note, print_note
from registry.note.signing import sign


class LogRewritten(ValueError):
    """The log does not begin with what an earlier checkpoint committed to."""


def checkpoint_of(state: LogState, tree: Tree) -> Checkpoint:
    """What a log commits to. As `fold` wants it, its last entry is a seal."""
    assert state.size == tree.size
    return Checkpoint(origin=state.genesis.origin, size=tree.size, root=tree.root())


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> bytes:
    """The signed note, by a key that is called like the log. Deterministic (RFC 8032).

    Sign nothing that was not pushed: two checkpoints of one log must never contradict each other.
    """
    text = print_checkpoint(checkpoint)
    return print_note(Note(text=text, signatures=(sign(text, name=checkpoint.origin, key=key),)))


def require_growth(tree: Tree, *, origin: str, earlier: Checkpoint) -> None:
    """Raise LogRewritten unless a log is the same as at an earlier checkpoint, or grew since."""
    if earlier.origin != origin:
        raise LogRewritten(f"the checkpoint is of {earlier.origin}, the log of {origin}")
    if earlier.size > tree.size:
        raise LogRewritten(f"the log has {tree.size} entries; it had {earlier.size}")
    if tree.root(earlier.size) != earlier.root:
        raise LogRewritten(f"the first {earlier.size} entries are not those that were signed")
