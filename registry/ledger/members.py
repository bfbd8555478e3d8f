"""The members of entries: how each sort of value is read from JSON and written into it.

Reading is strict: each value has one spelling, so writing what was read gives it back.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from registry.timestamp import format_timestamp, parse_timestamp

MAX_INTEGER = 2**53 - 1  # beyond, JSON in a browser loses digits


class Change(StrEnum):
    """What a status entry turns an edition into."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    REVOKED = "revoked"


class Sort(NamedTuple):
    """A sort of value: `read` raises ValueError or TypeError for what `write` never writes."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def _matching(pattern: str) -> Sort:
    """Text of one pattern, the same in JSON and in an entry."""
    compiled = re.compile(pattern)

    def read(value: Any) -> str:
        if not compiled.fullmatch(value):
            raise ValueError(f"{value[:80]!r} does not match {pattern}")
        return str(value)

    return Sort(read, str)


def _integer(smallest: int) -> Sort:
    def read(value: Any) -> int:
        if type(value) is not int or not smallest <= value <= MAX_INTEGER:
            raise ValueError(f"{value!r} is no whole number from {smallest}")
        return value

    return Sort(read, int)


def _read_commitment(value: Any) -> bytes:
    if not _COMMITMENT.fullmatch(value):
        raise ValueError("a commitment is 32 bytes in base64url")
    return base64.urlsafe_b64decode(value + "=")


def _write_commitment(commitment: bytes) -> str:
    return base64.urlsafe_b64encode(commitment).rstrip(b"=").decode()


def _read_status(value: Any) -> str:
    if not isinstance(value, dict) or value.keys() != {"revocation"}:
        raise ValueError("a seal names one status list, that of revocation")
    return str(DIGEST.read(value["revocation"]))


# The last letter of 32 bytes carries 4 bits: the other 2 are zero.
_COMMITMENT = re.compile(r"[0-9A-Za-z_-]{42}[AEIMQUYcgkosw048]")

COMMITMENT = Sort(_read_commitment, _write_commitment)
DIGEST = _matching(r"[0-9a-f]{64}")
INDEX = _integer(0)
NUMBER = _integer(1)
ORIGIN = _matching(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[a-z0-9][a-z0-9._-]*)*")
SLUG = _matching(r"[a-z0-9-]{2,40}")
SOURCE = _matching(r"[a-z]+:[0-9a-f]{40}(?:[0-9a-f]{24})?")
STATUS_LISTS = Sort(_read_status, lambda digest: {"revocation": digest})
TIME = Sort(parse_timestamp, format_timestamp)
TO = Sort(Change, str)
VERSION = _matching(r"(?:0|[1-9][0-9]{0,3})\.(?:0|[1-9][0-9]{0,3})")
