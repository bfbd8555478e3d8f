"""The entries of the log: what happened, without a name, an ID or any other personal data.

    {"kind":"genesis","origin":"registry.example.org/log","time":"2026-11-10T00:00:00Z","v":1}
    {"kind":"policy","n":1,"sha256":"<64 hex digits>","v":1}
    {"id":"welding","kind":"standard","sha256":"<64 hex digits>","v":1,"version":"1.0"}
    {"c":"<43 letters of base64url>","kind":"issue","v":1}
    {"c":"<43 letters of base64url>","kind":"issue","replaces":5,"v":1}
    {"kind":"status","ref":5,"to":"suspended","v":1}
    {"kind":"erase","ref":5,"v":1}
    {"did":"<hex>","kind":"seal","policy":1,"source":"git:<commit>","standards":"<hex>",
     "status":{"revocation":"<hex>"},"time":"2026-11-10T00:00:00Z","v":1}      (all in one line)

An entry is canonical JSON (RFC 8785) with exactly these members; the log holds its bytes, and
points at an edition by the index of its `issue` entry. Digests are SHA-256 in hex.
Whether an entry may follow those before it is decided by `fold`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registry.jcs import canonical_json
from registry.ledger import members
from registry.ledger.members import Change, Sort

_FORMAT = 1


class EntryMalformed(ValueError):
    """The bytes or the values are no entry as we write them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Genesis:
    """The first entry: the log is called `origin`, for ever, and began at `time`."""

    origin: str
    time: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """From here on, the policy file of this number says which keys count."""

    number: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Standard:
    """A version of a standard was published: the digest of its canonical JSON."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """An edition of a credential, behind a commitment of 32 bytes.

    `replaces` is the index of the edition before, where a record was renewed or corrected.
    """

    commitment: bytes
    replaces: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """The edition at index `ref` changed its status."""

    ref: int
    to: Change


@dataclass(frozen=True, kw_only=True, slots=True)
class Erase:
    """The record whose newest edition is at `ref` was erased, and its salt with it."""

    ref: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal:
    """The end of a batch: digests of all that was published with it, and when.

    `did` and `revocation` are those of the published files, `standards` that of the canonical
    JSON of the sorted list of the digests of all standards; `source` is the commit of the records.
    """

    did: str
    policy: int
    source: str
    standards: str
    revocation: str
    time: datetime


Entry = Genesis | Policy | Standard | Issue | Status | Erase | Seal

# Kind: its class, and for each member of the JSON the field and the sort of value.
_KINDS: dict[str, tuple[type[Entry], dict[str, tuple[str, Sort]]]] = {
    "genesis": (
        Genesis,
        {"origin": ("origin", members.ORIGIN), "time": ("time", members.TIME)},
    ),
    "policy": (
        Policy,
        {"n": ("number", members.NUMBER), "sha256": ("sha256", members.DIGEST)},
    ),
    "standard": (
        Standard,
        {
            "id": ("id", members.SLUG),
            "sha256": ("sha256", members.DIGEST),
            "version": ("version", members.VERSION),
        },
    ),
    "issue": (
        Issue,
        {"c": ("commitment", members.COMMITMENT), "replaces": ("replaces", members.INDEX)},
    ),
    "status": (
        Status,
        {"ref": ("ref", members.INDEX), "to": ("to", members.TO)},
    ),
    "erase": (
        Erase,
        {"ref": ("ref", members.INDEX)},
    ),
    "seal": (
        Seal,
        {
            "did": ("did", members.DIGEST),
            "policy": ("policy", members.NUMBER),
            "source": ("source", members.SOURCE),
            "standards": ("standards", members.DIGEST),
            "status": ("revocation", members.STATUS_LISTS),
            "time": ("time", members.TIME),
        },
    ),
}
_KIND_OF = {record: kind for kind, (record, _) in _KINDS.items()}
_OPTIONAL = {"replaces"}


def print_entry(entry: Entry) -> bytes:
    """Write an entry as canonical JSON. Raises EntryMalformed if it could not be read back."""
    kind = _KIND_OF[type(entry)]
    content: dict[str, Any] = {"kind": kind, "v": _FORMAT}
    try:
        for member, (field, sort) in _KINDS[kind][1].items():
            value = getattr(entry, field)
            if value is not None:
                content[member] = sort.write(value)
    except (TypeError, ValueError) as error:
        raise EntryMalformed(f"in a {kind} entry: {error}") from error
    if _read(content) != entry:
        raise EntryMalformed(f"this {kind} entry could not be read back")
    return canonical_json(content)


def parse_entry(data: bytes) -> Entry:
    """Read an entry. Raises EntryMalformed for anything that we would not have written so."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise EntryMalformed("an entry is canonical JSON") from error
    entry = _read(content)  # after it, the content is plain: our members, texts and small numbers
    if canonical_json(content) != data:
        raise EntryMalformed("an entry is canonical JSON")
    return entry


def print_entries(entries: tuple[bytes, ...]) -> bytes:
    """Write the file of a log: one entry a line."""
    return b"".join(entry + b"\n" for entry in entries)


def parse_entries(data: bytes) -> tuple[bytes, ...]:
    """Cut the file of a log into the bytes of its entries. Raises EntryMalformed if cut short."""
    *entries, rest = data.split(b"\n")
    if rest:
        raise EntryMalformed("the last line of the log has no end")
    return tuple(entries)


def _read(content: Any) -> Entry:
    if not isinstance(content, dict) or not isinstance(content.get("kind"), str):
        raise EntryMalformed("an entry is an object with a kind")
    kind, form = content["kind"], content.get("v")
    if type(form) is not int or form != _FORMAT or kind not in _KINDS:  # True == 1
        raise EntryMalformed(f"there is no kind {kind[:80]!r} in version {form!r}")
    record, sorts = _KINDS[kind]
    given = content.keys() - {"kind", "v"}
    if given | _OPTIONAL & sorts.keys() != sorts.keys():
        raise EntryMalformed(f"a {kind} entry has the members {', '.join(sorts)}")
    try:
        values = {sorts[member][0]: sorts[member][1].read(content[member]) for member in given}
    except (TypeError, ValueError) as error:
        raise EntryMalformed(f"in a {kind} entry: {error}") from error
    return record(**values)
