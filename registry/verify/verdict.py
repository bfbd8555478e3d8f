"""The verdict on a bundle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from registry.verify.steps import Kind, Step

VALID = "valid"
TEST = "test"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a bundle is worth, and what was found on the way.

    `state` is one of the states of `steps.json`; `real` is the same but for a test registry, whose
    state is always `test`. `step` is the code of the step that failed, None if none did; `kind`
    is its kind, or `valid`; `why` says more, for people who know the formats.
    `rows` gives the mark of each row: passed, skipped, or that of the step that failed.
    `proof_checked` says whether the issuer's Open Badges proofs were verified.

    The facts are None where no step has established them. `origin`, `policy`, `size` and `root`
    are for remembering: later bundles and checkpoints must agree with them. `live_size` is that of
    the live checkpoint. `credential` is None as well if anything about it is invalid.
    """

    state: str
    real: str
    step: str | None
    kind: Kind | Literal["valid"]
    why: str
    rows: Mapping[str, str]
    proof_checked: bool = False
    origin: str | None = None
    policy: int | None = None
    index: int | None = None
    size: int | None = None
    root: bytes | None = None
    as_of: datetime | None = None
    live_size: int | None = None
    credential: Mapping[str, Any] | None = None
    name: str | None = None


def marks(taken: Iterable[Step], passed: Collection[str], failed: Step | None) -> dict[str, str]:
    """The mark of each row: `skipped` where a step was not reached that could still refuse.

    What could merely not be known is no part of this: it concerns the row of its own step.
    """
    rows: dict[str, str] = {}
    for step in taken:
        if step.row is not None:
            done = step.code in passed or step.kind == "unknown"
            rows[step.row] = rows.get(step.row, "passed") if done else "skipped"
    if failed is not None and failed.row is not None:
        rows[failed.row] = failed.mark
    return rows
