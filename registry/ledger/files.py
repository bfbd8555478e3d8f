"""The files of a ledger: what each is called, and how it is parsed and printed.

seal.json                     {"origin": "…", "time": "2026-11-23T06:00:00Z", "v": 1}
did.json                      the DID document that the seal published
status/revocation.json        the signed Bitstring status list
records/<first two>/<ID>.json {"credential": {…}, "history": 2, "source": {…}}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from registry.ledger.ledger import Ledger, SealedRecord

SEAL = "seal.json"
DID = "did.json"
STATUS = "status/revocation.json"
RECORDS = "records"
_VERSION = 1


class LedgerDamaged(ValueError):
    """A file of the ledger is not what a seal writes."""


def print_ledger(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file; equal ledgers give equal bytes."""
    if ledger.time is None:
        return
    yield SEAL, _dump({"origin": ledger.origin, "time": timestamp(ledger.time), "v": _VERSION})
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
    records = {}
    for path in sorted(files):
        if path.startswith(RECORDS + "/"):
            record_id = path.rpartition("/")[2].removesuffix(".json")
            records[record_id] = _record(path, _load(files, path))
    try:
        if seal["v"] != _VERSION:
            raise LedgerDamaged(f"{SEAL} is of version {seal['v']}; this sealbook reads {_VERSION}")
        time = datetime.strptime(seal["time"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        origin = str(seal["origin"])
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerDamaged(f"{SEAL} is not what a seal writes: {error}") from error
    return Ledger(
        origin=origin,
        records=records,
        status_list=_load(files, STATUS),
        did_document=_load(files, DID),
        time=time,
    )


def timestamp(moment: datetime) -> str:
    """A moment in UTC to the second, as in `2026-11-23T06:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _record(path: str, content: dict[str, Any]) -> SealedRecord:
    try:
        record = SealedRecord(**content)
        _ = record.status_index
    except (TypeError, KeyError, ValueError) as error:
        raise LedgerDamaged(f"{path} is not a sealed record: {error}") from error
    return record


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
