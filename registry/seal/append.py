"""Append: each step of a plan becomes an entry of the log, and a record of the ledger."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from datetime import date, datetime

from registry.address import Address
from registry.jcs import canonical_json
from registry.ledger.commitment import SALT_BYTES, commit
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
from registry.ledger.fold import State
from registry.ledger.ledger import Json, Ledger, SealedRecord
from registry.ledger.members import Change
from registry.lifecycle.edits import source_digests
from registry.lifecycle.validity import end_of, last_day
from registry.openbadge.credential import compose
from registry.openbadge.status import set_bits, status_list
from registry.records.credential import CREDENTIAL, Credential
from registry.records.registry import Entry as RecordEntry
from registry.records.registry import Registry
from registry.seal.indexes import allot
from registry.seal.plan import (
    AdoptPolicy,
    EraseRecord,
    FreezeStandard,
    RevokeForgery,
    SealEdition,
    SetStatus,
    Step,
)
from registry.seal.signer import Hand, Signer
from registry.timestamp import format_timestamp, midnight

_REFUSED = frozenset({State.SUSPENDED, State.REPLACED, State.REVOKED})


class Batch:
    """A ledger that grows by one batch; nothing is written anywhere."""

    def __init__(
        self, registry: Registry, ledger: Ledger, signer: Signer, created: datetime | None
    ) -> None:
        """Begin after the last entry; proofs are dated `created`, or by their edition."""
        self._registry = registry
        self._ledger = ledger
        self._address: Address = signer.address
        self._created = created
        self._draw = signer.draw
        self.hand = Hand(signer)
        self._records = dict(ledger.records)
        self._states = dict(ledger.state.states) if ledger.entries else {}
        self._standards = list(ledger.state.standards.values()) if ledger.entries else []
        self._entries: list[bytes] = list(ledger.entries)
        listed = set_bits(json.loads(ledger.status_list)) if ledger.status_list else frozenset()
        bits = {sealed.status_index for sealed in ledger.records.values()}
        self._erased_bits = set(listed - bits)
        record_ids = [entry.id for entry in registry.entries(CREDENTIAL)]
        self._bits = allot(record_ids, ledger, listed, signer.draw)
        self.issued: list[str] = []

    def begin(self, now: datetime) -> None:
        """The first entry of a log, where there is none yet."""
        if not self._entries:
            self._add(Genesis(origin=self._ledger.origin, time=now))

    def take(self, step: Step) -> None:
        """Carry out one step of the plan."""
        match step:
            case AdoptPolicy():
                self._add(Policy(number=step.number, sha256=step.sha256))
            case FreezeStandard():
                self._add(Standard(id=step.id, version=step.version, sha256=step.sha256))
                self._standards.append(step.sha256)
            case RevokeForgery():
                self._revoke_forgery(step.index)
            case EraseRecord():
                self._erase(step.record_id)
            case SealEdition():
                self._seal_edition(step)
            case SetStatus():
                self._set_status(self._records[step.record_id].index, step.to)

    def end(
        self, now: datetime, *, source: str, policy: int, did_document: bytes, fresh_list: bool
    ) -> Ledger:
        """Close the batch with a seal over all that is published with it.

        With `fresh_list` the status list is signed again though nothing in it changed.
        """
        listed = self._status_list(now, fresh=fresh_list)
        self._add(
            Seal(
                did=_hex(did_document),
                policy=policy,
                source=source,
                standards=_hex(canonical_json(sorted(self._standards))),
                revocation=_hex(listed),
                time=now,
            )
        )
        for record_id, sealed in self._records.items():
            entry = self._registry.get(CREDENTIAL, record_id)
            assert entry is not None, "the guard refuses what vanished"
            self._records[record_id] = replace(
                sealed,
                history=len(entry.record.history),
                source=source_digests(entry.document.data),
            )
        return replace(
            self._ledger,
            entries=tuple(self._entries),
            records=dict(sorted(self._records.items())),
            status_list=listed,
        )

    def _add(self, entry: Entry) -> int:
        self._entries.append(print_entry(entry))
        return len(self._entries) - 1

    def _seal_edition(self, step: SealEdition) -> None:
        entry = self._registry.get(CREDENTIAL, step.record_id)
        assert entry is not None
        before = self._records.get(step.record_id)
        index = len(self._entries)
        record = replace(entry.record, history=entry.record.history[: step.events])
        document = unsigned(
            self._registry, entry, record, self._address, self._bits[step.record_id]
        )
        credential = self.hand.sign(document, self._created or midnight(_edition_day(record)))
        salt = self._draw(f"salt/{step.record_id}/{index}", SALT_BYTES)
        self._add(
            Issue(commitment=commit(salt, credential), replaces=before.index if before else None)
        )
        if before:
            self._states[index] = self._states[before.index]
            self._states[before.index] = State.REISSUED
        else:
            self._states[index] = State.ACTIVE
        self._records[step.record_id] = SealedRecord(
            credential=credential,
            index=index,
            salt=base64.urlsafe_b64encode(salt).rstrip(b"=").decode(),
            history=step.events,
            source={},
        )
        self.issued.append(step.record_id)

    def _set_status(self, index: int, to: Change) -> None:
        self._add(Status(ref=index, to=to))
        self._states[index] = State(to)

    def _revoke_forgery(self, index: int) -> None:
        self._set_status(index, Change.REVOKED)
        for record_id in [id_ for id_, sealed in self._records.items() if sealed.index == index]:
            del self._records[record_id]

    def _erase(self, record_id: str) -> None:
        """Forget a record. Its bit stays as it is: erasing what was revoked does not restore it."""
        erased = self._records.pop(record_id)
        if self._states[erased.index] in _REFUSED:
            self._erased_bits.add(erased.status_index)
        self._add(Erase(ref=erased.index))
        self._states[erased.index] = State.ERASED

    def _status_list(self, now: datetime, *, fresh: bool) -> bytes:
        """The published list: the old bytes while no bit and no key has changed."""
        bits = self._erased_bits | {
            record.status_index
            for record in self._records.values()
            if self._states[record.index] in _REFUSED
        }
        old = self._ledger.status_list
        if old is not None and not fresh:
            document = json.loads(old)
            if set_bits(document) == bits and self.hand.signed(document):
                return old
        address = self._address
        document = status_list(address.url, address.did, bits, format_timestamp(now))
        return _published(self.hand.sign(document, now))


def unsigned(
    registry: Registry,
    entry: RecordEntry[Credential],
    record: Credential,
    address: Address,
    status_index: int,
) -> Json:
    """The credential of an edition before it is signed.

    `record` is the record of the entry, with as much of its history as the edition knows.
    """
    standard = registry.standard_of(record)
    end = last_day(record, standard)
    return compose(
        entry.id,
        record,
        standard,
        registry.framework_of(standard),
        registry.settings,
        address,
        status_index=status_index,
        valid_from=midnight(record.starts),
        valid_until=end_of(end) if end else None,
    )


def _edition_day(record: Credential) -> date:
    """The day that made an edition: that of its last event, or of the award."""
    return max([record.awarded, *(event.day for event in record.history)])


def _published(document: Json) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
