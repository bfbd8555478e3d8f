"""Shape: each document against the JSON Schema of its kind, in words of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from registry.check.nearest import hint, nearest, one_of
from registry.check.phrases import (
    actual,
    example,
    expected,
    form,
    no_such_day,
    noun,
    place,
    written,
)
from registry.problem import At, Problem
from registry.records import ids
from registry.records.document import Document
from registry.records.schema import Schema
from registry.records.validator import quick, validator

_TEXTS = (None, "text", "line", "name")  # a translation inside a text has no type of its own
_QUOTED_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")  # without quotes, `parse` reads an integer
_PERIODS = ("period", "validity")
_NOT_WRITTEN = dict.fromkeys(("id", "slug", "version"), "the path of the file says it") | (
    dict.fromkeys(
        ("valid_until", "expires", "status", "state", "outcome", "total"),
        "it is computed and never written",
    )
)


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
        for finding in _WORDS[error.validator](_fault(error))
    ]
    return list(dict.fromkeys(found))


def _fault(error: Any) -> Fault:
    return Fault(
        at=tuple(error.absolute_path),
        value=error.instance,
        schema=error.schema,
        rule=error.validator_value,
        is_name="propertyNames" in list(error.absolute_schema_path)[-2:-1],
    )


Findings = Iterator[Finding]


def _unknown(fault: Fault) -> Findings:
    for name, meant in _misspelt(fault).items():
        message = f"there is no field `{name}`" + (f" in {fault.place}" if fault.at else "")
        free = [field for field in fault.schema["properties"] if field not in fault.value]
        fix = f"did you mean `{meant}`?" if meant else _NOT_WRITTEN.get(name, "")
        otherwise = "delete it" + (f", or use {one_of(free)}" if free else "")
        yield Finding("unknown-field", (*fault.at, name), message, fix or otherwise, key=True)


def _misspelt(fault: Fault) -> dict[str, str]:
    """Names that are no fields, each with the absent field that was probably meant."""
    fields = fault.schema["properties"]
    absent = [field for field in fields if field not in fault.value]
    return {name: nearest(name, absent) for name in fault.value if name not in fields}


def _missing(fault: Fault) -> Findings:
    for name in fault.rule:
        if name not in fault.value and name not in _misspelt(fault).values():
            yield _absent(fault, name, f"`{name}` is missing")


def _missing_beside(fault: Fault) -> Findings:
    for name, others in fault.rule.items():
        for other in others:
            if name in fault.value and other not in fault.value:
                yield _absent(fault, other, f"`{name}` needs `{other}` beside it")


def _absent(fault: Fault, name: str, message: str) -> Finding:
    field = fault.schema["properties"][name]
    value = written(field["examples"][0])
    fix = f"add a line `{name}: …`" if value.endswith("…") else f"add, say, `{name}: {value}`"
    inside = f" in {fault.place}" if fault.at else ""
    return Finding("missing-field", (*fault.at, name), message + inside, fix, field["description"])


def _one_of(fault: Fault) -> Findings:
    names = [branch["required"][0] for branch in fault.rule]
    here = [name for name in fault.value if name in names]
    if len(here) > 1:
        message = f"`{here[0]}` and `{here[1]}` stand side by side; only one of them can"
        yield Finding("one-of", (*fault.at, here[1]), message, "keep one of the two", key=True)
    elif not set(names) & set(_misspelt(fault).values()):
        message = f"{fault.place} says none of {one_of(names)}"
        yield Finding("one-of", fault.at, message, "write exactly one of them")


def _type(fault: Fault) -> Findings:
    value, types = fault.value, fault.rule
    wanted = [types] if isinstance(types, str) else types
    if "string" in wanted and isinstance(value, int):
        fix = f'put it in quotes: "{written(value)}"'
    elif types == "integer" and isinstance(value, str) and _QUOTED_NUMBER.fullmatch(value):
        fix = f"write it without quotes: {value}"
    elif types == "array" and not isinstance(value, dict):
        fix = f"write a list: [{written(value)}]"
    else:
        fix = f"write {expected(types)}{example(fault.schema)}"
    message = f"{fault.place} is {actual(value)}, not {expected(types)}"
    yield Finding("wrong-type", fault.at, message, fix)


def _enum(fault: Fault) -> Findings:
    allowed = [written(value) for value in fault.rule]
    value, key = written(fault.value), fault.is_name
    message = f"{fault.place} cannot {'have' if key else 'be'} `{value}`"
    found = Finding("not-allowed", fault.at, message, hint(value, allowed), key=key)
    yield found._replace(at=(*fault.at, value)) if key else found


def _const(fault: Fault) -> Findings:
    message = f"{fault.place} cannot be `{written(fault.value)}`"
    fix = f"write {written(fault.rule)}, or delete the line"
    yield Finding("not-allowed", fault.at, message, fix)


def _pattern(fault: Fault) -> Findings:
    value: str = fault.value
    name: Any = fault.schema.get("x-type")
    if fault.is_name:
        message = f"the name `{written(value)}` in {fault.place} is not {noun(name)}"
        yield Finding("wrong-form", (*fault.at, value), message, f"write {form(name)}", key=True)
    elif not value.strip():
        yield from _empty(fault)
    elif name in _TEXTS:
        yield _text(value, fault.at)
    else:
        code = "period" if name in _PERIODS else "date" if name == "date" else "wrong-form"
        message = f"{fault.place} is not {noun(name)}: {written(value)}"
        fix = f"write {form(name)}{example(fault.schema)}"
        if name == "id" and ids.is_id(typed := ids.normalize(value)):
            fix = f"write {typed}"
        yield Finding(code, fault.at, message, fix)


def _text(value: str, at: At) -> Finding:
    if value.strip() == value:
        message = f"{place(at)} has a line break, and is one line"
        return Finding("wrong-form", at, message, "write `>-` and one paragraph, or shorten it")
    message = f"{place(at)} begins or ends with a blank or a line break"
    return Finding("wrong-form", at, message, "delete it; a long text begins with `>-`, not `>`")


def _date(fault: Fault) -> Findings:
    value = fault.value
    if not re.match(fault.schema["pattern"], value):
        return  # the pattern has said so already
    message = f"{fault.place} is not a real date: {value}"
    fix = f"write {form('date')}{example(fault.schema)}"
    yield Finding("date", fault.at, message, fix, no_such_day(value))


def _empty(fault: Fault) -> Findings:
    yield Finding("empty", fault.at, f"{fault.place} is empty", "fill it, or delete the line")


def _too_long(fault: Fault) -> Findings:
    count, most = len(fault.value), fault.rule
    message = f"{fault.place} has {count:,} characters, more than {most:,}"
    yield Finding("too-long", fault.at, message, "say it in fewer words, or link to a longer text")


def _range(fault: Fault) -> Findings:
    low, high = fault.schema["minimum"], fault.schema["maximum"]
    message = f"{fault.place} is {fault.value}, and can be {low} to {high:,}"
    yield Finding("out-of-range", fault.at, message, f"write a whole number from {low} to {high:,}")


def _repeated(fault: Fault) -> Findings:
    for row, value in enumerate(fault.value):
        if value in fault.value[:row]:
            message = f"{fault.place} names {written(value)} twice"
            yield Finding("repeated", (*fault.at, row), message, "delete one of the two")


_WORDS: dict[Any, Callable[[Fault], Findings]] = {
    "additionalProperties": _unknown,
    "const": _const,
    "dependentRequired": _missing_beside,
    "enum": _enum,
    "format": _date,
    "maxLength": _too_long,
    "maximum": _range,
    "minItems": _empty,
    "minProperties": _empty,
    "minimum": _range,
    "oneOf": _one_of,
    "pattern": _pattern,
    "required": _missing,
    "type": _type,
    "uniqueItems": _repeated,
}
