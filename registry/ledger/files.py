"""The files of a ledger: what each is called, and how it is parsed and printed.

seal.json                     {"origin": "…", "time": "2026-11-23T06:00:00Z", "v": 1}
did.json                      the DID document that the seal published
status/revocation.json        the signed Bitstring status list
records/<first two>/<ID>.json {"credential": {…}, "history": 2, "source": {…}}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from registry.ledger.ledger import Json, Ledger, SealedRecord
from registry.timestamp import format_timestamp, parse_timestamp

SEAL = "seal.json"
DID = "did.json"
STATUS = "status/revocation.json"
RECORDS = "records"
_VERSION = 1
# What readers of a sealed credential rely on.
_CREDENTIAL = ("issuer", "name", "validFrom", "awardedDate", "credentialSubject")


class LedgerDamaged(ValueError):
    """A file of the ledger is not what a seal writes."""


def print_ledger(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file; equal ledgers give equal bytes."""
    if ledger.time is None:
        return
    yield (
        SEAL,
        _dump({"origin": ledger.origin, "time": format_timestamp(ledger.time), "v": _VERSION}),
    )
    yield DID, _dump(ledger.did_document)
    yield STATUS, _dump(ledger.status_list)
    for record_id, record in ledger.records.items():
        content = {
            "credential": record.credential,
            "history": record.history,
            "source": record.source,
        }
        yield f"{RECORDS}/{record_id[:2]}/{record_id}.json", _dump(content)


def parse_ledger(files: Mapping[str, bytes]) -> Ledger:
    """Read a ledger from its files. Raises LedgerDamaged, naming the file."""
    seal = _load(files, SEAL)
    if seal.get("v") != _VERSION:
        message = f"{SEAL} is of version {seal.get('v')}; this sealbook reads {_VERSION}"
        raise LedgerDamaged(message)
    try:
        origin, time = str(seal["origin"]), parse_timestamp(seal["time"])
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerDamaged(f"{SEAL} is not what a seal writes: {error}") from error
    records = {}
    for path in sorted(files):
        if path.startswith(RECORDS + "/"):
            record_id = path.rpartition("/")[2].removesuffix(".json")
            records[record_id] = _record(path, record_id, _load(files, path))
    return Ledger(
        origin=origin,
        records=records,
        status_list=_signed(STATUS, _load(files, STATUS), ("id", "credentialSubject")),
        did_document=_did(_load(files, DID)),
        time=time,
    )


def _record(path: str, record_id: str, content: dict[str, Any]) -> SealedRecord:
    try:
        record = SealedRecord(**content)
        right = record.status_index >= 0 and record.history >= 0 and "history" in record.source
    except (TypeError, KeyError, ValueError) as error:
        raise LedgerDamaged(f"{path} is not a sealed record: {error}") from error
    if not right or not str(record.credential.get("id")).endswith(f"/{record_id}/credential.json"):
        raise LedgerDamaged(f"{path} is not the sealed record of {record_id}")
    _signed(path, record.credential, _CREDENTIAL)
    return record


def _signed(path: str, document: Json, fields: tuple[str, ...]) -> Json:
    """A signed document, if it has these fields and a proof that names its key."""
    absent = [name for name in fields if name not in document]
    proof = document.get("proof")
    if absent or not isinstance(proof, dict) or "verificationMethod" not in proof:
        raise LedgerDamaged(f"{path} holds no signed document: {', '.join(absent) or 'proof'}")
    return document


def _did(document: Json) -> Json:
    try:
        _ = [method["publicKeyMultibase"] for method in document["verificationMethod"]]
    except (TypeError, KeyError) as error:
        raise LedgerDamaged(f"{DID} is not a DID document: {error}") from error
    return document


def _load(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    if path not in files:
        raise LedgerDamaged(f"{path} is missing")
    try:
        content = json.loads(files[path])
    except ValueError as error:
        raise LedgerDamaged(f"{path} is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise LedgerDamaged(f"{path} holds no object")
    return content


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
