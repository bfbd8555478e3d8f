"""Sealing in memory: what each seal appends, and everything that it refuses."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from registry.ledger.checkpoint import LogRewritten
from registry.ledger.commitment import commit
from registry.ledger.entries import (
    Entry,
    Erase,
    Genesis,
    Issue,
    Policy,
    Seal,
    Standard,
    Status,
    parse_entry,
)
from registry.ledger.files import LedgerDamaged
from registry.ledger.ledger import Ledger
from registry.load import document_of
from registry.openbadge.did import did_bytes
from registry.records.build import build
from registry.records.registry import Entry as RecordEntry
from registry.records.registry import Registry
from registry.seal.plan import plan
from registry.seal.seal import ClockBehind, append, checkpointed
from registry.seal.signer import Signer
from registry.sign.canonical import canonize
from registry.sign.chain import SignedPolicy
from registry.sign.keys import DEVELOPMENT_SEED, KeyRefused, Seed
from registry.sign.policy import PolicyRefused, published_keys
from registry.sign.rdfc import verify
from registry.sign.succession import compromised, with_seed, without_old_keys
from tests.real_keys import signed
from tests.seal_world import DAY, World
from tests.small_registry import (
    AS_OF,
    ID,
    NEWER,
    SETTINGS,
    SOURCE,
    credential,
    drawn,
    registry_of,
    sealed_by,
    with_erased,
)

LATER = AS_OF + DAY
SUSPENDED = "suspended: 2026-03-01, reason: conduct, decision: 2026-02-01-x, review: 2026-09-01"
REINSTATED = "reinstated: 2026-04-01, decision: 2026-03-01-x"
REVOKED = "revoked: 2026-05-01, reason: conduct, decision: 2026-04-01-x"
REPLACED = f"replaced: 2026-05-01, by: {NEWER}"
RENEWED = "renewed: 2026-06-01, assessment: NJ9B3038BYPTW"
CORRECTED = "corrected: 2026-06-02, fields: [holder], reason: issued-in-error"
ALUMNI = "alumni: 2026-07-01"
OTHER_SEED = Seed(origin="odpg.example/sealbook", secret=b"\5" * 32)


@pytest.fixture
def world() -> World:
    """The registry after its first seal, with a real key."""
    found = World()
    found.seal()
    return found


def kinds(entries: Sequence[Entry]) -> list[str]:
    """What was appended, in words: changes of status by what they say."""
    return [
        entry.to if isinstance(entry, Status) else type(entry).__name__.lower() for entry in entries
    ]


@pytest.mark.parametrize("test", [False, True], ids=["real key", "public key"])
def test_the_first_seal(test: bool) -> None:
    """Genesis, policy, standards, credentials, and a seal over all that is published."""
    world = World(test=test)
    genesis, policy, fellow, practitioner, issue, seal = world.seal()
    assert genesis == Genesis(origin=world.keys.address.origin, time=world.now)
    content = world.keys.policies[0].content
    assert policy == Policy(number=1, sha256=hashlib.sha256(content).hexdigest())
    assert isinstance(fellow, Standard)
    assert isinstance(practitioner, Standard)
    assert [(fellow.id, fellow.version), (practitioner.id, practitioner.version)] == [
        ("data-fellow", "1.0"),
        ("data-practitioner", "2.1"),
    ]
    salt = base64.urlsafe_b64decode(world.record.salt + "=")
    assert issue == Issue(commitment=commit(salt, world.record.credential))
    did = did_bytes(world.keys.address.did, published_keys(world.policy))
    digests = json.dumps(sorted([fellow.sha256, practitioner.sha256]), separators=(",", ":"))
    assert world.ledger.status_list is not None
    assert seal == Seal(
        did=hashlib.sha256(did).hexdigest(),
        policy=1,
        source=SOURCE,
        standards=hashlib.sha256(digests.encode()).hexdigest(),
        revocation=hashlib.sha256(world.ledger.status_list).hexdigest(),
        time=world.now,
    )
    assert (world.record.index, world.record.history) == (4, 0)
    assert list(world.ledger.checkpoints) == [6]
    key = bytes(world.keys.seed.key("issuer").verify_key)
    verify(dict(world.record.credential), key, canonize)


def test_a_second_seal_with_nothing_new(world: World) -> None:
    """The ledger stays as it is, and nothing is signed."""
    sealed = world.append()
    assert sealed.ledger == world.ledger
    assert (sealed.issued, sealed.signatures) == ((), 0)


def test_a_new_record(world: World) -> None:
    """Only what is new is signed and logged; the list is not signed again."""
    before = world.ledger
    world.registry = registry_of({ID: credential(), NEWER: credential(holder="Ana")})
    sealed = world.append()
    assert sealed.issued == (NEWER,)
    assert sealed.signatures == 1
    assert kinds([parse_entry(entry) for entry in sealed.ledger.entries[6:]]) == ["issue", "seal"]
    assert sealed.ledger.entries[:6] == before.entries
    assert sealed.ledger.records[ID] == before.records[ID]
    assert sealed.ledger.status_list == before.status_list


EVENTS = [
    ([SUSPENDED], ["suspended"]),
    ([SUSPENDED, REINSTATED], ["suspended", "active"]),
    ([SUSPENDED, REVOKED], ["suspended", "revoked"]),
    ([REPLACED], ["replaced"]),
    ([RENEWED], ["issue"]),
    ([CORRECTED], ["issue"]),
    ([RENEWED, CORRECTED], ["issue", "issue"]),
    ([ALUMNI], []),
    ([SUSPENDED, REINSTATED, RENEWED, CORRECTED], ["suspended", "active", "issue", "issue"]),
    ([SUSPENDED, CORRECTED], ["suspended", "issue", "suspended"]),
    ([SUSPENDED, CORRECTED, REINSTATED], ["suspended", "issue", "suspended", "active"]),
    ([REVOKED, CORRECTED], ["revoked", "issue", "revoked"]),
    ([REPLACED, CORRECTED], ["replaced", "issue", "replaced"]),
    ([REPLACED, REVOKED], ["replaced", "revoked"]),
]


@pytest.mark.parametrize(("history", "expected"), EVENTS)
def test_events_become_entries_in_their_order(
    world: World, history: list[str], expected: list[str]
) -> None:
    """One batch, one entry for each event; of an event that only shows there is none."""
    world.say(*history)
    added = kinds(world.seal()) if expected else kinds(())
    assert added == ([*expected, "seal"] if expected else [])
    assert world.append().ledger == world.ledger


@pytest.mark.parametrize(("history", "expected"), EVENTS)
def test_events_before_the_first_seal_follow_the_edition(
    history: list[str], expected: list[str]
) -> None:
    """The record is sealed without its events, and these come after it."""
    world = World()
    world.say(*history)
    assert kinds(world.seal())[4:] == ["issue", *expected, "seal"]


@pytest.mark.parametrize(("history", "expected"), EVENTS)
def test_events_one_seal_at_a_time(world: World, history: list[str], expected: list[str]) -> None:
    """The log says the same as if all had come at once, but for the seals between."""
    added: list[str] = []
    for number in range(1, len(history) + 1):
        world.say(*history[:number])
        if plan(world.registry, world.ledger, world.keys.policies, AS_OF.date()):
            added += kinds(world.seal())[:-1]
    assert added == expected
    state = world.ledger.state.states[world.record.index]
    assert (world.record.status_index in world.bits) == (state != "active")


def test_a_new_edition_replaces_the_old_one(world: World) -> None:
    """Same ID, same bit; a new salt, a new proof, and the index of the edition before."""
    old = world.record
    world.say(CORRECTED, holder="Maya Okonkwo")
    issue, _ = world.seal(created=LATER)
    assert isinstance(issue, Issue)
    assert issue.replaces == old.index
    new = world.record
    assert new.index == 6
    assert new.credential["id"] == old.credential["id"]
    assert new.status_index == old.status_index
    assert new.salt != old.salt
    assert new.history == 1
    assert "Maya Okonkwo-Lindqvist" not in json.dumps(new.credential)
    assert new.credential["proof"]["created"] == "2026-11-24T06:00:00Z"


def test_an_edition_has_what_was_true_of_it() -> None:
    """Where several come at once, each ends when it would have ended by then."""
    world = World()
    world.say(RENEWED.replace("2026-06-01", "2028-12-01"))
    world.now = datetime.fromisoformat("2029-01-01T06:00:00+00:00")
    first, second = [entry for entry in world.seal() if isinstance(entry, Issue)]
    assert first.replaces is None
    assert second.replaces == 4
    assert world.record.credential["validUntil"] == "2032-02-29T11:59:59Z"


def test_a_withdrawn_name_leaves_also_what_was_revoked(world: World) -> None:
    """A correction is sealed in every state, and changes none."""
    world.say(REVOKED)
    world.seal()
    assert world.record.status_index in world.bits
    world.say(
        REVOKED,
        CORRECTED.replace("holder", "holder, withheld, consent"),
        holder=None,
        consent=None,
        withheld="sha256$" + "1" * 64,
    )
    world.seal()
    assert world.ledger.state.states[world.record.index] == "revoked"
    assert world.record.status_index in world.bits
    assert b"Maya" not in b"".join(
        json.dumps(record.credential).encode() for record in world.ledger.records.values()
    )


def test_the_list_is_signed_again_only_if_a_bit_or_the_key_changed(world: World) -> None:
    """Its bytes stay through renewals and new standards; a bit or another key makes a new one."""
    first = world.ledger.status_list
    world.say(RENEWED)
    world.seal()
    assert world.ledger.status_list == first
    world.say(RENEWED, SUSPENDED.replace("2026-03", "2026-07"))
    world.seal()
    second = world.ledger.status_list
    assert second != first
    assert world.bits == {world.record.status_index}
    world.adopt(with_seed(world.following(), OTHER_SEED, at=8))
    world.seal()
    assert world.ledger.status_list == second
    world.keys = replace(world.keys, seed=OTHER_SEED)
    world.seal(heartbeat=True)
    assert world.ledger.status_list != second
    assert world.bits == {world.record.status_index}


def test_a_heartbeat(world: World) -> None:
    """It seals where nothing is new, and signs the list again; no credential is touched."""
    before = world.ledger
    assert kinds(world.seal(heartbeat=True)) == ["seal"]
    assert world.ledger.records == before.records
    assert world.ledger.status_list != before.status_list


def test_an_erasure(world: World) -> None:
    """The record goes, with its salt and digests; the log keeps one line, and what it had."""
    before, index = world.ledger, world.record.index
    world.registry = with_erased({}, ID)
    assert world.seal() == (Erase(ref=index), parse_entry(world.ledger.entries[-1]))
    assert world.ledger.records == {}
    assert world.ledger.entries[: len(before.entries)] == before.entries
    assert world.append().ledger == world.ledger


@pytest.mark.parametrize(("event", "stays"), [(REVOKED, True), (SUSPENDED, True), (RENEWED, False)])
def test_an_erasure_leaves_the_bit_as_it_is(world: World, event: str, stays: bool) -> None:
    """Copies of what was revoked do not come back to life; the bit is never given out again."""
    world.say(event)
    world.seal()
    bit = world.record.status_index
    world.registry = with_erased({}, ID)
    world.seal()
    assert (bit in world.bits) == stays
    world.registry = with_erased({NEWER: credential()}, ID)
    taken = iter([bit.to_bytes(4, "big"), b"\0\0\0\7"])
    signer = replace(
        world.keys.signer,
        draw=lambda label, count: next(taken) if "status" in label else drawn(label, count),
    )
    sealed = append(
        world.registry,
        world.ledger,
        signer,
        world.keys.policies,
        now=world.now + DAY,
        source=SOURCE,
    )
    assert sealed.ledger.records[NEWER].status_index == (7 if stays else bit)


def edited(registry: Registry, path: str, old: str, new: str) -> Registry:
    """The registry with one file changed, wherever the text occurs in it."""
    entries = []
    for kind in registry._entries.values():
        for entry in kind.values():
            text = entry.document.source.text
            if entry.document.path == path:
                assert old in text
                document, problems = document_of(text.replace(old, new).encode(), path)
                assert document is not None, problems
                entries.append(
                    RecordEntry(build(document.kind.record, document.data, "en"), document)
                )
            else:
                entries.append(entry)
    return Registry(entries)


def without(registry: Registry, path: str) -> Registry:
    """The registry without one file."""
    every = [entry for kind in registry._entries.values() for entry in kind.values()]
    return Registry(entry for entry in every if entry.document.path != path)


STANDARD = "standards/data-practitioner/2.1.yml"
FRAMEWORK = "skills/open-data/1.0.yml"


def test_standards_are_frozen_when_they_are_announced() -> None:
    """Drafts and what is announced for later are not in the log; on the day they are."""
    world = World()
    text = "  announced: 2020-01-01\n  effective: 2020-02-01\n"
    path = "standards/data-fellow/1.0.yml"
    world.registry = edited(world.registry, path, text, "")
    assert kinds(world.seal()).count("standard") == 1
    later = "  announced: 2026-11-26\n  effective: 2026-12-26\n"
    world.registry = edited(
        world.registry,
        path,
        "change:\n  summary: First version.\n",
        "change:\n  summary: First version.\n" + later,
    )
    assert world.append().ledger == world.ledger  # the 25th
    assert kinds(world.seal()) == ["standard", "seal"]  # the 26th


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (STANDARD, "pass: 70", "pass: 60"),
        (STANDARD, "en: Data Practitioner", "en: Data Expert"),
        (FRAMEWORK, "title: Clean a data set", "title: Clean any data set"),
    ],
)
def test_a_published_standard_does_not_change(world: World, path: str, old: str, new: str) -> None:
    """Neither it nor the framework that it uses."""
    world.registry = edited(world.registry, path, old, new)
    refused = {code for code, _, _ in world.codes()}
    assert refused == {"sealed-standard-edited"}


def test_translations_may_be_mended(world: World) -> None:
    """The default language binds."""
    world.registry = edited(
        world.registry, STANDARD, "es: Profesional de datos", "es: Profesional de los datos"
    )
    assert world.codes() == []
    assert world.append().ledger == world.ledger


@pytest.mark.parametrize("path", [f"credentials/2026/{ID}.yml", STANDARD])
def test_what_was_sealed_does_not_vanish(world: World, path: str) -> None:
    """Deleting or reverting a file undoes nothing."""
    world.registry = without(world.registry, path)
    assert ("sealed-record-vanished", path, "") in world.codes()


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"holder": "Maya"}, "holder"),
        ({"result": "pass"}, "result"),
        ({"awarded": "2026-02-27"}, "awarded"),
        ({"handle": "maya"}, "handle"),
        ({"consent": None}, ""),
    ],
)
def test_a_sealed_record_does_not_change(
    world: World, fields: dict[str, str | None], at: str
) -> None:
    """Nothing above the history, without a correction that names it."""
    world.say(**fields)
    [(code, path, field)] = world.codes()
    assert (code, path) == ("sealed-record-edited", f"credentials/2026/{ID}.yml")
    assert field == at or not at
    world.say(CORRECTED.replace("holder", at or "consent"), **fields)
    assert world.codes() == []


@pytest.mark.parametrize("history", [[], [REINSTATED], [SUSPENDED.replace("03-01", "03-02")]])
def test_a_history_only_grows(world: World, history: list[str]) -> None:
    """Events that were sealed stay, as they were and where they were."""
    world.say(SUSPENDED)
    world.seal()
    world.say(*history)
    assert [code for code, _, _ in world.codes()] == ["sealed-record-edited"]


def test_a_correction_is_used_up_by_its_seal(world: World) -> None:
    """It licenses the fields it names once."""
    world.say(CORRECTED, holder="Maya Okonkwo")
    world.seal()
    world.say(CORRECTED, holder="Maya O.")
    assert [(code, at) for code, _, at in world.codes()] == [("sealed-record-edited", "holder")]


def test_the_origin_never_changes(world: World) -> None:
    """Under another name it would be another log."""
    other = SETTINGS.replace("odpg.example/sealbook", "odpg.example/other")
    world.registry = registry_of({ID: credential()}, settings=other)
    assert world.codes() == [("other-origin", "registry.yml", "origin")]


def test_a_policy_that_the_log_names_stays(world: World) -> None:
    """keys/ only grows."""
    longer = replace(world.policy, expires=date(2030, 1, 1))
    kept = world.keys.policies
    for policies in ((), (signed(longer),)):
        world.keys = replace(world.keys, policies=policies)
        assert world.codes() == [("sealed-policy-edited", "keys/1.json", "")]
    world.keys = replace(world.keys, policies=kept)
    assert world.codes() == []


# Keys.


def refused_seed(world: World, seed: Seed) -> str:
    """Why nothing can be sealed with a seed."""
    world.keys = replace(world.keys, seed=seed)
    with pytest.raises((KeyRefused, PolicyRefused)) as refused:
        world.append(heartbeat=True)
    return str(refused.value)


def test_a_seed_that_the_policy_does_not_list(world: World) -> None:
    """A seed made anew would leave everything without a key that anybody knows."""
    assert refused_seed(world, OTHER_SEED) == "policy 1 does not list this seed's keys as active"


def test_the_development_key_on_a_real_origin(world: World) -> None:
    """It is public: it signs nothing real."""
    seed = Seed(origin=world.keys.address.origin, secret=DEVELOPMENT_SEED)
    assert "may not sign for odpg.example/sealbook" in refused_seed(world, seed)


def test_a_real_key_on_a_test_origin() -> None:
    """It is never spent on a test."""
    world = World(test=True)
    seed = Seed(origin=world.keys.address.origin, secret=b"\7" * 32)
    assert "only the development key signs for it" in refused_seed(world, seed)


def test_without_a_policy_nothing_is_sealed() -> None:
    """keys/ comes before the first seal."""
    world = World()
    world.keys = replace(world.keys, policies=())
    assert refused_seed(world, world.keys.seed) == "there is no key policy"


def test_a_policy_that_is_not_signed_is_not_adopted(world: World) -> None:
    """Whoever can merge cannot thereby change the keys."""
    policy = with_seed(world.following(), OTHER_SEED, at=6)
    forged = SignedPolicy(content=signed(policy).content, note=world.keys.policies[0].note)
    world.keys = replace(world.keys, policies=(*world.keys.policies, forged))
    with pytest.raises(PolicyRefused):
        world.append()


def test_a_rotation(world: World) -> None:
    """The new keys are published beside the old ones before they sign; then the old ones end."""
    world.adopt(with_seed(world.following(), OTHER_SEED, at=6))
    assert kinds(world.seal()) == ["policy", "seal"]
    old = world.keys.seed
    world.keys = replace(world.keys, seed=OTHER_SEED)
    world.registry = registry_of({ID: credential(), NEWER: credential()})
    assert kinds(world.seal()) == ["issue", "seal"]
    world.adopt(without_old_keys(world.following(), at=10))
    assert kinds(world.seal()) == ["policy", "seal"]
    assert refused_seed(world, old) == "policy 3 does not list this seed's keys as active"


def test_a_seed_is_good_from_its_first_entry_on(world: World) -> None:
    """Before that, what it signed would be void."""
    world.adopt(
        with_seed(world.following(), OTHER_SEED, at=60),
        OTHER_SEED,
    )
    assert refused_seed(world, OTHER_SEED) == "policy 2 does not list this seed's keys as active"


def stolen(world: World, at: int) -> None:
    """The seed was stolen: its keys end at an entry, and a new seed takes over."""
    policy = compromised(world.following(), at=at)
    world.adopt(with_seed(policy, OTHER_SEED, at=at), OTHER_SEED)


def test_after_a_theft_what_is_void_is_sealed_again(world: World) -> None:
    """What the key signed before its end stays as it is; what came after has to be signed anew."""
    world.registry = registry_of({ID: credential(), NEWER: credential(SUSPENDED)})
    world.seal()
    before = world.ledger.records
    stolen(world, at=6)
    assert kinds(world.seal()) == ["policy", "issue", "suspended", "seal"]
    after = world.ledger.records
    assert after[ID] == before[ID]
    assert after[NEWER].multikey != before[NEWER].multikey
    assert after[NEWER].status_index == before[NEWER].status_index
    assert world.append().ledger == world.ledger
    assert kinds(world.seal(rekey=True)) == ["issue", "seal"]
    assert world.ledger.records[ID].multikey == after[NEWER].multikey
    assert plan(world.registry, world.ledger, world.keys.policies, AS_OF.date(), rekey=True) == ()


def test_what_a_thief_added_to_the_log_is_revoked(world: World) -> None:
    """An edition after the end of the key that is none of our records; earlier ones are damage."""
    thief, size = World(), len(world.ledger.entries)
    thief.ledger, thief.now = world.ledger, world.now
    thief.registry = registry_of({ID: credential(), NEWER: credential(holder="Mallory")})
    thief.seal()
    world.ledger, world.now = thief.ledger, thief.now
    assert [code for code, _, _ in world.codes()] == ["sealed-record-vanished"]
    with_record = world.ledger
    lost = replace(with_record, records={ID: with_record.records[ID]})
    for ledger in (with_record, lost):
        world.ledger = ledger
        world.keys = thief.keys
        stolen(world, at=size)
        assert kinds(world.seal()) == ["policy", "revoked", "seal"]
        assert list(world.ledger.records) == [ID]
        assert world.append().ledger == world.ledger
    world.ledger, world.keys = lost, thief.keys
    with pytest.raises(LedgerDamaged, match="entry 6 speaks of is missing"):
        world.append()


# Checkpoints, and the ledger at hand.


def test_a_checkpoint_is_the_same_whenever_it_is_signed(world: World) -> None:
    """Ed25519 is deterministic: after a crash it is signed again, byte for byte."""
    again = checkpointed(
        replace(world.ledger, checkpoints={}), world.keys.seed, world.keys.policies
    )
    assert again.checkpoints == world.ledger.checkpoints


def test_a_checkpoint_needs_a_key_of_the_policy_in_the_log(world: World) -> None:
    """A later policy does not count before the log names it."""
    world.adopt(with_seed(world.following(), OTHER_SEED, at=6))
    with pytest.raises(KeyRefused, match="policy 1 does not list"):
        checkpointed(world.ledger, OTHER_SEED, world.keys.policies)


def test_a_rewritten_log_is_not_continued(world: World) -> None:
    """Not past one of its own checkpoints, nor past one that somebody else kept."""
    honest = world.ledger.checkpoints[6]
    rewritten = World()
    rewritten.say(holder="Mallory")
    rewritten.seal()
    for ledger, seen in (
        (replace(rewritten.ledger, checkpoints=world.ledger.checkpoints), ()),
        (replace(world.ledger, entries=world.ledger.entries[:5]), ()),
        (rewritten.ledger, (honest,)),
        (Ledger(origin=world.ledger.origin), (honest,)),
    ):
        with pytest.raises(LogRewritten):
            append(
                rewritten.registry,
                ledger,
                world.keys.signer,
                world.keys.policies,
                now=LATER,
                source=SOURCE,
                seen=seen,
            )
    assert world.append(seen=(honest,)).ledger == world.ledger


def test_a_ledger_that_is_not_whole_is_not_continued(world: World) -> None:
    """A lost record would be sealed twice, an old one or another list published."""
    whole = world.ledger
    world.say(RENEWED)
    world.seal()
    now = world.ledger
    for damaged in (
        replace(now, records={}),
        replace(now, records=whole.records),
        replace(now, records={**now.records, NEWER: now.records[ID]}),
        replace(now, status_list=None),
        replace(now, status_list=b"{}"),
    ):
        world.ledger = damaged
        with pytest.raises(LedgerDamaged):
            world.append()


def test_a_seal_is_later_than_the_one_before(world: World) -> None:
    """A clock that is behind seals nothing."""
    world.say(RENEWED)
    for now in (world.ledger.time, AS_OF - DAY):
        with pytest.raises(ClockBehind):
            world.append(now=now)


# Development.


def test_random_bytes_are_asked_for_by_name(world: World) -> None:
    """A salt for each edition, an index for each record: nothing else is random."""
    asked: list[tuple[str, int]] = []

    def draw(label: str, count: int) -> bytes:
        asked.append((label, count))
        return hashlib.sha256(label.encode()).digest()[:count]

    signer = Signer(address=world.keys.address, seed=world.keys.seed, draw=draw)
    registry = registry_of({ID: credential(CORRECTED), NEWER: credential()})
    append(registry, world.ledger, signer, world.keys.policies, now=world.now + DAY, source=SOURCE)
    assert asked == [
        (f"status/{NEWER}/0", 4),
        (f"salt/{ID}/6", 32),
        (f"salt/{NEWER}/7", 32),
    ]


def known_after(*histories: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What a cache may hold: nothing, or what earlier trees had signed."""
    yield {}
    for history in histories:
        world = World(test=True)
        world.say(*history)
        world.seal(now=AS_OF)
        yield {
            document["id"]: document
            for document in (
                world.record.credential,
                json.loads(world.ledger.status_list or b"{}"),
            )
        }


