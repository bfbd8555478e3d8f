"""The one layout of each kind: the fields of its record give the order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin

from registry.records.document import Document
from registry.records.fields import fields_of, is_record
from registry.source.layout import AS_WRITTEN, Order, relayout


def canonical(document: Document) -> str:
    """The whole file of a document as it should be: layout, order of fields, comments, body."""
    text = relayout(document.source, order_of(document.kind.record))
    return f"---\n{text}---\n{document.body}" if document.kind.is_markdown else text


def order_of(record: type[Any]) -> Order:
    """The order of the fields of a record and of all records inside it."""
    key: Any = record  # mypy does not see that a class can be a key of the cache
    return _order_of(key)


@cache
def _order_of(record: Any) -> Order:
    return Order(fields={field.name: _order(field.hint) for field in fields_of(record)})


def _order(hint: Any) -> Order:
    if is_record(hint):
        return _order_of(hint)
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        return Order(inner=_order(arguments[0]))
    if get_origin(hint) is Mapping or hint is Mapping:
        return Order(inner=_order(arguments[1]))
    # Of a union such as `Choice | str`, the part that is a record.
    found = (_order(part) for part in arguments if not isinstance(part, str))
    return next((order for order in found if order is not AS_WRITTEN), AS_WRITTEN)
