"""The state machine of the log: what may follow what, and what comes out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from registry.ledger import refusals
from registry.ledger.checkpoint import checkpoint_of, sign_checkpoint
from registry.ledger.entries import (
    Entry,
    Erase,
    Genesis,
    Issue,
    Policy,
    Seal,
    Standard,
    Status,
    print_entry,
)
from registry.ledger.fold import LogState, State, fold
from registry.ledger.members import Change
from registry.ledger.merkle import Tree
from registry.ledger.refusals import LogRefused
from registry.note.checkpoint import open_checkpoint
from registry.note.signing import verifier_key

START = datetime(2026, 11, 10, tzinfo=UTC)
DAY = timedelta(days=1)
HEX = "0" * 64
ORIGIN = "registry.example.org/log"
GENESIS = Genesis(origin=ORIGIN, time=START)
POLICY = Policy(number=1, sha256=HEX)
BEGUN: tuple[Entry, ...] = (GENESIS, POLICY)  # the next index is 2


def issue(number: int, replaces: int | None = None) -> Issue:
    """An edition with a commitment of its own."""
    return Issue(commitment=number.to_bytes(32, "big"), replaces=replaces)


def seal(day: int, policy: int = 1) -> Seal:
    """A seal so many days after the genesis."""
    return Seal(
        did=HEX,
        policy=policy,
        source="git:" + HEX[:40],
        standards=HEX,
        revocation=HEX,
        time=START + day * DAY,
    )


def state_of(*entries: Entry) -> LogState:
    """The state of the log that these entries make."""
    return fold(map(print_entry, entries))


def became(index: int, *events: Entry) -> State:
    """The state of an edition after some events; editions 1 and 2 are at indexes 2 and 3."""
    return state_of(*BEGUN, issue(1), issue(2), *events, seal(1)).states[index]


SUSPEND = Status(ref=2, to=Change.SUSPENDED)
REINSTATE = Status(ref=2, to=Change.ACTIVE)
REPLACE = Status(ref=2, to=Change.REPLACED)
REVOKE = Status(ref=2, to=Change.REVOKED)
ERASE = Erase(ref=2)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((), State.ACTIVE),
        ((SUSPEND,), State.SUSPENDED),
        ((SUSPEND, REINSTATE), State.ACTIVE),
        ((SUSPEND, REVOKE), State.REVOKED),
        ((REPLACE,), State.REPLACED),
        ((REPLACE, REVOKE), State.REVOKED),
        ((issue(3, replaces=2),), State.REISSUED),
        ((ERASE,), State.ERASED),
        ((SUSPEND, ERASE), State.ERASED),
        ((REVOKE, ERASE), State.ERASED),
        ((REPLACE, ERASE), State.ERASED),
        ((SUSPEND, SUSPEND), State.SUSPENDED),
        ((REPLACE, REPLACE), State.REPLACED),
        ((REVOKE, REVOKE), State.REVOKED),
    ],
)
def test_the_ways_of_an_edition(events: tuple[Entry, ...], state: State) -> None:
    """Each legal way ends in its state, and touches no other edition."""
    assert became(2, *events) is state
    assert became(3, *events) is State.ACTIVE


@pytest.mark.parametrize("change", Change)
def test_a_new_edition_begins_in_the_state_of_the_old_one(change: Change) -> None:
    """A correction undoes nothing: what was suspended stays so, and what was revoked for ever."""
    events = (Status(ref=2, to=change), issue(3, replaces=2))
    assert became(2, *events) is State.REISSUED
    assert became(5, *events) is State(change)
    restated = Status(ref=5, to=change)
    assert became(5, *events, restated) is State(change)


REFUSED: list[tuple[type[LogRefused], tuple[Entry, ...]]] = [
    (refusals.GenesisMisplaced, (POLICY,)),
    (refusals.GenesisMisplaced, (*BEGUN, GENESIS)),
    (refusals.PolicyNotNext, (GENESIS, Policy(number=2, sha256=HEX))),
    (refusals.PolicyNotNext, (*BEGUN, POLICY)),
    (refusals.PolicyNotNext, (*BEGUN, Policy(number=3, sha256=HEX))),
    (
        refusals.StandardRepublished,
        (
            *BEGUN,
            Standard(id="welding", version="1.0", sha256=HEX),
            Standard(id="welding", version="1.0", sha256="1" * 64),
        ),
    ),
    (refusals.CommitmentRepeated, (*BEGUN, issue(1), issue(1))),
    (refusals.CommitmentRepeated, (*BEGUN, issue(1), issue(1, replaces=2))),
    (refusals.NotTheNewestEdition, (*BEGUN, issue(1), issue(2, replaces=1))),
    (refusals.NotTheNewestEdition, (*BEGUN, issue(1), issue(2, replaces=3))),
    *(
        (refusals.NotTheNewestEdition, (*BEGUN, issue(1), before, issue(2, replaces=2)))
        for before in (ERASE, issue(3, replaces=2))
    ),
    *(
        (refusals.NotTheNewestEdition, (*BEGUN, issue(1), before, after))
        for before in (ERASE, issue(3, replaces=2))
        for after in (SUSPEND, REINSTATE, REPLACE, REVOKE, ERASE)
    ),
    (refusals.NotTheNewestEdition, (*BEGUN, Status(ref=1, to=Change.REVOKED))),
    (refusals.NotTheNewestEdition, (*BEGUN, Erase(ref=2))),
    *(
        (refusals.RevocationFinal, (*BEGUN, issue(1), REVOKE, after))
        for after in (SUSPEND, REINSTATE, REPLACE)
    ),
    *(
        (refusals.ReplacementFinal, (*BEGUN, issue(1), REPLACE, after))
        for after in (SUSPEND, REINSTATE)
    ),
    (refusals.SealNotLater, (*BEGUN, seal(-1))),
    (refusals.SealNotLater, (*BEGUN, seal(1), seal(1))),
    (refusals.SealNotLater, (*BEGUN, seal(2), seal(1))),
    (refusals.SealOfOtherPolicy, (GENESIS, seal(1))),
    (refusals.SealOfOtherPolicy, (*BEGUN, seal(1, policy=2))),
    (refusals.SealOfOtherPolicy, (*BEGUN, Policy(number=2, sha256=HEX), seal(1))),
]


@pytest.mark.parametrize(("refusal", "entries"), REFUSED)
def test_each_rule_has_its_refusal(refusal: type[LogRefused], entries: tuple[Entry, ...]) -> None:
    """The last entry is refused, by the error of its rule and with its index."""
    with pytest.raises(LogRefused) as caught:
        state_of(*entries)
    assert type(caught.value) is refusal
    assert caught.value.index == len(entries) - 1
    assert str(caught.value).startswith(f"entry {len(entries) - 1}: ")


def test_bytes_that_are_no_entry_are_refused() -> None:
    """The index says where they stand."""
    with pytest.raises(refusals.NotAnEntry) as caught:
        fold([*map(print_entry, BEGUN), b"{}"])
    assert caught.value.index == 2


@pytest.mark.parametrize("entries", [(), BEGUN, (*BEGUN, seal(1), issue(1))])
def test_a_log_without_a_seal_at_its_end_is_refused(entries: tuple[Entry, ...]) -> None:
    """Nothing is published that no seal covers, an empty log included."""
    with pytest.raises(refusals.NotSealed) as caught:
        state_of(*entries)
    assert caught.value.index == len(entries)


def test_the_first_seal_may_be_of_the_time_of_the_genesis() -> None:
    """Both are made in one run."""
    assert state_of(*BEGUN, seal(0)).seal.time == START


def test_what_a_log_says() -> None:
    """Policies, standards, editions, status entries and seals, by their indexes."""
    log = state_of(
        *BEGUN,
        Standard(id="welding", version="1.0", sha256=HEX),
        Standard(id="welding", version="1.1", sha256="1" * 64),
        issue(1),
        seal(1),
        Policy(number=2, sha256="2" * 64),
        issue(2, replaces=4),
        Status(ref=7, to=Change.SUSPENDED),
        Status(ref=7, to=Change.ACTIVE),
        seal(2, policy=2),
    )
    assert (log.genesis, log.size, log.policy, log.seal) == (GENESIS, 11, 2, seal(2, policy=2))
    assert log.policies == {1: HEX, 2: "2" * 64}
    assert log.standards == {("welding", "1.0"): HEX, ("welding", "1.1"): "1" * 64}
    assert log.commitments == {4: issue(1).commitment, 7: issue(2).commitment}
    assert log.states == {4: State.REISSUED, 7: State.ACTIVE}
    assert log.editions == {4: 7}
    assert log.status_entries == {7: 9}
    assert list(log.seals) == [5, 10]


def test_when_an_entry_was_recorded() -> None:
    """After the seal before it (or the genesis) and by the first seal that covers it."""
    log = state_of(*BEGUN, issue(1), seal(1), issue(2), seal(5))
    assert log.recorded_between(2) == (START, START + DAY)
    assert log.recorded_between(3) == (START, START + DAY)
    assert log.recorded_between(4) == (START + DAY, START + 5 * DAY)
    assert log.sealed_at(5) == START + 5 * DAY
    for index in (-1, 6):
        with pytest.raises(IndexError, match="no entry"):
            log.sealed_at(index)


def test_the_checkpoint_of_a_log_is_signed_and_opened() -> None:
    """It names the origin of the genesis, the size and the root; the log's key signs it."""
    entries = [print_entry(entry) for entry in (*BEGUN, issue(1), seal(1))]
    key, tree = SigningKey(bytes(32)), Tree.of(entries)
    checkpoint = checkpoint_of(fold(entries), tree)
    assert (checkpoint.origin, checkpoint.size, checkpoint.root) == (ORIGIN, 4, tree.root())
    signed = sign_checkpoint(checkpoint, key)
    keys = [verifier_key(ORIGIN, key)]
    assert open_checkpoint(signed, origin=ORIGIN, keys=keys)[0] == checkpoint


