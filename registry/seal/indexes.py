"""Which bit of the status list is whose: drawn, so that neighbours say nothing about each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from registry.ledger.ledger import Ledger
from registry.openbadge.status import SIZE


class ListFull(Exception):
    """Every index of the status list is some credential's."""


def allot(
    record_ids: Sequence[str],
    ledger: Ledger,
    listed: Collection[int],
    draw: Callable[[str, int], bytes],
) -> dict[str, int]:
    """The index of each record: the sealed one, or a fresh draw among those that are free.

    Every edition of a record keeps its index, so that one bit reaches old copies too.
    `listed` are the bits that are set: some are of records that were erased after they had been
    revoked, and are not handed out again.
    Raises ListFull where there is none left.
    """
    indexes = {record_id: record.status_index for record_id, record in ledger.records.items()}
    taken = {*indexes.values(), *listed}
    for record_id in record_ids:
        if record_id not in indexes and len(taken) == SIZE:
            raise ListFull(f"a status list has room for {SIZE:,} credentials, and all is taken")
        tries = 0
        while record_id not in indexes:
            number = int.from_bytes(draw(f"status/{record_id}/{tries}", 4), "big") % SIZE
            tries += 1
            if number not in taken:
                indexes[record_id] = number
                taken.add(number)
    return indexes
