"""Edits of a record file that keep its comments: change the data, print it in the one layout."""

from __future__ import annotations

from typing import Any

from registry.source.comments import comments_of
from registry.source.layout import AS_WRITTEN, Order, layout
from registry.source.parse import Source, Value


def append_row(
    source: Source, field: str, row: str | dict[str, Any], *, order: Order = AS_WRITTEN
) -> str:
    """The text of `source` with `row` as the last of the list `field`.

    A list that is not there yet begins at its place in `order`. Dates in `row` are texts.
    Raises TypeError where `field` is something else than a list.
    """
    rows = source.data.get(field, [])
    if not isinstance(rows, list):
        raise TypeError(f"{field} is no list")
    return set_field(source, field, [*rows, row], order=order)


def set_field(source: Source, field: str, value: Value | None, *, order: Order = AS_WRITTEN) -> str:
    """The text of `source` with `value` in the top field `field`; None leaves the field out.

    Comments stay, but for those inside an old value that the new one has no place for.
    """
    data = {**source.data, field: value}
    if value is None:
        del data[field]
    return layout(data, order=order, comments=comments_of(source))
