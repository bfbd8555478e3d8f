"""Plan: what a seal has to do, read off the records and the log, without any key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from registry.ledger.fold import State
from registry.ledger.ledger import Ledger
from registry.ledger.members import Change
from registry.records.credential import CREDENTIAL, Credential, EventName
from registry.records.registry import Entry, Registry
from registry.records.standard import STANDARD
from registry.seal.guard import erased_ids, standard_digest
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
    """A credential is suspended, active again, replaced or revoked by its event `events`."""

    record_id: str
    events: int
    to: Change


Step = AdoptPolicy | FreezeStandard | EraseRecord | SealEdition | SetStatus

_STATUS: dict[EventName, Change] = {
    "suspended": Change.SUSPENDED,
    "reinstated": Change.ACTIVE,
    "revoked": Change.REVOKED,
    "replaced": Change.REPLACED,
}
_REISSUED_BY = frozenset({"renewed", "corrected"})


def plan(
    registry: Registry, ledger: Ledger, policies: Sequence[SignedPolicy], today: date
) -> tuple[Step, ...]:
    """Every step that leads from the ledger to what the records say, in the order of the log."""
    return (
        *_policies(ledger, policies),
        *_standards(registry, ledger, today),
        *_erasures(registry, ledger),
        *_credentials(registry, ledger),
    )


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


def _credentials(registry: Registry, ledger: Ledger) -> Iterator[Step]:
    for entry in registry.entries(CREDENTIAL):
        yield from _credential(entry, ledger)


def _credential(entry: Entry[Credential], ledger: Ledger) -> Iterator[Step]:
    """One step for each event since the last seal; a first seal begins without events.

    Only an active edition is replaced by another: what is renewed or corrected under suspension
    is sealed once that is lifted, and after a final status it only shows on the page.
    """
    sealed = ledger.records.get(entry.id)
    done = sealed.history if sealed else 0
    state = ledger.state.states[sealed.index] if sealed else State.ACTIVE
    if sealed is None:
        yield SealEdition(entry.id, 0)
    waiting = False
    for events, event in enumerate(entry.record.history, 1):
        new = events > done
        change = _STATUS.get(event.name)
        if change is not None:
            state = State(change) if new else state
            if new:
                yield SetStatus(entry.id, events, change)
            if new and waiting and change is Change.ACTIVE:
                yield SealEdition(entry.id, events)
            waiting = False
        elif event.name in _REISSUED_BY:
            if new and state is State.ACTIVE:
                yield SealEdition(entry.id, events)
            waiting = True
