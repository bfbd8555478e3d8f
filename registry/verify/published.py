"""A log as a site publishes it: policies, checkpoint and entries, each held against the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from registry.ledger.fold import LogState, fold
from registry.ledger.merkle import Tree
from registry.ledger.tiles import parse_log
from registry.note.checkpoint import Checkpoint, open_checkpoint
from registry.note.vkey import parse_vkey, print_vkey
from registry.sign.chain import SignedPolicy, verify_chain
from registry.sign.policy import Policy, log_key_valid

# Gives the bytes at a path below the site's address, or None where nothing is served.
Read = Callable[[str], bytes | None]

_MAX_POLICIES = 1_000


class LogRefused(ValueError):
    """What is served is not the log that the pinned root keys vouch for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedLog:
    """A log that was read whole, and found to be what its signed checkpoint says."""

    policy: Policy
    checkpoint: Checkpoint
    signed: bytes
    entries: tuple[bytes, ...]
    tree: Tree
    state: LogState


def read_policies(read: Read) -> tuple[SignedPolicy, ...]:
    """Every policy that a site publishes, from number 1 on."""
    found: list[SignedPolicy] = []
    while len(found) < _MAX_POLICIES:
        number = len(found) + 1
        content, note = read(f"log/policy/{number}.json"), read(f"log/policy/{number}.note")
        if content is None or note is None:
            break
        found.append(SignedPolicy(content=content, note=note))
    return tuple(found)


def read_log(
    read: Read, *, pinned_roots: Sequence[str], threshold: int, origin: str, known: int = 0
) -> PublishedLog:
    """Read a whole log and hold it against the pinned root keys.

    `known` is the highest policy number seen before.
    Raises LogRefused, PolicyRefused, or another ValueError of the format that is broken.
    """
    policies = read_policies(read)
    policy = verify_chain(
        policies, pinned_roots=pinned_roots, threshold=threshold, origin=origin, known=known
    )
    signed = read("log/checkpoint")
    if signed is None:
        raise LogRefused("there is no checkpoint")
    keys = [parse_vkey(key.vkey) for key in policy.log_keys]
    checkpoint, signers = open_checkpoint(signed, origin=origin, keys=keys)
    if not any(log_key_valid(policy, print_vkey(s.key), checkpoint.size) for s in signers):
        raise LogRefused(f"no key that signed is good for a log of {checkpoint.size} entries")
    entries = tuple(parse_log(checkpoint.size, lambda path: read(f"log/{path}")))
    tree = Tree.of(entries)
    if tree.root() != checkpoint.root:
        raise LogRefused("the entries that are served are not those of the checkpoint")
    state = fold(entries)
    if state.genesis.origin != origin:
        raise LogRefused(f"the log calls itself {state.genesis.origin}, not {origin}")
    if policy.n != state.policy:
        raise LogRefused(f"the log is at policy {state.policy}, and {policy.n} are published")
    return PublishedLog(
        policy=policy,
        checkpoint=checkpoint,
        signed=signed,
        entries=entries,
        tree=tree,
        state=state,
    )
