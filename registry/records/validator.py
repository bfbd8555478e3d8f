"""Validators for the data of records: `jsonschema`, and `jsonschema_rs` where it is installed.

`jsonschema` makes a new validator for every value, so that references can be followed from there.
Our schemas have none left: each part of a schema keeps one validator, which is several times as
fast and finds the same errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from registry.records.schema import Schema, schema

Errors = Iterator[ValidationError]


@cache
def validator(kind: str) -> Any:
    """A validator for the data of a kind, by its name; real dates are the one format it checks."""
    return _Validator(schema(kind), format_checker=_DATES)


@cache
def quick(kind: str) -> Callable[[Any], bool]:
    """A function that says, as quickly as it can be said here, whether data has no error."""
    fast: Any = validator(kind)
    if find_spec("jsonschema_rs"):  # the extra `fast`
        compiled = import_module("jsonschema_rs").Draft202012Validator
        fast = compiled(schema(kind), formats={"date": _is_date}, validate_formats=True)
    return cast("Callable[[Any], bool]", fast.is_valid)


def _descend(
    whole: Any,
    instance: Any,
    schema: Schema,
    path: str | int | None = None,
    schema_path: str | int | None = None,
    resolver: None = None,  # noqa: ARG001 - there are no references to resolve
) -> Errors:
    key = id(schema)  # its validator below holds the schema, so no other can get this id
    if key not in _PARTS:
        _PARTS[key] = whole.evolve(schema=schema)
    for error in _PARTS[key].iter_errors(instance):
        if path is not None:
            error.path.appendleft(path)
        if schema_path is not None:
            error.schema_path.appendleft(schema_path)
        yield error


def _pattern(_whole: Any, pattern: str, instance: Any, _part: Schema) -> Errors:
    if isinstance(instance, str) and not _compiled(pattern).match(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # For ECMA-262 `$` is the end of the text; for Python also the place before a last line break.
    return re.compile(pattern.removesuffix("$") + r"\Z")


def _one_of(_whole: Any, branches: list[Schema], instance: Any, _part: Schema) -> Errors:
    """Exactly one of several fields; each branch is `{"required": [name]}` and nothing else."""
    if isinstance(instance, dict):
        names = [branch["required"][0] for branch in branches]
        if sum(name in instance for name in names) != 1:
            yield ValidationError(f"not exactly one of {names}")


def _is_date(value: object) -> bool:
    try:
        return not isinstance(value, str) or bool(date.fromisoformat(value))
    except ValueError:
        return False


_PARTS: dict[int, Any] = {}
_DATES = FormatChecker(formats=())
_DATES.checks("date")(_is_date)
_OURS = {"pattern": _pattern, "oneOf": _one_of}
_Validator: Any = extend(Draft202012Validator, _OURS)  # type: ignore[no-untyped-call]
_Validator.descend = _descend
