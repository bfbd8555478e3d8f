"""Seal: sign what is new, keep what is sealed, set the bits of the status list.

Development and production run this same function: origin, key, time, random bytes and starting
ledger are arguments. A development build starts from an empty ledger, so that it depends on the
tree alone; signatures it made before are handed in as `known`, and save the work, not the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from nacl.signing import SigningKey

from registry.address import Address
from registry.ledger.files import LedgerDamaged
from registry.ledger.ledger import Json, Ledger, SealedRecord
from registry.lifecycle.status import bit_is_set, status_on
from registry.lifecycle.validity import end_of, last_day
from registry.openbadge.credential import compose
from registry.openbadge.did import did_document, verification_method
from registry.openbadge.status import set_bits, status_list
from registry.problem import Problem
from registry.records.credential import CREDENTIAL, Credential
from registry.records.registry import Entry, Registry
from registry.seal.guard import refusals, source_digests
from registry.seal.indexes import allot
from registry.sign.keys import KeyRefused
from registry.sign.multibase import format_multikey
from registry.sign.rdfc import sign
from registry.sign.template import Templates
from registry.timestamp import format_timestamp, midnight

Draw = Callable[[str, int], bytes]
_REISSUED_BY = frozenset({"renewed", "corrected"})


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs: an address, its issuer key, and how random bytes are drawn.

    `draw(label, n)` gives n bytes: random ones in production, in development a function of the
    label, so that equal trees give equal bytes.
    `known` are documents signed before by the same key, by their `id`.
    """

    address: Address
    key: SigningKey
    draw: Draw
    known: Mapping[str, Json] = field(default_factory=dict)

    @property
    def multikey(self) -> str:
        """The public key as a Multikey."""
        return format_multikey(bytes(self.key.verify_key))

    @property
    def method(self) -> str:
        """The verification method that proofs name."""
        return verification_method(self.address.did, self.multikey)


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The ledger after a seal, or the problems that forbade it; and how much was signed."""

    ledger: Ledger
    problems: tuple[Problem, ...] = ()
    issued: tuple[str, ...] = ()
    signatures: int = 0


def seal(
    registry: Registry,
    ledger: Ledger,
    signer: Signer,
    *,
    now: datetime,
    created: datetime | None = None,
) -> Sealed:
    """Append to `ledger` what the records say beyond it.

    `now` is the time of the seal, in UTC; proofs are dated `created`, or where that is None by
    the day of the edition, so that they depend on the record alone.
    A record of `ledger` keeps its signed credential unless a renewal or a correction came; what
    contradicts the ledger is a problem, and then nothing is sealed.
    Raises KeyRefused for another key than that of the last seal, LedgerDamaged.
    """
    _require_same_key(ledger, signer)
    problems = tuple(refusals(registry, ledger, signer.address.origin))
    if problems:
        return Sealed(ledger=ledger, problems=problems)
    hand = _Hand(signer)
    entries = registry.entries(CREDENTIAL)
    indexes = allot([entry.id for entry in entries], ledger, signer.draw)
    records: dict[str, SealedRecord] = {}
    for entry in entries:
        records[entry.id] = _record(registry, entry, ledger, indexes[entry.id], hand, created)
    issued = tuple(
        record_id
        for record_id, record in records.items()
        if record_id not in ledger.records
        or record.credential is not ledger.records[record_id].credential
    )
    bits = {indexes[entry.id] for entry in entries if _is_refused(registry, entry, now.date())}
    listed = ledger.status_list
    if listed is None or _bits(listed) != bits or not hand.signed(listed):
        address = signer.address
        listed = hand.sign(status_list(address.url, address.did, bits, format_timestamp(now)), now)
    sealed = Ledger(
        origin=signer.address.origin,
        records=records,
        status_list=listed,
        did_document=did_document(signer.address.did, [signer.multikey]),
        time=now,
    )
    return Sealed(ledger=sealed, issued=issued, signatures=hand.signatures)


def _require_same_key(ledger: Ledger, signer: Signer) -> None:
    """A key that was made anew would leave all that was signed without its public key."""
    if ledger.did_document is None:
        return
    known = [method["publicKeyMultibase"] for method in ledger.did_document["verificationMethod"]]
    if signer.multikey not in known:
        raise KeyRefused(f"the ledger of {ledger.origin} was sealed with another key")


def _bits(listed: Json) -> frozenset[int]:
    try:
        return set_bits(listed)
    except ValueError as error:
        raise LedgerDamaged(f"the status list cannot be read: {error}") from error


class _Hand:
    """Signs a document, or finds the signature it made of it before; counts the new ones."""

    def __init__(self, signer: Signer) -> None:
        self.signer = signer
        self.templates = Templates()
        self.signatures = 0

    def sign(self, document: Json, created: datetime) -> Json:
        known = self.signer.known.get(document["id"])
        if known is not None and self._is_same(known, document, created):
            return known
        self.signatures += 1
        return sign(
            document,
            self.signer.key,
            self.signer.method,
            format_timestamp(created),
            self.templates.canonize,
        )

    def signed(self, document: Json) -> bool:
        """Whether this signer's key made the proof of a document."""
        return bool(document["proof"]["verificationMethod"] == self.signer.method)

    def _is_same(self, known: Json, document: Json, created: datetime) -> bool:
        proof = known["proof"]
        if proof["created"] != format_timestamp(created) or not self.signed(known):
            return False
        return {**document, "proof": proof} == known


def _record(
    registry: Registry,
    entry: Entry[Credential],
    ledger: Ledger,
    index: int,
    hand: _Hand,
    created: datetime | None,
) -> SealedRecord:
    history = entry.record.history
    sealed = ledger.records.get(entry.id)
    new_events = history[sealed.history :] if sealed else ()
    if sealed and not any(event.name in _REISSUED_BY for event in new_events):
        source = source_digests(entry.document.data)
        return SealedRecord(credential=sealed.credential, history=len(history), source=source)
    document = _compose(registry, entry, hand.signer.address, index)
    return SealedRecord(
        credential=hand.sign(document, created or midnight(_edition_day(entry.record))),
        history=len(history),
        source=source_digests(entry.document.data),
    )


def _compose(registry: Registry, entry: Entry[Credential], address: Address, index: int) -> Json:
    record, standard = entry.record, registry.standard_of(entry.record)
    end = last_day(record, standard)
    return compose(
        entry.id,
        record,
        standard,
        registry.framework_of(standard),
        registry.settings,
        address,
        status_index=index,
        valid_from=midnight(record.starts),
        valid_until=end_of(end) if end else None,
    )


def _edition_day(record: Credential) -> date:
    """The day that made the newest edition: the award, or the last renewal or correction."""
    reissued = [event.day for event in record.history if event.name in _REISSUED_BY]
    return max([record.awarded, *reissued])


def _is_refused(registry: Registry, entry: Entry[Credential], day: date) -> bool:
    return bit_is_set(status_on(entry.record, registry.standard_of(entry.record), day))
