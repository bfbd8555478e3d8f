"""Values of fields: of the wrong type or form, out of range, empty, or there twice."""

from __future__ import annotations

import re
from typing import Any

from registry.check.nearest import hint
from registry.check.shape.fault import Fault, Finding, Findings
from registry.check.shape.phrases import (
    actual,
    example,
    expected,
    form,
    no_such_day,
    noun,
    place,
    written,
)
from registry.problem import At
from registry.records import ids

_TEXTS = (None, "text", "line", "name")  # a translation inside a text has no type of its own
_QUOTED_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")  # without quotes, `parse` reads an integer
_PERIODS = ("period", "validity")


def wrong_type(fault: Fault) -> Findings:
    """Another type than the schema says (`type`)."""
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


def not_listed(fault: Fault) -> Findings:
    """A word that is none of those allowed (`enum`)."""
    allowed = [written(value) for value in fault.rule]
    value, key = written(fault.value), fault.is_name
    message = f"{fault.place} cannot {'have' if key else 'be'} `{value}`"
    found = Finding("not-allowed", fault.at, message, hint(value, allowed), key=key)
    yield found._replace(at=(*fault.at, value)) if key else found


def not_the_one(fault: Fault) -> Findings:
    """Another value than the only one allowed (`const`)."""
    message = f"{fault.place} cannot be `{written(fault.value)}`"
    fix = f"write {written(fault.rule)}, or delete the line"
    yield Finding("not-allowed", fault.at, message, fix)


def wrong_form(fault: Fault) -> Findings:
    """A text of another form than its type has (`pattern`)."""
    value: str = fault.value
    name: Any = fault.schema.get("x-type")
    if fault.is_name:
        message = f"the name `{written(value)}` in {fault.place} is not {noun(name)}"
        yield Finding("wrong-form", (*fault.at, value), message, f"write {form(name)}", key=True)
    elif not value.strip():
        yield from empty(fault)
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


def no_date(fault: Fault) -> Findings:
    """Digits that are no day of the calendar (`format`)."""
    value = fault.value
    if not re.match(fault.schema["pattern"], value):
        return  # the pattern has said so already
    message = f"{fault.place} is not a real date: {value}"
    fix = f"write {form('date')}{example(fault.schema)}"
    yield Finding("date", fault.at, message, fix, no_such_day(value))


def empty(fault: Fault) -> Findings:
    """A list, map or text with nothing in it."""
    yield Finding("empty", fault.at, f"{fault.place} is empty", "fill it, or delete the line")


def too_long(fault: Fault) -> Findings:
    """More characters than the schema allows (`maxLength`)."""
    count, most = len(fault.value), fault.rule
    message = f"{fault.place} has {count:,} characters, more than {most:,}"
    yield Finding("too-long", fault.at, message, "say it in fewer words, or link to a longer text")


def out_of_range(fault: Fault) -> Findings:
    """A number that is too small or too large (`minimum`, `maximum`)."""
    low, high = fault.schema["minimum"], fault.schema["maximum"]
    message = f"{fault.place} is {fault.value}, and can be {low} to {high:,}"
    yield Finding("out-of-range", fault.at, message, f"write a whole number from {low} to {high:,}")


def repeated(fault: Fault) -> Findings:
    """The same row twice in a list (`uniqueItems`)."""
    for row, value in enumerate(fault.value):
        if value in fault.value[:row]:
            message = f"{fault.place} names {written(value)} twice"
            yield Finding("repeated", (*fault.at, row), message, "delete one of the two")
