"""The documentation of a check, as data: the site does not know the checks themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckDoc:
    """What a check's page says: its code and group, the rule in one sentence, and the rest."""

    code: str
    group: str
    rule: str
    more: str = ""
