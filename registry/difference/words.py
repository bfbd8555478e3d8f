"""Two texts word by word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from registry.difference.model import Mark, Word

_LEAST_KEPT = 0.25  # below this share, marks between the words would only be in the way
_TOO_LONG = 4_000  # words; beyond, a comparison word by word takes too long


def words_of(before: str, after: str) -> tuple[Word, ...]:
    """What was kept, removed and added, in reading order; removed stands before added.

    Words are what white space divides, so that marks never stand inside a word. Texts that have
    little in common, or that are very long, are removed and added as a whole.
    """
    old, new = before.split(), after.split()
    if len(old) + len(new) > _TOO_LONG:
        return _whole(old, new)
    matcher = SequenceMatcher(a=old, b=new)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if 2 * kept < _LEAST_KEPT * (len(old) + len(new)):
        return _whole(old, new)
    return tuple(_marked(matcher, old, new))


def _marked(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Word]:
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            yield from _word("kept", new[c:d])
        else:
            yield from _word("removed", old[a:b])
            yield from _word("added", new[c:d])


def _whole(old: list[str], new: list[str]) -> tuple[Word, ...]:
    return (*_word("removed", old), *_word("added", new))


def _word(mark: Mark, words: list[str]) -> Iterator[Word]:
    if words:
        yield Word(mark, " ".join(words))
