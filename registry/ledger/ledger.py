"""The ledger: the log, its signed checkpoints, and the newest edition of every record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from registry.ledger.fold import LogState, fold
from registry.ledger.merkle import Tree

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class SealedRecord:
    """The newest sealed edition of a credential.

    `credential` is the signed Open Badges credential; the log entry `index` commits to it with
    `salt` (32 bytes in base64url), which is deleted with the record when it is erased.
    `history` counts the events of the record's history that the seal has seen.
    `source` holds, for each field of the record, the hex SHA-256 of its value as JSON with sorted
    keys: after sealing, a field changes only by a `corrected` event that names it, and the events
    of the history not at all.
    """

    credential: Json
    index: int
    salt: str
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

    @property
    def multikey(self) -> str:
        """The key that made the proof."""
        return str(self.credential["proof"]["verificationMethod"].rpartition("#")[2])


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger as of its newest seal; without entries it is one that has not begun.

    `entries` are the lines of the log, `checkpoints` every signed checkpoint by its size.
    `status_list` is the published file, kept byte for byte because the seal pins its digest.
    """

    origin: str
    entries: tuple[bytes, ...] = ()
    checkpoints: Mapping[int, bytes] = field(default_factory=dict)
    records: Mapping[str, SealedRecord] = field(default_factory=dict)
    status_list: bytes | None = None

    @cached_property
    def state(self) -> LogState:
        """What the log says. Raises a LogRefused, also where there are no entries."""
        return fold(self.entries)

    @cached_property
    def tree(self) -> Tree:
        """The Merkle tree over the entries."""
        return Tree.of(self.entries)

    @property
    def time(self) -> datetime | None:
        """The time of the newest seal."""
        return self.state.seal.time if self.entries else None

    @property
    def checkpoint(self) -> bytes | None:
        """The signed checkpoint of the whole log, or None while it is not signed yet."""
        return self.checkpoints.get(len(self.entries))
