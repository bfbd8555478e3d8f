"""Indexes in the status list: drawn, never twice, and never without end."""

from __future__ import annotations

from itertools import count

import pytest

from registry.ledger.ledger import Ledger
from registry.openbadge.status import SIZE
from registry.seal.indexes import ListFull, allot

EMPTY = Ledger(origin="small.invalid/log")


def test_every_credential_has_an_index_of_its_own() -> None:
    """A draw that was taken already is drawn again."""
    draws = iter([b"\0\0\0\1", b"\0\0\0\1", b"\0\0\0\1", b"\0\0\0\7"])
    assert allot(["a", "b"], EMPTY, (), lambda _label, _count: next(draws)) == {"a": 1, "b": 7}


def test_a_full_list_says_so() -> None:
    """The last index is handed out; for one more there is an end, and no endless search."""
    numbers = count()
    names = [str(number) for number in range(SIZE)]

    def draw(_label: str, _count: int) -> bytes:
        return next(numbers).to_bytes(4, "big")

    assert len(set(allot(names, EMPTY, (), draw).values())) == SIZE
    with pytest.raises(ListFull, match="131,072"):
        allot([*names, "more"], EMPTY, (), draw)
