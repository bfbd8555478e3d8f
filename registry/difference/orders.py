"""How values are ordered: periods by their length, levels by their scale, never as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from registry.difference.versions import Version
from registry.difference.walk import Spot
from registry.records.period import Period
from registry.records.standard import PERMANENT

Ranks = Mapping[Any, float]
# 400 years of the Gregorian calendar are 4,800 months and 146,097 days.
_MONTHS, _DAYS = 4_800, 146_097


def length(text: str) -> float:
    """A period as a number that is comparable: a month counts as its average, 30.44 days.

    `P12M` is as long as `P1Y`; `P30D` is shorter than `P1M`, and `P31D` is longer. `permanent` is
    longer than every period.
    """
    if text == PERMANENT:
        return float("inf")
    period = Period.parse(text)
    return (period.years * 12 + period.months) * _DAYS + period.days * _MONTHS


def rise(spot: Spot, before: Version, after: Version) -> int | None:
    """1 where the value rose, -1 where it fell, 0 where it is as high; None without an order.

    Levels are ordered by the scale of the standard, or by the levels of its framework: by those of
    the newer version, or else of the older one, whichever has both.
    """
    if spot.shape.get("x-type") in {"period", "validity"}:
        return _sign(length(spot.after) - length(spot.before))
    if isinstance(spot.before, int):
        return _sign(spot.after - spot.before)
    for ranks in _scales(spot.place.field, before, after):
        if spot.before in ranks and spot.after in ranks:
            return _sign(ranks[spot.after] - ranks[spot.before])
    return None


def _scales(field: str, before: Version, after: Version) -> Iterator[Ranks]:
    for version in (after, before):
        if field == "rubric[].gate":
            yield version.data["scale"]
        elif field == "competencies.*" and version.framework:
            yield {level: rank for rank, level in enumerate(version.framework.data["levels"])}


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
