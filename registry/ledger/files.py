"""The files of a ledger: what each is called, and how it is parsed and printed.

log/entries.jsonl             one entry a line; it only grows, and holds no personal data
log/checkpoint                the newest signed checkpoint
log/checkpoints/000000048     every signed checkpoint, by size
status/revocation.json        the signed Bitstring status list
records/<first two>/<ID>.json {"credential": {…}, "history": 2, "index": 17, "salt": "…", …}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from registry.ledger.entries import (
    EntryMalformed,
    Genesis,
    parse_entries,
    parse_entry,
    print_entries,
)
from registry.ledger.ledger import Ledger, SealedRecord
from registry.note.checkpoint import parse_checkpoint
from registry.note.note import parse_note

ENTRIES = "log/entries.jsonl"
CHECKPOINT = "log/checkpoint"
CHECKPOINTS = "log/checkpoints/"
STATUS = "status/revocation.json"
RECORDS = "records/"
# What readers of a sealed credential rely on.
_CREDENTIAL = ("issuer", "name", "validFrom", "credentialSubject")


class LedgerDamaged(ValueError):
    """A file of the ledger is not what a seal writes."""


def print_ledger(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file, what is spoken of before what speaks of it."""
    for record_id, record in ledger.records.items():
        yield f"{RECORDS}{record_id[:2]}/{record_id}.json", _dump(asdict(record))
    if ledger.status_list is not None:
        yield STATUS, ledger.status_list
    yield ENTRIES, print_entries(ledger.entries)
    for size, checkpoint in sorted(ledger.checkpoints.items()):
        yield f"{CHECKPOINTS}{size:09d}", checkpoint
    if ledger.checkpoints:
        yield CHECKPOINT, ledger.checkpoints[max(ledger.checkpoints)]


def parse_ledger(files: Mapping[str, bytes]) -> Ledger:
    """Read a ledger from its files. Raises LedgerDamaged, naming the file.

    Whether the entries follow from each other is for `fold` to say.
    """
    try:
        entries = parse_entries(files[ENTRIES])
        genesis = parse_entry(entries[0]) if entries else None
    except EntryMalformed as error:
        raise LedgerDamaged(f"{ENTRIES} is not a log: {error}") from error
    if not isinstance(genesis, Genesis):
        raise LedgerDamaged(f"{ENTRIES} does not begin with a genesis entry")
    checkpoints, records = {}, {}
    for path in sorted(files):
        if path.startswith(CHECKPOINTS):
            checkpoints[_size(path, files[path])] = files[path]
        elif path.startswith(RECORDS):
            records[path.rpartition("/")[2].removesuffix(".json")] = _record(path, files[path])
    return Ledger(
        origin=genesis.origin,
        entries=entries,
        checkpoints=checkpoints,
        records=records,
        status_list=files.get(STATUS),
    )


def _size(path: str, data: bytes) -> int:
    try:
        size = parse_checkpoint(parse_note(data).text).size
    except ValueError as error:
        raise LedgerDamaged(f"{path} is not a signed checkpoint: {error}") from error
    if path != f"{CHECKPOINTS}{size:09d}":
        raise LedgerDamaged(f"{path} is the checkpoint of a log of {size} entries")
    return size


def _record(path: str, data: bytes) -> SealedRecord:
    record_id = path.rpartition("/")[2].removesuffix(".json")
    try:
        record = SealedRecord(**json.loads(data))
        right = (
            min(record.status_index, record.history, record.index) >= 0
            and "history" in record.source
            and record.year > 0
            and record.multikey != ""
            and record.credential["id"].endswith(f"/{record_id}/credential.json")
            and all(name in record.credential for name in _CREDENTIAL)
        )
    except (AttributeError, TypeError, KeyError, ValueError) as error:
        raise LedgerDamaged(f"{path} is not a sealed record: {error}") from error
    if not right:
        raise LedgerDamaged(f"{path} is not the sealed record of {record_id}")
    return record


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
