"""The nearest existing name, for the hint that most mistakes need."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, words: Iterable[str]) -> str:
    """The name among `words` that `word` was probably meant to be; empty where none is near."""
    return next(iter(get_close_matches(word, list(words), n=1, cutoff=0.6)), "")


def hint(word: str, words: Iterable[str], otherwise: str = "") -> str:
    """What to write instead: the nearest name, or else all of them, or else `otherwise`."""
    known = list(dict.fromkeys(words))
    if near := nearest(word, known):
        return f"did you mean `{near}`?"
    if otherwise:
        return otherwise
    return "use " + one_of(known) if known else ""


def one_of(words: Iterable[str]) -> str:
    """A choice as people write it: `a`, `b` or `c`."""
    marked = [f"`{word}`" for word in words]
    return " or ".join(filter(None, (", ".join(marked[:-1]), *marked[-1:])))
