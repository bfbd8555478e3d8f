"""What a log says, entry by entry: the state machine that every auditor runs.

An edition is the `issue` entry of one index. It goes these ways and no other:

    active -> suspended -> active           status
    active, suspended -> replaced           status; by another record
    active, suspended, replaced -> revoked  status; final
    any -> reissued                         an issue that `replaces` it: renewed or corrected
    any -> erased                           erase

Nothing follows reissued and erased. An edition that replaces another begins in the state of that
one, so that no renewal or correction undoes a suspension or a revocation; a status entry may say
again what holds already, so that the new edition has one of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registry.ledger import refusals
from registry.ledger.entries import (
    Entry,
    EntryMalformed,
    Erase,
    Genesis,
    Issue,
    Policy,
    Seal,
    Standard,
    Status,
    parse_entry,
)
from registry.ledger.members import Change
from registry.timestamp import format_timestamp


class State(StrEnum):
    """What became of an edition."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    REVOKED = "revoked"
    REISSUED = "reissued"
    ERASED = "erased"


@dataclass(frozen=True, kw_only=True, slots=True)
class LogState:
    """A log as of its last entry, which is a seal. Indexes are those of entries.

    `commitments` and `states` are by the index of an edition; `status_entries` gives the newest
    status entry of each that has one, `editions` the index of the edition that replaced it.
    `policies` holds digests by number, `standards` digests by ID and version.
    """

    genesis: Genesis
    size: int
    commitments: Mapping[int, bytes]
    states: Mapping[int, State]
    status_entries: Mapping[int, int]
    editions: Mapping[int, int]
    policies: Mapping[int, str]
    standards: Mapping[tuple[str, str], str]
    seals: Mapping[int, Seal]

    @property
    def policy(self) -> int:
        """The number of the policy in force."""
        return len(self.policies)

    @property
    def seal(self) -> Seal:
        """The newest seal, which is the last entry."""
        return self.seals[self.size - 1]

    def sealed_at(self, index: int) -> datetime:
        """The time of the first seal that covers an entry: it was recorded by then."""
        return self.recorded_between(index)[1]

    def recorded_between(self, index: int) -> tuple[datetime, datetime]:
        """The times of the seals before and after an entry; before the first, the genesis.

        Raises IndexError if there is no such entry.
        """
        if not 0 <= index < self.size:
            raise IndexError(f"there is no entry {index} in a log of {self.size}")
        ends = tuple(self.seals)
        at = bisect_left(ends, index)
        before = self.seals[ends[at - 1]].time if at else self.genesis.time
        return before, self.seals[ends[at]].time


def fold(entries: Iterable[bytes]) -> LogState:
    """The state of a log. Raises a LogRefused, of its own class for each rule that is broken."""
    log = _Fold()
    for data in entries:
        try:
            entry = parse_entry(data)
        except EntryMalformed as error:
            raise refusals.NotAnEntry(log.size, str(error)) from error
        log.add(entry)
    return log.state()


class _Fold:
    """A log under way: which editions, policies, standards and seals there are so far."""

    def __init__(self) -> None:
        self.size = 0
        self.genesis: Genesis | None = None
        self.commitments: dict[int, bytes] = {}
        self.committed: set[bytes] = set()
        self.states: dict[int, State] = {}
        self.status_entries: dict[int, int] = {}
        self.editions: dict[int, int] = {}
        self.policies: dict[int, str] = {}
        self.standards: dict[tuple[str, str], str] = {}
        self.seals: dict[int, Seal] = {}

    def add(self, entry: Entry) -> None:
        """Take the next entry. Raises a LogRefused."""
        if isinstance(entry, Genesis) != (self.size == 0):
            raise refusals.GenesisMisplaced(self.size, "genesis is the first entry, and no other")
        match entry:
            case Genesis():
                self.genesis = entry
            case Policy():
                self._policy(entry)
            case Standard():
                self._standard(entry)
            case Issue():
                self._issue(entry)
            case Status():
                self._status(entry)
            case Erase():
                self._newest(entry.ref)
                self.states[entry.ref] = State.ERASED
            case Seal():
                self._seal(entry)
        self.size += 1

    def state(self) -> LogState:
        """The result. Raises NotSealed unless the last entry was a seal."""
        if self.genesis is None or self.size - 1 not in self.seals:
            raise refusals.NotSealed(self.size, "the log ends without a seal")
        return LogState(
            genesis=self.genesis,
            size=self.size,
            commitments=self.commitments,
            states=self.states,
            status_entries=self.status_entries,
            editions=self.editions,
            policies=self.policies,
            standards=self.standards,
            seals=self.seals,
        )

    def _policy(self, policy: Policy) -> None:
        following = len(self.policies) + 1
        if policy.number != following:
            raise refusals.PolicyNotNext(
                self.size, f"policy {policy.number}, where {following} is next"
            )
        self.policies[policy.number] = policy.sha256

    def _standard(self, standard: Standard) -> None:
        name = standard.id, standard.version
        if name in self.standards:
            raise refusals.StandardRepublished(self.size, f"{'@'.join(name)} was published before")
        self.standards[name] = standard.sha256

    def _issue(self, issue: Issue) -> None:
        if issue.commitment in self.committed:
            raise refusals.CommitmentRepeated(self.size, "an edition with this commitment exists")
        state = State.ACTIVE
        if issue.replaces is not None:
            state = self._newest(issue.replaces)
            self.states[issue.replaces] = State.REISSUED
            self.editions[issue.replaces] = self.size
        self.commitments[self.size] = issue.commitment
        self.committed.add(issue.commitment)
        self.states[self.size] = state

    def _status(self, status: Status) -> None:
        state = self._newest(status.ref)
        if state is State.REVOKED and status.to is not Change.REVOKED:
            raise refusals.RevocationFinal(self.size, f"{status.ref} was revoked: that is final")
        if state is State.REPLACED and status.to not in {Change.REPLACED, Change.REVOKED}:
            raise refusals.ReplacementFinal(
                self.size, f"{status.ref} was replaced: it can only be revoked"
            )
        self.states[status.ref] = State(status.to)
        self.status_entries[status.ref] = self.size

    def _seal(self, seal: Seal) -> None:
        assert self.genesis is not None
        last = self.seals[next(reversed(self.seals))].time if self.seals else None
        if seal.time < self.genesis.time or (last is not None and seal.time <= last):
            raise refusals.SealNotLater(
                self.size, f"a seal of {format_timestamp(seal.time)} comes too early"
            )
        if seal.policy != len(self.policies):
            raise refusals.SealOfOtherPolicy(
                self.size, f"it names policy {seal.policy}, not {len(self.policies)}"
            )
        self.seals[self.size] = seal

    def _newest(self, index: int) -> State:
        """The state of an edition that is the newest of a record that was not erased."""
        state = self.states.get(index)
        if state in {None, State.REISSUED, State.ERASED}:
            raise refusals.NotTheNewestEdition(self.size, f"it concerns {_named(index, state)}")
        assert state is not None
        return state


def _named(index: int, state: State | None) -> str:
    return f"entry {index}, which is {state or 'no edition'}"
