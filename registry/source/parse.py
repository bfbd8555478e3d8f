"""Strict YAML: the scalars of our records only, and the place of every value.

Values are built from PyYAML's C event stream. A subclass of its C loader would not do: that
never asks for anchors or tags, and keeps the last of two duplicate keys without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from registry.problem import START, At, Problem, Span
from registry.source.characters import forbidden, is_normal
from registry.source.decode import Refused, decode
from registry.source.syntax import syntax_error

Value = str | int | bool | list[Any] | dict[str, Any]

MAX_DEPTH = 16

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_WORDS: dict[str, bool] = {"true": True, "false": False}
_NULLS = frozenset({"", "null", "Null", "NULL", "~"})
_FLOATS = re.compile(r"[-+]?\.?(?:inf|nan|Inf|NaN|INF|NAN)")
# Words that older YAML tools read as true or false; as keys they would not survive such a tool.
_BOOLEAN_WORDS = frozenset({"on", "off", "yes", "no", "y", "n", "true", "false", "null"})


class Place(NamedTuple):
    """Where a value stands: the event of its key, its own first event, and its parts."""

    key: Event | None
    value: Event
    parts: dict[Any, Place]


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file: its text, its data, and the place of everything in it."""

    text: str
    data: dict[str, Any]

    @property
    def place(self) -> Place:
        """The place of everything in the file, found by reading it again.

        Places are many times larger than the data, and asked for only where something is wrong.
        """
        return _places(self.text)

    def span(self, at: At = (), *, key: bool = False) -> Span:
        """Where the value at `at` stands; with `key`, the key that leads to it.

        A path that leads nowhere gives the place of its nearest parent: there a missing field
        would have stood.
        """
        place = self.place
        for step in at:
            inner = place.parts.get(step)
            if inner is None:
                key = True
                break
            place = inner
        event = place.key if key and place.key is not None else place.value
        return _span(event)


def parse(raw: bytes, path: str) -> tuple[Source | None, list[Problem]]:
    """Read one record file.

    Returns the source, or None with at least one problem. A duplicate key is a problem beside
    which reading goes on; all else that is refused ends it.
    """
    text, problems = decode(raw, path)
    if text is None:
        return None, problems
    try:
        reader = _Reader(text, path)
        data, _ = reader.document()
    except Refused as refused:
        return None, [*problems, refused.problem(path)]
    problems += reader.problems
    return (None if problems else Source(text, data)), problems


@lru_cache(maxsize=256)
def _places(text: str) -> Place:
    return _Reader(text, "").document()[1]


class _Reader:
    """Turns events into data; a nested value costs one call."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        # Until the end of the stream, which nobody asks beyond, there is always a next event.
        self.event: Callable[[], Any] = yaml.CSafeLoader(text).get_event

    def document(self) -> tuple[dict[str, Any], Place]:
        try:
            self.event()  # the start of the stream
            start = self.event()
            if not isinstance(start, DocumentStartEvent):
                raise Refused("empty", "the file is empty", START, "write the record")
            if start.version or start.tags:
                message = "YAML directives are not allowed"
                raise Refused("yaml", message, _span(start), "delete the line")
            data, place = self.value(self.event(), None, 0)
            self.event()  # the end of the document
            after = self.event()
            if not isinstance(after, StreamEndEvent):
                message = "the file holds more than one document"
                raise Refused("yaml", message, _span(after), "one file, one record")
        except yaml.YAMLError as error:
            raise _syntax(error) from None
        if not isinstance(data, dict):
            message = "a record is a map of `name: value` lines"
            raise Refused("yaml", message, _span(place.value), "begin with the first field")
        return data, place

    def value(self, event: Event, key: Event | None, depth: int) -> tuple[Value, Place]:
        if isinstance(event, AliasEvent):
            message = (
                f"the alias *{event.anchor} stands for text elsewhere; records say all in place"
            )
            raise Refused("alias", message, _span(event), "write the value out")
        assert isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent)
        if event.anchor is not None:
            message = f"the anchor &{event.anchor} is not allowed in records"
            raise Refused("anchor", message, _span(event), "delete it and write values out")
        if event.tag is not None:
            message = f"the tag {event.tag} is not allowed in records"
            raise Refused("tag", message, _span(event), "delete it, or quote the text")
        if isinstance(event, ScalarEvent):
            return self.scalar(event), Place(key, event, {})
        if depth >= MAX_DEPTH:
            message = f"values are nested deeper than {MAX_DEPTH} levels"
            raise Refused("too-deep", message, _span(event), "look for a bracket too many")
        if isinstance(event, MappingStartEvent):
            return self.mapping(event, key, depth + 1)
        rows: list[Any] = []
        parts: dict[Any, Place] = {}
        while not isinstance(inner := self.event(), SequenceEndEvent):
            row, parts[len(rows)] = self.value(inner, None, depth + 1)
            rows.append(row)
        return rows, Place(key, event, parts)

    def mapping(self, event: Event, key: Event | None, depth: int) -> tuple[Value, Place]:
        data: dict[str, Any] = {}
        parts: dict[Any, Place] = {}
        while not isinstance(name := self.event(), MappingEndEvent):
            if not isinstance(name, ScalarEvent) or name.anchor or name.tag:
                message = "a field name is one plain word"
                raise Refused("yaml", message, _span(name), "write the name, a colon, the value")
            field = self.text(name)
            if field == "<<" and name.implicit[0]:
                message = "the merge key << is not allowed in records"
                raise Refused("merge-key", message, _span(name), "write the values out")
            if field.lower() in _BOOLEAN_WORDS and name.implicit[0]:
                message = f"a field called `{field}` is read as true or false by older YAML tools"
                self.report("boolean-key", message, _span(name), "choose another name")
            inner, place = self.value(self.event(), name, depth)
            if field in data:
                first = _span(parts[field].key or parts[field].value).line
                message = f"`{field}` is written twice, first in line {first}"
                self.report("duplicate-key", message, _span(name), "keep one of the two")
                continue
            data[field], parts[field] = inner, place
        return data, Place(key, event, parts)

    def scalar(self, event: ScalarEvent) -> Value:
        text = self.text(event)
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if text in _NULLS:
            message = "there is no value here; what is absent is left out"
            self.report("empty-value", message, _span(event), "write the value or delete the line")
        elif _FLOATS.fullmatch(text):
            message = f"{text} is not a number that a record can hold"
            self.report("not-a-number", message, _span(event), "write a whole number, or quote it")
        return text

    def text(self, event: ScalarEvent) -> str:
        """The text of a scalar; an escape in double quotes brings in no forbidden character."""
        text: str = event.value
        if event.style == '"':
            for found in forbidden(text):
                message = f"an escape stands for {found.name}, which no record may hold"
                self.report(found.code, message, _span(event), "delete the escape")
            if not is_normal(text):
                message = "an escape makes a letter of a base and a separate accent"
                self.report("not-nfc", message, _span(event), "write the letter itself")
        return text

    def report(self, code: str, message: str, span: Span, fix: str = "") -> None:
        self.problems.append(
            Problem(code=code, message=message, path=self.path, span=span, fix=fix)
        )


def _span(event: Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _syntax(error: yaml.YAMLError) -> Refused:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    span = START
    if mark is not None:
        span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    return syntax_error(getattr(error, "problem", None) or str(error).splitlines()[0], span)
