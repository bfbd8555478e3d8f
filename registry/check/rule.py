"""What every table of checks has in common: groups, and the docstring that documents a check."""

from __future__ import annotations

from inspect import getdoc
from typing import Literal

from registry.problem import Explanation

Group = Literal["form", "standards", "credentials", "governance", "privacy"]


def explained(code: str, run: object, group: Group) -> Explanation:
    """What must hold, and why: the first sentence of the docstring of `run`, and the rest."""
    rule, _, why = (getdoc(run) or "").partition("\n\n")
    return Explanation(
        code=code, group=group, rule=" ".join(rule.split()), more=" ".join(why.split())
    )