# A second description of the rules: each state is looked up in the events so far, and each entry
# is judged by that. Slower and shorter than the machine; the two must agree.


def looked_up(log: list[Entry], index: int) -> State | None:
    """The state of an edition, from all that was ever said about it."""
    if not (0 <= index < len(log) and isinstance(log[index], Issue)):
        return None
    if Erase(ref=index) in log:
        return State.ERASED
    if any(isinstance(entry, Issue) and entry.replaces == index for entry in log):
        return State.REISSUED
    return stood(log, index)


def stood(log: list[Entry], index: int) -> State:
    """The state that an edition was left in, by itself or by the one that it replaced."""
    said = [entry.to for entry in log if isinstance(entry, Status) and entry.ref == index]
    edition = log[index]
    assert isinstance(edition, Issue)
    if said:
        return State(said[-1])
    return State.ACTIVE if edition.replaces is None else stood(log, edition.replaces)


def policies_in(log: list[Entry]) -> int:
    """How many policies there were."""
    return sum(isinstance(entry, Policy) for entry in log)


FIXED = (State.REISSUED, State.ERASED, None)
# Which refusal, of which kind of entry, and when; the first that applies counts.
RULES: list[tuple[type[LogRefused], type[Entry], Callable[[list[Entry], Any], bool]]] = [
    (refusals.GenesisMisplaced, Genesis, lambda log, _: bool(log)),
    (refusals.PolicyNotNext, Policy, lambda log, e: e.number != policies_in(log) + 1),
    (
        refusals.StandardRepublished,
        Standard,
        lambda log, e: any(
            isinstance(o, Standard) and (o.id, o.version) == (e.id, e.version) for o in log
        ),
    ),
    (
        refusals.CommitmentRepeated,
        Issue,
        lambda log, e: any(isinstance(o, Issue) and o.commitment == e.commitment for o in log),
    ),
    (
        refusals.NotTheNewestEdition,
        Issue,
        lambda log, e: e.replaces is not None and looked_up(log, e.replaces) in FIXED,
    ),
    (refusals.NotTheNewestEdition, Status, lambda log, e: looked_up(log, e.ref) in FIXED),
    (refusals.NotTheNewestEdition, Erase, lambda log, e: looked_up(log, e.ref) in FIXED),
    (
        refusals.RevocationFinal,
        Status,
        lambda log, e: looked_up(log, e.ref) == "revoked" and e.to != "revoked",
    ),
    (
        refusals.ReplacementFinal,
        Status,
        lambda log, e: looked_up(log, e.ref) == "replaced" and e.to not in ("replaced", "revoked"),
    ),
    (
        refusals.SealNotLater,
        Seal,
        lambda log, e: e.time < START or any(isinstance(o, Seal) and o.time >= e.time for o in log),
    ),
    (refusals.SealOfOtherPolicy, Seal, lambda log, e: e.policy != policies_in(log)),
]


