"""How a problem with the shape of data says where and what: places, values, types in words."""

from __future__ import annotations

from calendar import month_name, monthrange
from typing import Any

from registry.problem import At
from registry.records.schema import Schema, definition

MAX_VALUE = 60  # a longer value is cut where a message repeats it
_ACTUAL = {str: "text", bool: "true or false", int: "a number", list: "a list", dict: "a map"}
_EXPECTED = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a map of `name: value` lines",
}


def place(at: At) -> str:
    """A place in the data as people call it: `title`, row 2 of `rubric`, the file."""
    names = [step for step in at if isinstance(step, str)]
    if not names:
        return "the file"
    last = at[-1]
    return f"row {last + 1} of `{names[-1]}`" if isinstance(last, int) else f"`{last}`"


def written(value: Any) -> str:
    """A value as a record has it on one line, cut where it is long."""
    text = _flow(value)
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"


def actual(value: Any) -> str:
    """What sort of value it is."""
    return _ACTUAL[type(value)]


def expected(types: str | list[str]) -> str:
    """What sort of value the `type` of a schema asks for."""
    return " or ".join(_EXPECTED[name] for name in ([types] if isinstance(types, str) else types))


def example(schema: Schema) -> str:
    """The example that the schema gives, ready to stand at the end of a sentence."""
    found = schema.get("examples")
    return f", for example {written(found[0])}" if found else ""


def noun(name: str) -> str:
    """A common type with its article: a web address, an ID."""
    title = _lowered(definition(name)["title"])
    return f"{'an' if title[0] in 'aeioI' else 'a'} {title}"


def form(name: str) -> str:
    """How a value of a common type is written, as the end of the sentence "write …"."""
    description: str = definition(name)["description"]
    return _lowered(description.removesuffix("."))


def no_such_day(text: str) -> str:
    """Why a text in the form of a date is no day of the calendar."""
    year, month, day = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return f"there is no month {month}"
    days = monthrange(year, month)[1]
    return f"{month_name[month]} {year} has {days} days" if day else "there is no day 0"


def _flow(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_flow(row) for row in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(inner)}' for key, inner in value.items())}}}"
    return " ".join(str(value).split())


def _lowered(text: str) -> str:
    return text if text[1:2].isupper() else text[0].lower() + text[1:]
