"""What a validator objects to, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from registry.check.shape.phrases import place
from registry.problem import At
from registry.records.schema import Schema


class Fault(NamedTuple):
    """What a validator objects to: the value at `at`, and the rule of its schema.

    With `is_name` the value is the name of a field of the map at `at`.
    """

    at: At
    value: Any
    schema: Schema
    rule: Any
    is_name: bool

    @property
    def place(self) -> str:
        """Where the value stands, in words."""
        return place(self.at)


class Finding(NamedTuple):
    """A problem before it has a file: `key` says that it is the name at `at`, not the value."""

    code: str
    at: At
    message: str
    fix: str = ""
    label: str = ""
    key: bool = False


Findings = Iterator[Finding]


def fault_of(error: Any) -> Fault:
    """The fault that an error of the validator stands for."""
    return Fault(
        at=tuple(error.absolute_path),
        value=error.instance,
        schema=error.schema,
        rule=error.validator_value,
        is_name="propertyNames" in list(error.absolute_schema_path)[-2:-1],
    )
