"""From JSON values to frozen records: the types of a dataclass say how.

Data that reaches this module has passed its JSON Schema, so it raises only on what a schema
cannot say; those are the errors of `date.fromisoformat` and `Period.parse`.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from registry.records.fields import fields_of, is_record
from registry.records.period import Period
from registry.records.text import Text

T = TypeVar("T")
_Convert = Callable[[Any, str], Any]


def build(record: type[T], data: Mapping[str, Any], language: str) -> T:
    """Make a record of `data`; plain strings of type `Text` are in `language`."""
    kind: Any = record  # mypy does not see that a class can be a key of the cache
    convert = _converters(kind)
    values = {convert[key][0]: convert[key][1](value, language) for key, value in data.items()}
    return record(**values)


@cache
def _converters(record: Any) -> dict[str, tuple[str, _Convert]]:
    return {field.name: (field.attribute, _converter(field.hint)) for field in fields_of(record)}


def _converter(hint: Any) -> _Convert:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union([part for part in arguments if part is not type(None)])
    if origin is tuple:
        return partial(_tuple, _converter(arguments[0]))
    if origin in (dict, Mapping):
        return partial(_mapping, _converter(arguments[1]))
    if is_record(hint):
        return partial(_record, hint)
    return _SCALARS.get(hint, _same)


def _union(parts: list[Any]) -> _Convert:
    """A record or else a word; `permanent` or else a period."""
    words = {word for part in parts if get_origin(part) is Literal for word in get_args(part)}
    rest = [part for part in parts if get_origin(part) is not Literal]
    if not rest:
        return _same
    shaped = [part for part in rest if is_record(part)]
    plain = [part for part in rest if not is_record(part)]
    of_mapping = _converter(shaped[0]) if shaped else None
    otherwise = _converter(plain[0]) if plain else _same

    def convert(value: Any, language: str) -> Any:
        if of_mapping and isinstance(value, dict):
            return of_mapping(value, language)
        return value if isinstance(value, str) and value in words else otherwise(value, language)

    return convert


def _same(value: Any, _language: str) -> Any:
    return value


def _text(value: Any, language: str) -> Text:
    if isinstance(value, str):
        return Text(value)
    rest = {key: text for key, text in value.items() if key != language}
    return Text(value.get(language, next(iter(value.values()))), rest)


def _date(value: str, _language: str) -> date:
    return date.fromisoformat(value)


def _period(value: str, _language: str) -> Period:
    return Period.parse(value)


def _tuple(convert: _Convert, value: list[Any], language: str) -> tuple[Any, ...]:
    return tuple(convert(row, language) for row in value)


def _mapping(convert: _Convert, value: dict[str, Any], language: str) -> dict[str, Any]:
    return {key: convert(inner, language) for key, inner in value.items()}


def _record(record: Any, value: dict[str, Any], language: str) -> Any:
    return build(record, value, language)


_SCALARS: dict[Any, _Convert] = {Text: _text, date: _date, Period: _period}