def test_the_same_tree_gives_the_same_bytes_whatever_was_cached() -> None:
    """A development seal depends on the tree alone; old signatures save the work."""
    history = [RENEWED, SUSPENDED.replace("2026-03", "2026-07")]
    ledgers, signatures = [], []
    for known in known_after([], [RENEWED], history):
        world = World(test=True)
        world.say(*history)
        signer = replace(world.keys.signer, known=known)
        sealed = append(
            world.registry, world.ledger, signer, world.keys.policies, now=AS_OF, source=SOURCE
        )
        ledgers.append(sealed.ledger)
        signatures.append(sealed.signatures)
    assert all(ledger == ledgers[0] for ledger in ledgers)
    assert signatures == [3, 2, 2, 1]


def test_a_signature_of_another_key_is_not_taken_from_the_cache() -> None:
    """Nor one over other words, or of another date."""
    world = World(test=True)
    real = World()
    real.seal()
    document = dict(real.record.credential)
    address = f"https://open-data-practice-guild.invalid/c/{ID}/credential.json"
    signer = replace(world.keys.signer, known={address: {**document, "id": address}})
    sealed = append(
        world.registry, world.ledger, signer, world.keys.policies, now=AS_OF, source=SOURCE
    )
    assert sealed.signatures == 2
    fresh = sealed_by(world.keys, world.registry)
    assert sealed.ledger.entries == fresh.entries


def test_a_ledger_in_development_needs_no_time() -> None:
    """Proofs are dated by the day of the edition, so a later build changes no credential."""
    first, second = World(test=True), World(test=True)
    registry = first.registry
    a = sealed_by(first.keys, registry, now=AS_OF)
    b = sealed_by(second.keys, registry, now=AS_OF + 5 * DAY)
    assert a.records == b.records
    assert a.entries != b.entries
