"""Every text for people in a record, found by the types of its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from registry.problem import At
from registry.records.fields import fields_of, is_record
from registry.records.registry import Entry
from registry.records.text import Text

# A text as the file has it: a string, or a map of languages.
Written = str | dict[str, str]
_Walk = Callable[[Any, At], Iterator[tuple[At, Written]]]


def texts(entry: Entry[Any]) -> Iterator[tuple[At, Written]]:
    """Each text of a record with its place, as the file has it."""
    record: Any = type(entry.record)
    walk = _record(record)
    if walk is not None:
        yield from walk(entry.document.data, ())


@cache
def _record(record: Any) -> _Walk | None:
    found = [(field.name, _walk(field.hint)) for field in fields_of(record)]
    walks = [(name, walk) for name, walk in found if walk is not None]

    def walk_record(value: Any, at: At) -> Iterator[tuple[At, Written]]:
        for name, walk in walks:
            if name in value:
                yield from walk(value[name], (*at, name))

    return walk_record if walks else None


def _walk(hint: Any) -> _Walk | None:
    """How to find the texts in a value of this type; None where there can be none."""
    if hint is Text:
        return _text
    if is_record(hint):
        return _record(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _rows(_walk(arguments[0]))
    if origin is Mapping:
        return _values(_walk(arguments[1]))
    return next((walk for part in arguments if (walk := _walk(part))), None)


def _text(value: Written, at: At) -> Iterator[tuple[At, Written]]:
    yield at, value


def _rows(walk: _Walk | None) -> _Walk | None:
    if walk is None:
        return None

    def walk_rows(value: Any, at: At) -> Iterator[tuple[At, Written]]:
        for number, row in enumerate(value):
            yield from walk(row, (*at, number))

    return walk_rows


def _values(walk: _Walk | None) -> _Walk | None:
    if walk is None:
        return None

    def walk_values(value: Any, at: At) -> Iterator[tuple[At, Written]]:
        for name, inner in value.items():
            yield from walk(inner, (*at, name))

    return walk_values
