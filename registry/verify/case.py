"""A case: what is asked about one bundle, and what the steps have found out so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from registry.ledger.entries import Seal
from registry.ledger.members import Change
from registry.ledger.proof import LogProof
from registry.note.checkpoint import Checkpoint
from registry.sign.canonical import Canonize
from registry.sign.policy import Policy
from registry.verify.bundle import Bundle


class Refused(ValueError):
    """The step fails; the message says why, for people who know the formats."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A bundle, what the verifier knows beforehand, and what it could fetch."""

    data: bytes
    roots: Sequence[str]
    threshold: int
    origin: str | None
    now: datetime
    record_id: str | None
    live_checkpoint: bytes | None
    consistency: Sequence[bytes] | None
    seen_policy: int
    status_list: bytes | None
    name: tuple[str, str] | None
    canonize: Canonize | None


@dataclass(kw_only=True, slots=True)
class Case:
    """What later steps read because an earlier one has found it; unset until then.

    `now` is the verifier's time or that of the seal, whichever is later: a clock that is behind
    must not bring an expired credential back.
    `listed` says whether the credential's bit is set, `change` what the status entry says.
    `live` is the live checkpoint, once it has been held against that of the bundle.
    """

    question: Question
    bundle: Bundle = field(init=False)
    policy: Policy = field(init=False)
    proof: LogProof = field(init=False)
    checkpoint: Checkpoint = field(init=False)
    seal: Seal = field(init=False)
    now: datetime = field(init=False)
    status_text: str = field(init=False)
    status_list: Mapping[str, Any] = field(init=False)
    listed: bool = field(init=False)
    change: Change | None = None
    live: Checkpoint | None = None
    name: str | None = None

    @property
    def credential(self) -> Mapping[str, Any]:
        """The signed credential of the bundle."""
        return self.bundle.credential


def require(holds: bool, otherwise: str) -> None:
    """Raise Refused unless it holds."""
    if not holds:
        raise Refused(otherwise)
