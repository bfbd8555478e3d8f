from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from registry.ledger.files import SEAL, LedgerDamaged, parse_ledger, print_ledger
from registry.ledger.ledger import Ledger, SealedRecord

PROOF = {"verificationMethod": "did:web:registry.example#z6Mk"}
RECORD = SealedRecord(
    credential={
        "id": "https://registry.example/c/7K3M9QXA2TVRC/credential.json",
        "issuer": {"id": "did:web:registry.example"},
        "name": "Data Practitioner",
        "validFrom": "2026-03-01T00:00:00Z",
        "awardedDate": "2026-03-01T00:00:00Z",
        "credentialSubject": {},
        "credentialStatus": {"statusListIndex": "7"},
        "proof": PROOF,
    },
    history=2,
    source={"standard": "ab" * 32, "history": "cd" * 32},
)
LEDGER = Ledger(
    origin="registry.example/log",
    records={"7K3M9QXA2TVRC": RECORD},
    status_list={
        "id": "https://registry.example/status/revocation.json",
        "credentialSubject": {},
        "proof": PROOF,
    },
    did_document={"id": "did:web:registry.example", "verificationMethod": []},
    time=datetime(2026, 11, 23, 6, tzinfo=UTC),
)
FILES = dict(print_ledger(LEDGER))


def damaged(path: str, content: bytes) -> str:
    """What is said of a ledger in which one file has other content."""
    with pytest.raises(LedgerDamaged) as refused:
        parse_ledger({**FILES, path: content})
    return str(refused.value)


def test_a_printed_ledger_is_read_back() -> None:
    """Parsing the printed files gives the ledger, whatever the order of the files."""
    assert parse_ledger(FILES) == LEDGER
    assert parse_ledger(dict(reversed(FILES.items()))) == LEDGER


def test_nothing_is_printed_before_the_first_seal() -> None:
    """A ledger without a time has no files."""
    assert not list(print_ledger(Ledger(origin="registry.example/log")))


@pytest.mark.parametrize("path", FILES)
def test_each_file_can_be_damaged(path: str) -> None:
    """Every file that is cut off is named."""
    assert damaged(path, FILES[path][:-3]).startswith(path)


def test_each_file_is_needed() -> None:
    """The files beside the records cannot be missing."""
    for path in (SEAL, "did.json", "status/revocation.json"):
        with pytest.raises(LedgerDamaged, match=f"{path} is missing"):
            parse_ledger({name: content for name, content in FILES.items() if name != path})


def test_a_newer_version_says_so() -> None:
    """A later form of ledger is refused for that, not for whatever else is new in it."""
    files = {path: json.dumps({"v": 2}).encode() for path in FILES}
    with pytest.raises(LedgerDamaged) as refused:
        parse_ledger(files)
    assert str(refused.value) == "seal.json is of version 2; this sealbook reads 1"


def test_a_seal_without_a_time_is_none() -> None:
    """The time of a seal has one form."""
    content = json.dumps({"origin": "registry.example/log", "time": "today", "v": 1}).encode()
    assert damaged(SEAL, content).startswith("seal.json is not what a seal writes")


def test_a_record_needs_its_index() -> None:
    """A sealed record without a place in the status list is none."""
    path = "records/7K/7K3M9QXA2TVRC.json"
    content = json.dumps({"credential": {}, "history": 0, "source": {}}).encode()
    assert damaged(path, content).startswith(f"{path} is not a sealed record")
