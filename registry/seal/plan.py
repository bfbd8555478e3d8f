"""Plan: what a seal has to do, read off the records and the log, without any key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from registry.ledger.fold import State
from registry.ledger.ledger import Ledger
from registry.ledger.members import Change
from registry.lifecycle.edits import erased_ids
from registry.records.binding import standard_digest
from registry.records.credential import CREDENTIAL, Event, EventName
from registry.records.registry import Registry
from registry.records.standard import STANDARD
from registry.seal.withdrawn import Withdrawn
from registry.sign.chain import SignedPolicy


@dataclass(frozen=True, slots=True)
class AdoptPolicy:
    """The next key policy counts from here on."""

    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FreezeStandard:
    """A standard that was announced is published, and does not change any more."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RevokeForgery:
    """An edition that a stolen key made, and that is none of our records, counts for nothing."""

    index: int


@dataclass(frozen=True, slots=True)
class EraseRecord:
    """The personal data of a record goes; the log keeps what says nothing."""

    record_id: str


@dataclass(frozen=True, slots=True)
class SealEdition:
    """A credential is signed, as it stands after its first `events` events."""

    record_id: str
    events: int


@dataclass(frozen=True, slots=True)
class SetStatus:
    """The newest edition of a credential is suspended, active again, replaced or revoked."""

    record_id: str
    to: Change


Step = AdoptPolicy | FreezeStandard | RevokeForgery | EraseRecord | SealEdition | SetStatus

_STATUS: dict[EventName, Change] = {
    "suspended": Change.SUSPENDED,
    "reinstated": Change.ACTIVE,
    "revoked": Change.REVOKED,
    "replaced": Change.REPLACED,
}
_NEW_EDITION = frozenset({"renewed", "corrected"})


def plan(
    registry: Registry,
    ledger: Ledger,
    policies: Sequence[SignedPolicy],
    today: date,
    *,
    rekey: bool = False,
) -> tuple[Step, ...]:
    """Every step that leads from the ledger to what the records say, in the order of the log.

    What was signed by a withdrawn key after its end is sealed again; with `rekey`, all that a
    withdrawn key signed, for verifiers that know only the keys in force. Raises PolicyRefused.
    """
    withdrawn = Withdrawn.by(policies)
    return (
        *_policies(ledger, policies),
        *_standards(registry, ledger, today),
        *(RevokeForgery(index) for index in withdrawn.forgeries(registry, ledger)),
        *_erasures(registry, ledger),
        *_credentials(registry, ledger, withdrawn, rekey=rekey),
    )


def steps_of_history(
    record_id: str, history: Sequence[Event], done: int, state: State
) -> Iterator[Step]:
    """The steps of the events after the first `done`, which left the record in `state`.

    A renewal or correction of what is suspended, replaced or revoked leaves it so: the new
    edition begins in the state of the old one, and the status is said again, of the new edition.
    """
    for events, event in enumerate(history[done:], done + 1):
        change = _STATUS.get(event.name)
        if change is not None:
            state = State(change)
            yield SetStatus(record_id, change)
        elif event.name in _NEW_EDITION:
            yield from _edition(record_id, events, state)


def _edition(record_id: str, events: int, state: State) -> Iterator[Step]:
    yield SealEdition(record_id, events)
    if state is not State.ACTIVE:
        yield SetStatus(record_id, Change(state))


def _policies(ledger: Ledger, policies: Sequence[SignedPolicy]) -> Iterator[Step]:
    known = ledger.state.policy if ledger.entries else 0
    for number, signed in enumerate(policies[known:], known + 1):
        yield AdoptPolicy(number, hashlib.sha256(signed.content).hexdigest())


def _standards(registry: Registry, ledger: Ledger, today: date) -> Iterator[Step]:
    known = ledger.state.standards if ledger.entries else {}
    for entry in registry.entries(STANDARD):
        announced = entry.record.change.announced
        if announced and announced <= today and (entry.slug, entry.version) not in known:
            yield FreezeStandard(entry.slug, entry.version, standard_digest(registry, entry))


def _erasures(registry: Registry, ledger: Ledger) -> Iterator[Step]:
    for record_id in sorted(erased_ids(registry) & ledger.records.keys()):
        yield EraseRecord(record_id)


def _credentials(
    registry: Registry, ledger: Ledger, withdrawn: Withdrawn, *, rekey: bool
) -> Iterator[Step]:
    for entry in registry.entries(CREDENTIAL):
        sealed, history = ledger.records.get(entry.id), entry.record.history
        if sealed is None:
            yield SealEdition(entry.id, 0)  # what happened since comes after it, event by event
            yield from steps_of_history(entry.id, history, 0, State.ACTIVE)
            continue
        state = ledger.state.states[sealed.index]
        steps = list(steps_of_history(entry.id, history, sealed.history, state))
        again = withdrawn.signed(sealed) if rekey else withdrawn.voids(sealed)
        if again and not any(isinstance(step, SealEdition) for step in steps):
            yield from _edition(entry.id, min(sealed.history, len(history)), state)
        yield from steps
