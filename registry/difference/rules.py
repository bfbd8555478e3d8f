"""The rules of change, as `x-change` names them: what class a difference at one place has.

Where a rule could be read in two ways, the question is what it asks of candidates and holders: a
value that may ask more of somebody is breaking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from registry.difference.model import Effect, Verb
from registry.difference.orders import rise
from registry.difference.versions import Version
from registry.difference.walk import Spot
from registry.records.change import ChangeClass
from registry.records.registry import matches

_POINTS = 5  # a weight that moves by no more asks nobody to work otherwise


class Judgement(NamedTuple):
    """The class of a difference, what happened, and what it means where values have an order."""

    class_: ChangeClass
    verb: Verb
    effect: Effect | None = None


Rule = Callable[[Spot, Version, Version], Judgement]


def judge(spot: Spot, before: Version, after: Version) -> Judgement:
    """What a difference is, by the rule of its field; KeyError for a rule that is none.

    Another order of the same rows is editorial, but for the levels, whose order is their meaning.
    """
    if spot.moved and spot.rule != "extended-is-additive":
        return Judgement("editorial", "reordered")
    return RULES[spot.rule](spot, before, after)


def _always(class_: ChangeClass, spot: Spot, _before: Version, _after: Version) -> Judgement:
    return Judgement(class_, _verb(spot))


def _added_is_breaking(spot: Spot, _before: Version, _after: Version) -> Judgement:
    """A prerequisite that also admits other versions than before asks for less."""
    if spot.before is None:
        return Judgement("breaking", "added")
    if spot.after is None:
        return Judgement("additive", "removed")
    if matches(spot.after, spot.before):
        return Judgement("additive", "widened", "looser")
    return Judgement("breaking", "changed", "stricter")


def _removed_is_breaking(spot: Spot, _before: Version, _after: Version) -> Judgement:
    added = spot.before is None
    return Judgement("additive" if added else "breaking", _verb(spot))


def _raised_is_breaking(spot: Spot, before: Version, after: Version) -> Judgement:
    return _ordered(spot, before, after, stricter=1)


def _lowered_is_breaking(spot: Spot, before: Version, after: Version) -> Judgement:
    return _ordered(spot, before, after, stricter=-1)


def _ordered(spot: Spot, before: Version, after: Version, *, stricter: int) -> Judgement:
    """Without a common order a value is taken for stricter; the same one in other words is not."""
    if spot.before is None:
        return Judgement("breaking", "added")
    if spot.after is None:
        return Judgement("additive", "removed")
    found = rise(spot, before, after)
    if found is None:
        return Judgement("breaking", "changed", "stricter")
    if found == 0:
        return Judgement("editorial", "changed")
    verb: Verb = "raised" if found > 0 else "lowered"
    if found == stricter:
        return Judgement("breaking", verb, "stricter")
    return Judgement("additive", verb, "looser")


def _extended_is_additive(spot: Spot, _before: Version, _after: Version) -> Judgement:
    """Levels are a list from low to high, or a map to their points."""
    old, new = spot.within
    if spot.moved:
        return Judgement("breaking", "reordered")
    if spot.before is not None or not old:
        return Judgement("breaking", _verb(spot))
    if isinstance(new, Mapping):
        above = spot.after > max(old.values())
    else:
        above = new.index(spot.after) > max(map(new.index, set(old) & set(new)), default=-1)
    return Judgement("additive" if above else "breaking", "added")


def _thresholds(spot: Spot, _before: Version, _after: Version) -> Judgement:
    if spot.before is None:
        return Judgement("additive", "added")
    if spot.after is None:
        return Judgement("breaking", "removed")
    if spot.after > spot.before:
        return Judgement("breaking", "raised", "stricter")
    return Judgement("additive", "lowered", "looser")


def _weight(spot: Spot, _before: Version, _after: Version) -> Judgement:
    moved = spot.after - spot.before
    class_: ChangeClass = "breaking" if abs(moved) > _POINTS else "clarifying"
    return Judgement(class_, "raised" if moved > 0 else "lowered")


def _framework(spot: Spot, before: Version, after: Version) -> Judgement:
    """The move itself asks nothing; what changes in the competencies required is a change each.

    One whose two versions cannot be read and compared counts like another framework.
    """
    same = spot.before.partition("@")[0] == spot.after.partition("@")[0]
    if same and before.framework and after.framework:
        return Judgement("editorial", "changed")
    return Judgement("breaking", "changed")


def _verb(spot: Spot) -> Verb:
    if spot.before is None:
        return "added"
    if spot.after is None:
        return "removed"
    return _VERBS.get(spot.place.field) or _VERBS.get(spot.shape.get("x-type", "")) or "changed"


_VERBS: Mapping[str, Verb] = {
    "competencies[].domain": "moved",
    "text": "reworded",
    "line": "renamed",
}

RULES: Mapping[str, Rule] = {
    "breaking": partial(_always, "breaking"),
    "additive": partial(_always, "additive"),
    "clarifying": partial(_always, "clarifying"),
    "editorial": partial(_always, "editorial"),
    "added-is-breaking": _added_is_breaking,
    "removed-is-breaking": _removed_is_breaking,
    "raised-is-breaking": _raised_is_breaking,
    "lowered-is-breaking": _lowered_is_breaking,
    "extended-is-additive": _extended_is_additive,
    "thresholds": _thresholds,
    "weight": _weight,
    "framework": _framework,
}
