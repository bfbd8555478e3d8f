"""The fields of a record's class, as its files name them."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any, NamedTuple, get_type_hints

from registry.records.period import Period
from registry.records.text import Text


class Field(NamedTuple):
    """A field: its `name` in files, the `attribute` of the record, and its type.

    A field named like a word of Python carries an underscore: `from_` holds `from`.
    """

    name: str
    attribute: str
    hint: Any


@cache
def fields_of(record: Any) -> tuple[Field, ...]:
    """The fields of a record class, in the order in which they are declared and written."""
    hints = get_type_hints(record)
    return tuple(
        Field(field.name.rstrip("_"), field.name, hints[field.name])
        for field in dataclasses.fields(record)
    )


def is_record(hint: Any) -> bool:
    """Whether a type is a record; texts and periods are values, though classes too."""
    return dataclasses.is_dataclass(hint) and hint not in (Text, Period)
