"""The one layout of each kind: the fields of its record give the order."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from registry.records.document import Document
from registry.records.period import Period
from registry.records.text import Text
from registry.source.layout import AS_WRITTEN, Order, relayout


def canonical(document: Document) -> str:
    """The whole file of a document as it should be: layout, order of fields, comments, body."""
    text = relayout(document.source, order_of(document.kind.record))
    return f"---\n{text}---\n{document.body}" if document.kind.is_markdown else text


def order_of(record: type[Any]) -> Order:
    """The order of the fields of a record and of all records inside it.

    A field named like a word of Python carries an underscore: `from_` stands for `from`.
    """
    key: Any = record  # mypy does not see that a class can be a key of the cache
    return _order_of(key)


@cache
def _order_of(record: Any) -> Order:
    hints = get_type_hints(record)
    return Order(
        fields={
            field.name.rstrip("_"): _order(hints[field.name])
            for field in dataclasses.fields(record)
        }
    )


def _order(hint: Any) -> Order:
    record: Any = hint
    if dataclasses.is_dataclass(hint) and hint not in (Text, Period):
        return _order_of(record)
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        return Order(inner=_order(arguments[0]))
    if get_origin(hint) is Mapping or hint is Mapping:
        return Order(inner=_order(arguments[1]))
    # Of a union such as `Choice | str`, the part that is a record.
    found = (_order(part) for part in arguments if not isinstance(part, str))
    return next((order for order in found if order is not AS_WRITTEN), AS_WRITTEN)
