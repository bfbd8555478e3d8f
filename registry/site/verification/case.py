"""A sealed credential as its page shows it: what was signed, and the record as the seal saw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from registry.ledger.ledger import SealedRecord
from registry.records.credential import CREDENTIAL, Credential
from registry.records.registry import Entry
from registry.records.standard import STANDARD, Standard
from registry.site.site import Site
from registry.site.verification.claims import Claims, claims_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One credential; `record` is without the events that came after the newest seal."""

    id: str
    record: Credential
    sealed: SealedRecord
    claims: Claims
    standard: Entry[Standard]


def cases(site: Site) -> Iterator[Case]:
    """Every credential that has a page: sealed, and not erased."""
    for record_id, sealed in site.ledger.records.items():
        entry = site.registry.get(CREDENTIAL, record_id)
        if entry is None:
            continue
        standard = site.registry.resolve(STANDARD, entry.record.standard)
        assert standard is not None, entry.record.standard  # or it would not have been sealed
        record = entry.record
        if len(record.history) > sealed.history:
            record = replace(record, history=record.history[: sealed.history])
        claims = claims_of(sealed.credential)
        yield Case(id=record_id, record=record, sealed=sealed, claims=claims, standard=standard)
