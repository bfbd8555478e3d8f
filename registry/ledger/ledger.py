"""The ledger: every sealed credential, the status list, and when they were sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class SealedRecord:
    """The newest sealed edition of a credential.

    `credential` is the signed Open Badges credential. `history` counts the events of the record's
    history that the seal has seen. `source` is the hex SHA-256 of the record with its history cut
    to these events, in JSON canonical form (RFC 8785).
    """

    credential: Mapping[str, Any]
    history: int
    source: str

    @property
    def status_index(self) -> int:
        """The credential's bit in the status list."""
        return int(self.credential["credentialStatus"]["statusListIndex"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """A ledger as of its newest seal; `time` is None before the first."""

    records: Mapping[str, SealedRecord] = field(default_factory=dict)
    status_list: Mapping[str, Any] | None = None
    did_document: Mapping[str, Any] | None = None
    time: datetime | None = None


EMPTY = Ledger()
