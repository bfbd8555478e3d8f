"""The files of a ledger: printed, read back, and refused by name where they are damaged."""

from __future__ import annotations

import json

import pytest
from nacl.signing import SigningKey

from registry.ledger.checkpoint import sign_checkpoint
from registry.ledger.files import LedgerDamaged, parse_ledger, print_ledger
from registry.ledger.ledger import Ledger, SealedRecord
from registry.note.checkpoint import Checkpoint

ORIGIN = "registry.example/log"
GENESIS = b'{"kind":"genesis","origin":"registry.example/log","time":"2026-11-23T06:00:00Z","v":1}'
RECORD = SealedRecord(
    credential={
        "id": "https://registry.example/c/7K3M9QXA2TVRC/credential.json",
        "issuer": {"id": "did:web:registry.example"},
        "name": "Data Practitioner",
        "validFrom": "2026-03-01T00:00:00Z",
        "awardedDate": "2026-03-01T00:00:00Z",
        "credentialSubject": {},
        "credentialStatus": {"statusListIndex": "7"},
        "proof": {"verificationMethod": "did:web:registry.example#z6Mk"},
    },
    index=3,
    salt="A" * 43,
    history=2,
    source={"standard": "ab" * 32, "history": "cd" * 32},
)
SIGNED = {
    size: sign_checkpoint(
        Checkpoint(origin=ORIGIN, size=size, root=bytes(32)), SigningKey(bytes(32))
    )
    for size in (1, 48)
}
LEDGER = Ledger(
    origin=ORIGIN,
    entries=(GENESIS, b'{"kind":"erase","ref":1,"v":1}'),
    checkpoints=SIGNED,
    records={"7K3M9QXA2TVRC": RECORD},
    status_list=b'{"id":"https://registry.example/status/revocation.json"}\n',
)
FILES = dict(print_ledger(LEDGER))
RECORD_FILE = "records/7K/7K3M9QXA2TVRC.json"


def damaged(path: str, content: bytes) -> str:
    """What is said of a ledger in which one file has other content."""
    with pytest.raises(LedgerDamaged) as refused:
        parse_ledger({**FILES, path: content})
    return str(refused.value)


def test_the_files_of_a_ledger() -> None:
    """Records come before the log that speaks of them, the newest checkpoint comes last."""
    assert list(FILES) == [
        RECORD_FILE,
        "status/revocation.json",
        "log/entries.jsonl",
        "log/checkpoints/000000001",
        "log/checkpoints/000000048",
        "log/checkpoint",
    ]
    assert FILES["log/checkpoint"] == FILES["log/checkpoints/000000048"]


def test_a_printed_ledger_is_read_back() -> None:
    """Parsing the printed files gives the ledger, whatever the order of the files."""
    assert parse_ledger(FILES) == LEDGER
    assert parse_ledger(dict(reversed(FILES.items()))) == LEDGER


def test_the_log_is_needed() -> None:
    """Without entries, or with others in the place of the first, there is no ledger."""
    assert damaged("log/entries.jsonl", b"").startswith("log/entries.jsonl does not begin with")
    assert damaged("log/entries.jsonl", b"{}\n").startswith("log/entries.jsonl is not a log")
    assert damaged("log/entries.jsonl", GENESIS) == (
        "log/entries.jsonl is not a log: the last line of the log has no end"
    )
    other = b'{"kind":"erase","ref":1,"v":1}\n'
    assert damaged("log/entries.jsonl", other).startswith("log/entries.jsonl does not begin with")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"{}", b"\0", b'{"v": 1}', b"<<<<<<< HEAD\n"]
)
def test_a_record_that_no_seal_wrote_is_named(content: bytes) -> None:
    """Every way in which a file can be cut, emptied or merged badly."""
    assert damaged(RECORD_FILE, content).startswith(f"{RECORD_FILE} is not a sealed record")


@pytest.mark.parametrize("member", RECORD.credential)
def test_a_record_needs_what_others_read_of_it(member: str) -> None:
    """The year, the place in the status list, the key, and what a page shows."""
    data = json.loads(FILES[RECORD_FILE])
    del data["credential"][member]
    assert damaged(RECORD_FILE, json.dumps(data).encode()).startswith(RECORD_FILE)


def test_a_checkpoint_stands_under_its_size() -> None:
    """The name of its file says for which log it was signed."""
    path = "log/checkpoints/000000048"
    assert damaged(path, b"").startswith(f"{path} is not a signed checkpoint")
    assert damaged(path, SIGNED[1]) == f"{path} is the checkpoint of a log of 1 entries"
    assert damaged("log/checkpoints/48", SIGNED[48]).startswith("log/checkpoints/48 is the")


def test_a_record_stands_under_its_own_id() -> None:
    """A file that was renamed or copied is found out."""
    path = "records/MV/MVBP1EE1EDQ42.json"
    assert damaged(path, FILES[RECORD_FILE]) == f"{path} is not the sealed record of MVBP1EE1EDQ42"
