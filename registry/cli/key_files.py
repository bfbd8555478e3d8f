"""The files of keys: `keys/<n>.json` and `keys/<n>.note`, files of root keys, the log they govern.

Files are only ever added, and a root key never lies in the repository.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from registry.cli.faults import Fault
from registry.ledger.entries import (
    Entry,
    EntryMalformed,
    Genesis,
    Issue,
    parse_entries,
    parse_entry,
)
from registry.sign.chain import SignedPolicy, verify_chain
from registry.sign.paper import print_paper
from registry.sign.policy import Policy, PolicyRefused, parse_policy
from registry.sign.root import (
    NONCE_BYTES,
    SALT_BYTES,
    SECRET_BYTES,
    RootKey,
    RootRefused,
    lock,
    parse_root,
    print_root,
    unlock,
)

FOLDER = "keys"
_ENTRIES = "log/entries.jsonl"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """A sealed record: its ID, the log index of its newest edition if known, and its key."""

    id: str
    index: int | None
    multikey: str


def read_chain(root: Path) -> tuple[SignedPolicy, ...]:
    """Every policy of a registry with its note, from number 1 on; a missing note is empty."""
    chain: list[SignedPolicy] = []
    while (file := _policy_file(root, len(chain) + 1)).exists():
        note = file.with_suffix(".note")
        signatures = note.read_bytes() if note.exists() else b""
        chain.append(SignedPolicy(content=file.read_bytes(), note=signatures))
    return tuple(chain)


def newest_policy(chain: tuple[SignedPolicy, ...]) -> Policy:
    """The policy in force. Raises Fault where there is none or its roots have not all signed."""
    if not chain:
        raise Fault("key", f"there is no {FOLDER}/1.json yet", fix="begin with: sealbook key new")
    try:
        newest = parse_policy(chain[-1].content)
        return verify_chain(
            chain,
            pinned_roots=newest.roots.keys,
            threshold=newest.roots.threshold,
            origin=newest.origin,
        )
    except PolicyRefused as error:
        fix = "if a signature is missing, its holder runs: sealbook key sign --root FILE"
        raise Fault("key", f"in {FOLDER}/: {error}", fix=fix) from error


def add_policy(root: Path, signed: SignedPolicy) -> Path:
    """Write a new policy and its note; the file that it made. Never writes over one."""
    file = _policy_file(root, parse_policy(signed.content).n)
    file.parent.mkdir(exist_ok=True)
    with file.open("xb") as out:
        out.write(signed.content)
    replace_note(root, signed)
    return file


def replace_note(root: Path, signed: SignedPolicy) -> Path:
    """Write the note of a policy, in the place of one with fewer signatures."""
    file = _policy_file(root, parse_policy(signed.content).n).with_suffix(".note")
    fresh = file.with_suffix(".new")
    fresh.write_bytes(signed.note)
    fresh.replace(file)
    return file


def open_root(file: Path, passphrase: Callable[[], str]) -> RootKey:
    """The root key in a file. Raises Fault if it is none or the passphrase does not open it."""
    try:
        locked = parse_root(file.read_text("utf-8"))
        return unlock(locked, passphrase())
    except (RootRefused, UnicodeDecodeError) as error:
        raise Fault("key", str(error), fix="try again; look at each line of the file") from error


def make_root(file: Path, name: str, passphrase: str) -> tuple[RootKey, Path]:
    """Make a root key, its file, and a sheet to print beside it. Never writes over a file."""
    key = RootKey(name=name, secret=secrets.token_bytes(SECRET_BYTES))
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    locked = lock(key, passphrase, salt=salt, nonce=nonce)
    sheet = file.with_suffix(".html")
    require_new(file, sheet)
    for path, text in ((file, print_root(locked)), (sheet, print_paper(locked))):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
    return key, sheet


def require_new(*files: Path) -> None:
    """Raise Fault where a file is there already that is about to be made."""
    for file in files:
        if file.exists():
            raise Fault("key", f"{file} is there already, and is not written over")


def log_size(folder: Path) -> int | None:
    """The number of entries in the log of a ledger's folder; None where there is no log."""
    entries = _entries(folder)
    return None if entries is None else len(entries)


def log_origin(folder: Path) -> str | None:
    """The name of the log in a ledger's folder; None where there is none, or it is empty."""
    first = (*(_entries(folder) or ()), None)[0]
    return first.origin if isinstance(first, Genesis) else None


def unclaimed_issues(folder: Path, start: int, claimed: Collection[int]) -> tuple[int, ...]:
    """The issue entries from `start` on that no record claims and no later edition replaces."""
    entries = (_entries(folder) or ())[start:]
    issues = {index: row for index, row in enumerate(entries, start) if isinstance(row, Issue)}
    known = {*claimed, *(row.replaces for row in issues.values())}
    return tuple(index for index in issues if index not in known)


def sealed_records(folder: Path) -> tuple[Sealed, ...]:
    """Every record of a ledger with the key that signed it, in the order of the IDs."""
    return tuple(map(_sealed, sorted(folder.glob("records/*/*.json"))))


def _sealed(file: Path) -> Sealed:
    try:
        record = json.loads(file.read_bytes())
        method = record["credential"]["proof"]["verificationMethod"]
        return Sealed(id=file.stem, index=record.get("index"), multikey=method.rpartition("#")[2])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Fault("ledger", f"{file} is not a sealed record") from error


def _entries(folder: Path) -> tuple[Entry, ...] | None:
    file = folder / _ENTRIES
    if not file.exists():
        return None
    try:
        return tuple(map(parse_entry, parse_entries(file.read_bytes())))
    except EntryMalformed as error:
        raise Fault("ledger", f"{file}: {error}") from error


def _policy_file(root: Path, number: int) -> Path:
    return root / FOLDER / f"{number}.json"
