"""Each document against the JSON Schema of its kind, in words of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from registry.check.shape import names, values
from registry.check.shape.fault import Fault, Findings, fault_of
from registry.problem import Problem
from registry.records.document import Document
from registry.records.validator import quick, validator


def shape(document: Document) -> list[Problem]:
    """Every way in which a document departs from the schema of its kind.

    A document without such a problem can be built into a record without an error.
    """
    kind = document.kind.name
    if quick(kind)(document.data):
        return []
    found = [
        document.problem(
            finding.message,
            finding.at,
            code=finding.code,
            key=finding.key,
            label=finding.label,
            fix=finding.fix,
        )
        for error in validator(kind).iter_errors(document.data)
        for finding in _WORDS[error.validator](fault_of(error))
    ]
    return list(dict.fromkeys(found))


_WORDS: dict[Any, Callable[[Fault], Findings]] = {
    "additionalProperties": names.unknown,
    "const": values.not_the_one,
    "dependentRequired": names.missing_beside,
    "enum": values.not_listed,
    "format": values.no_date,
    "maxLength": values.too_long,
    "maximum": values.out_of_range,
    "minItems": values.empty,
    "minProperties": values.empty,
    "minimum": values.out_of_range,
    "oneOf": names.side_by_side,
    "pattern": values.wrong_form,
    "required": names.missing,
    "type": values.wrong_type,
    "uniqueItems": values.repeated,
}
