"""Which rows without an id belong together: the most alike, in a way that looks both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import fsum
from typing import Any

_ALIKE = 0.5  # more than half in common
_TOO_MANY = 100_000  # pairs to be weighed; beyond, only equal rows are paired


def text_similarity(one: str, other: str) -> float:
    """The share of words that two texts have in common, 0 to 1 (Dice's coefficient)."""
    first, second = Counter(one.lower().split()), Counter(other.lower().split())
    every = first.total() + second.total()
    return 2 * (first & second).total() / every if every else 1.0


def row_similarity(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """The share of fields in which two rows agree, texts by their words, 0 to 1."""
    names = dict.fromkeys((*one, *other))
    # fsum does not depend on the order of the fields, so that either side may come first.
    return fsum(_alike(one.get(name), other.get(name)) for name in names) / len(names)


def _alike(one: Any, other: Any) -> float:
    if one == other:
        return 1.0
    if isinstance(one, str) and isinstance(other, str):
        return text_similarity(one, other)
    return 0.0


def pairs(
    before: Sequence[Any], after: Sequence[Any], similarity: Callable[[Any, Any], float]
) -> list[tuple[int, int]]:
    """Rows that are the same or alike, each at most once: numbers in `before` and in `after`.

    Turned round, it gives the same pairs turned round.
    """
    found = _equal(before, after)
    olds = [n for n in range(len(before)) if n not in {old for old, _ in found}]
    news = [n for n in range(len(after)) if n not in {new for _, new in found}]
    if len(olds) * len(news) > _TOO_MANY:
        return found
    weighed = [(similarity(before[old], after[new]), old, new) for old in olds for new in news]
    # Of those equally alike, the ones nearest to each other; the rest of the key is symmetrical.
    weighed.sort(key=lambda row: (-row[0], abs(row[1] - row[2]), row[1] + row[2]))
    free_old, free_new = set(olds), set(news)
    for likeness, old, new in weighed:
        if likeness > _ALIKE and old in free_old and new in free_new:
            found.append((old, new))
            free_old.remove(old)
            free_new.remove(new)
    return found


def _equal(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[int, int]]:
    """Equal rows, the first with the first; lists of records hold no row twice."""
    places = [(number, value) for number, value in enumerate(before)]
    found = []
    for new, value in enumerate(after):
        for place, (old, other) in enumerate(places):
            if other == value:
                found.append((old, new))
                del places[place]
                break
    return found
