"""The drill: a seed is stolen, and what the thief signs counts for nothing once it is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest

from registry.openbadge.did import did_document
from registry.sign.keys import Seed
from registry.sign.multibase import format_multikey
from registry.sign.policy import published_keys
from registry.sign.succession import compromised, with_seed, without_old_keys
from registry.verify.bundle import Bundle, SignedPolicy, print_bundle
from registry.verify.verdict import Verdict
from registry.verify.verify import verify_bundle
from tests.real_keys import root_vkey
from tests.seal_world import World
from tests.small_registry import ID, NEWER

ORIGIN = "odpg.example/sealbook"
SECOND, THIRD = (Seed(origin=ORIGIN, secret=bytes([number]) * 32) for number in (2, 3))
BY_SECOND = "MVBP1EE1EDQ42"
BY_THIRD = "QM4NVDKHDFDMC"
FORGED = "NJ9B3038BYPTW"
assert BY_SECOND == NEWER


class Drill(NamedTuple):
    """The registry as it is when the theft is noticed, and what the thief made meanwhile."""

    world: World
    saved: Bundle
    late: Bundle
    early: Bundle
    edition: Bundle


@pytest.fixture
def drill() -> Drill:
    """A registry that was rotated once; then its second seed is stolen.

    The thief forges a credential on the newest log, one on an earlier log, and an edition of ours.
    """
    world = World()
    world.seal()
    world.adopt(with_seed(world.following(), SECOND, at=len(world.ledger.entries)))
    world.seal()
    world.keys = replace(world.keys, seed=SECOND)
    earlier = world.copy()
    world.say_also(BY_SECOND)
    world.seal()
    world.adopt(without_old_keys(world.following(), at=len(world.ledger.entries)))
    world.seal()
    late, early, edition = world.copy(), earlier, world.copy()
    for thief in (late, early):
        thief.say_also(FORGED, holder="Mallory")
        thief.seal()
    edition.say(
        "corrected: 2026-06-02, fields: [holder], reason: issued-in-error", holder="Mallory"
    )
    edition.seal()
    return Drill(
        world=world,
        saved=world.bundle(ID),
        late=late.bundle(FORGED),
        early=early.bundle(FORGED),
        edition=edition.bundle(ID),
    )


def withdraw(world: World, at: int) -> None:
    """`key compromise`: a policy that the root signs, a new seed, and the next seal."""
    policy = compromised(world.following(), at=at)
    world.adopt(with_seed(policy, THIRD, at=at), THIRD)
    world.say_also(BY_THIRD)
    world.seal()


def judged(world: World, bundle: Bundle, *, online: bool = True, seen: int = 0) -> Verdict:
    """What a verifier says who trusts the root; online it knows the live log of the registry."""
    size = int(bundle.proof.partition("\n\n")[2].split("\n")[1])
    tree, live = world.ledger.tree, len(world.ledger.entries)
    grown = tree.consistency_proof(size, live) if size < live else ()
    return verify_bundle(
        print_bundle(bundle),
        pinned_roots=(root_vkey(ORIGIN),),
        origin=ORIGIN,
        now=world.now + timedelta(hours=1),
        live_checkpoint=world.live if online else None,
        consistency=grown if online else None,
        seen_policy=seen,
    )


def refreshed(world: World, bundle: Bundle) -> Bundle:
    """The bundle with all policies that there are by now."""
    policies = tuple(
        SignedPolicy(policy=signed.content.decode(), note=signed.note.decode())
        for signed in world.keys.policies
    )
    return replace(bundle, policies=policies)


def test_after_a_rotation_old_and_new_verify(drill: Drill) -> None:
    """The retired key still vouches for what it signed; a saved copy is only not the newest."""
    world = drill.world
    assert judged(world, world.bundle(ID)).kind == "valid"
    assert judged(world, world.bundle(BY_SECOND)).kind == "valid"
    world.seal(heartbeat=True)
    assert judged(world, drill.saved).step == "behind"


def test_while_nobody_knows_only_the_live_log_tells(drill: Drill) -> None:
    """The honest gap: offline, a forgery on a forked log is told from nothing.

    Online it is: the live log and that of the forgery are not one.
    """
    for forged in (drill.late, drill.early, drill.edition):
        assert judged(drill.world, forged, online=False).step == "offline"
        assert judged(drill.world, forged).kind == "invalid"
        assert judged(drill.world, forged).step == "live"


def test_after_the_theft_is_known_the_forgeries_are_refused(drill: Drill) -> None:
    """With the new policy, at whatever size the log was forked, online and offline."""
    world = drill.world
    withdraw(world, len(world.ledger.entries))
    for forged in (drill.late, drill.early, drill.edition):
        for online in (True, False):
            verdict = judged(world, refreshed(world, forged), online=online)
            assert (verdict.kind, verdict.step) == ("invalid", "checkpoint")
            remembered = judged(world, forged, online=online, seen=4)
            assert (remembered.kind, remembered.step) == ("invalid", "seen")
        hidden = judged(world, forged)  # it knows no key that signed the live log
        assert (hidden.kind, hidden.step) == ("unknown", "offline")


def test_what_was_signed_before_the_theft_verifies(drill: Drill) -> None:
    """In fresh bundles: by the older key, by the stolen one before its end, and by the new one."""
    world = drill.world
    withdraw(world, len(world.ledger.entries))
    for record_id in (ID, BY_SECOND, BY_THIRD):
        verdict = judged(world, world.bundle(record_id))
        assert (verdict.kind, verdict.proof_checked) == ("valid", True), verdict
    assert world.ledger.records[BY_SECOND].multikey == key_of(SECOND)
    # A saved copy carries a checkpoint of the stolen key: with the new policy it must be fetched.
    assert judged(world, drill.saved, online=False).step == "offline"
    assert judged(world, refreshed(world, drill.saved)).step == "checkpoint"


def test_what_the_stolen_key_added_to_our_own_log_is_void(drill: Drill) -> None:
    """Whoever could push to the ledger too: the entry stays, revoked, and its key is void there."""
    world, size = drill.world, len(drill.world.ledger.entries)
    thief = world.copy()
    thief.say_also(FORGED, holder="Mallory")
    thief.seal()
    world.ledger, world.now = thief.ledger, thief.now
    forged = world.ledger.records[FORGED]
    withdraw(world, size)
    assert world.ledger.state.states[forged.index] == "revoked"
    with_record = replace(world.ledger, records={**world.ledger.records, FORGED: forged})
    world.ledger = with_record
    verdict = judged(world, world.bundle(FORGED))
    assert (verdict.kind, verdict.step) == ("invalid", "key")
    for record_id in (ID, BY_SECOND, BY_THIRD):
        assert judged(world, world.bundle(record_id)).kind == "valid"


def test_what_was_ours_after_the_theft_is_sealed_again(drill: Drill) -> None:
    """If the end of the key is set too early, the next seal repairs it by itself."""
    world = drill.world
    index = world.ledger.records[BY_SECOND].index
    withdraw(world, index)
    again = world.ledger.records[BY_SECOND]
    assert again.index > index
    assert again.multikey == key_of(THIRD)
    assert judged(world, world.bundle(BY_SECOND)).kind == "valid"


def test_rekey_for_verifiers_that_know_only_the_keys_in_force(drill: Drill) -> None:
    """The stolen key leaves did.json; what it had signed is signed by one that is there."""
    world = drill.world
    withdraw(world, len(world.ledger.entries))
    listed = did_document("did:web:cert.odpg.example", published_keys(world.policy))
    assert key_of(SECOND) not in str(listed)
    assert key_of(THIRD) in str(listed)
    world.seal(rekey=True)
    assert world.ledger.records[BY_SECOND].multikey == key_of(THIRD)
    assert world.ledger.records[ID].multikey not in (key_of(SECOND), key_of(THIRD))
    for record_id in (ID, BY_SECOND, BY_THIRD):
        assert judged(world, world.bundle(record_id)).kind == "valid"


def key_of(seed: Seed) -> str:
    """The Multikey of a seed's issuer key."""
    return format_multikey(bytes(seed.key("issuer").verify_key))
