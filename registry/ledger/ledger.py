"""The ledger: every sealed credential, the status list, and when they were sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class SealedRecord:
    """The newest sealed edition of a credential.

    `credential` is the signed Open Badges credential.
    `history` counts the events of the record's history that the seal has seen.
    `source` holds, for each field of the record, the hex SHA-256 of its value as JSON with sorted
    keys: after sealing, a field changes only by a `corrected` event that names it, and the events
    of the history not at all.
    """

    credential: Json
    history: int
    source: Mapping[str, str]

    @property
    def year(self) -> int:
        """The year of the award."""
        return int(self.credential["awardedDate"][:4])

    @property
    def status_index(self) -> int:
        """The credential's bit in the status list."""
        return int(self.credential["credentialStatus"]["statusListIndex"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """A ledger as of its newest seal.

    `origin` names the log it belongs to; `time` and the documents are None before the first seal.
    """

    origin: str
    records: Mapping[str, SealedRecord] = field(default_factory=dict)
    status_list: Json | None = None
    did_document: Json | None = None
    time: datetime | None = None
