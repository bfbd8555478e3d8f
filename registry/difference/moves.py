"""Texts that left one competency for another: one that is gone here and new there is the same.

This is told by likeness and for readers only: an addition and a removal have the same class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from registry.difference.model import FieldChange
from registry.difference.pairs import pairs, text_similarity
from registry.difference.words import words_of

_LIKE = 0.7  # of the words, or of the name before a colon
# A list of texts inside an item of another list, by the field of the item.
_LISTS: Mapping[str, str] = {"competencies[]": "tasks"}


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that was added or removed, by itself or with the item that held it."""

    text: str
    holder: str
    change: int


def with_moves(changes: Sequence[FieldChange]) -> list[FieldChange]:
    """The same changes; texts that moved say so, and items what became of their texts."""
    found = list(changes)
    for item, name in _LISTS.items():
        gone = list(_texts(changes, item, name, gone=True))
        new = list(_texts(changes, item, name, gone=False))
        texts = ([row.text for row in gone], [row.text for row in new])
        fates: dict[int, Counter[str]] = {}
        for old, young in pairs(*texts, text_similarity, _LIKE):
            source, target = gone[old], new[young]
            for one, other in ((source, target), (target, source)):
                change = found[one.change]
                if change.field == item:
                    fates.setdefault(one.change, Counter())[other.holder] += 1
                else:
                    words = words_of(source.text, target.text) if one is target else ()
                    found[one.change] = replace(
                        change, verb="moved", elsewhere=other.holder, words=words
                    )
        for number, holders in fates.items():
            found[number] = replace(found[number], hint=_fate(found[number], name, holders))
    return found


def _texts(changes: Sequence[FieldChange], item: str, name: str, *, gone: bool) -> Iterator[_Text]:
    for number, change in enumerate(changes):
        value, other = (change.before, change.after) if gone else (change.after, change.before)
        if other is not None or change.subject.kind != "competency":
            continue
        if change.field == f"{item}.{name}[]":
            yield _Text(value, change.subject.id, number)
        elif change.field == item:
            yield from (_Text(text, change.subject.id, number) for text in value[name])


def _fate(change: FieldChange, name: str, holders: Counter[str]) -> str:
    """What became of the texts of an item that is gone, or where those of a new one were."""
    row = change.before if change.after is None else change.after
    when = "now" if change.after is None else "before"
    share = f"{holders.total()} of its {len(row[name])} {name} {when} in"
    if len(holders) == 1:
        return f"{share} {next(iter(holders))}"
    places = ", ".join(f"{number} in {holder}" for holder, number in sorted(holders.items()))
    return f"{share} others: {places}"
