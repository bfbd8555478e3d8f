"""What a verifier remembers of a log, so that nobody can show it an older or another one.

{"origin":"registry.example.org/log","policy":2,"root":"<base64>","roots":["…"],"size":48,
 "threshold":1,"v":1}
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from registry.ledger.merkle import Tree
from registry.note.strict_base64 import parse_base64, print_base64

_FORMAT = 1


class Forked(ValueError):
    """A log is not the one that was seen before, or not all of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """The newest checkpoint and policy number that were seen, and the root keys they hang on."""

    origin: str
    roots: tuple[str, ...]
    threshold: int
    policy: int
    size: int
    root: str  # base64

    def require_growth(self, tree: Tree, policy: int) -> None:
        """Raise Forked unless a log is the one remembered, or what has grown from it."""
        if policy < self.policy:
            raise Forked(f"policy {policy}; {self.policy} was seen before")
        if tree.size < self.size:
            raise Forked(f"the log has {tree.size} entries; {self.size} were seen before")
        if tree.root(self.size) != parse_base64(self.root):
            raise Forked(f"the first {self.size} entries are not those that were seen before")


def remember(
    *, origin: str, roots: tuple[str, ...], threshold: int, policy: int, size: int, root: bytes
) -> Memory:
    """A memory of a log that was verified; `root` is the hash of the whole tree."""
    return Memory(
        origin=origin,
        roots=roots,
        threshold=threshold,
        policy=policy,
        size=size,
        root=print_base64(root),
    )


def print_memory(memory: Memory) -> bytes:
    """Write a memory."""
    return json.dumps({**asdict(memory), "v": _FORMAT}, sort_keys=True, indent=2).encode() + b"\n"


def parse_memory(data: bytes) -> Memory:
    """Read a memory. Raises ValueError."""
    content = json.loads(data)
    if not isinstance(content, dict) or content.pop("v", None) != _FORMAT:
        raise ValueError("this is no memory of a log")
    try:
        memory = Memory(**{**content, "roots": tuple(content["roots"])})
        parse_base64(memory.root)
    except (TypeError, KeyError) as error:
        raise ValueError(f"this is no memory of a log: {error}") from error
    return memory
