"""Which rows without an id belong together: the most alike, in a way that looks both ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_ALIKE = 0.51  # more than half in common
_NAME = 80  # characters before a colon that can be a name
_WITHIN = 0.6  # one name holds all words of the other, of which there are two or more
_WORD = re.compile(r"\w+")
_TOO_MANY = 100_000  # pairs to be weighed; beyond, only equal rows are paired


def text_similarity(one: str, other: str) -> float:
    """The share of words that two texts have in common, 0 to 1.

    Of texts such as "Data cleaning: Ability to …" the part before the colon counts as well, since
    that is what they are called: "Licensing of software" goes on in "Rights and licensing of
    software".
    """
    found = _shared(_words(one), _words(other))
    names = (one.partition(":"), other.partition(":"))
    if all(colon and len(name) <= _NAME for name, colon, _ in names):
        first, second = (_words(name) for name, _, _ in names)
        within = min(first.total(), second.total()) > 1 and (first <= second or second <= first)
        found = max(found, _shared(first, second), _WITHIN if within else 0.0)
    return found


def _shared(first: Counter[str], second: Counter[str]) -> float:
    """Dice's coefficient of the words; texts without any word are alike if both are."""
    every = first.total() + second.total()
    return 2 * (first & second).total() / every if every else 1.0


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def same_but_one(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """1 where two rows agree in all fields but one, and in one at least; or else 0.

    That leaves nothing to likeness: whether a row counts as changed or as another one decides the
    class.
    """
    names = {*one, *other}
    differing = sum(one.get(name) != other.get(name) for name in names)
    return float(differing <= 1 < len(names))


def pairs(
    before: Sequence[Any],
    after: Sequence[Any],
    similarity: Callable[[Any, Any], float],
    least: float = _ALIKE,
) -> list[tuple[int, int]]:
    """Rows that are the same or alike, each at most once: numbers in `before` and in `after`.

    `least` is the similarity from which on two rows may belong together. Turned round, it gives the
    same pairs turned round.
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
        if likeness >= least and old in free_old and new in free_new:
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
