"""How a version differs from the one before; one block in framework, standard and policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.records.text import Text

ChangeClass = Literal["editorial", "clarifying", "additive", "breaking"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Previous:
    """The end of the version before: its last day of intake, and the day it retires."""

    last_intake: date | None = None
    retires: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What changed and when; a draft has no dates, a draft given up says `withdrawn`."""

    class_: ChangeClass | None = None
    summary: Text
    announced: date | None = None
    effective: date | None = None
    withdrawn: date | None = None
    previous: Previous | None = None