def judged(log: list[Entry], entry: Entry) -> type[LogRefused] | None:
    """The refusal that an entry deserves after those of a log."""
    applying = (
        refusal for refusal, kind, when in RULES if isinstance(entry, kind) and when(log, entry)
    )
    return next(applying, None)


few = st.integers(0, 12)
events = st.one_of(
    st.builds(issue, few),
    st.builds(issue, few, few),
    st.builds(Status, ref=few, to=st.sampled_from(Change)),
    st.builds(Status, ref=few, to=st.sampled_from(Change)),
    st.builds(Erase, ref=few),
    st.builds(Policy, number=st.integers(1, 3), sha256=st.just(HEX)),
    st.builds(
        Standard,
        id=st.just("welding"),
        version=st.sampled_from(["1.0", "1.1"]),
        sha256=st.just(HEX),
    ),
    st.builds(seal, st.integers(-1, 9), st.integers(1, 3)),
    st.just(GENESIS),
)


@settings(max_examples=300)
@given(st.lists(events, max_size=30))
def test_any_sequence_of_events_is_judged_as_by_the_model(proposed: list[Entry]) -> None:
    """Machine and model refuse the same entries for the same reason; what is left means the same.

    A refused entry is dropped, and the log goes on without it.
    """
    log: list[Entry] = list(BEGUN)
    for entry in proposed:
        reason = judged(log, entry)
        attempt = [*log, entry]
        if reason is None:
            log = attempt
            continue
        with pytest.raises(LogRefused) as caught:
            state_of(*attempt)
        assert (type(caught.value), caught.value.index) == (reason, len(log))
    policies = policies_in(log)
    log.append(seal(10, policy=policies))
    state = state_of(*log)
    editions = [index for index, entry in enumerate(log) if isinstance(entry, Issue)]
    assert state.states == {index: looked_up(log, index) for index in editions}
    assert state.policy == policies
    assert list(state.seals.values()) == [entry for entry in log if isinstance(entry, Seal)]


@given(st.lists(events, max_size=30))
def test_every_sealed_beginning_of_a_log_is_a_log(proposed: list[Entry]) -> None:
    """At each seal the log can be folded, and each later tree proves that it grew out of it."""
    log: list[Entry] = list(BEGUN)
    for entry in proposed:
        if judged(log, entry) is None:
            log.append(entry)
    data = [print_entry(entry) for entry in log]
    tree = Tree.of(data)
    for index, entry in enumerate(log):
        if isinstance(entry, Seal):
            earlier = fold(data[: index + 1])
            assert earlier.seal == entry
            assert tree.root(index + 1) == Tree.of(data[: index + 1]).root()
