"""JSON that strangers wrote: read strictly, with the line of every value.

Names twice in one object, numbers that are none, and nesting without end are refused; Python's own
reader would take the first two and break off at the third.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, NoReturn

from registry.problem import START, Span

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


class NotJson(ValueError):
    """The text is not JSON as every reader takes it; `span` says where, as far as it is known."""

    def __init__(self, message: str, span: Span = START) -> None:
        super().__init__(message)
        self.span = span


def parse(text: str) -> Any:
    """The value of a JSON text (RFC 8259). Raises NotJson."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        span = Span(error.lineno, error.colno, error.lineno, error.colno + 1)
        raise NotJson(f"it is not JSON: {error.msg}", span) from None
    except RecursionError:
        raise NotJson("it is nested too deep") from None
    except NotJson:
        raise
    except ValueError:  # an integer of thousands of digits
        raise NotJson("a number has too many digits") from None


def spans_of(text: str, pointers: Collection[str]) -> dict[str, Span]:
    """Where the values at these JSON Pointers (RFC 6901) stand; those that are not there are left.

    `text` is JSON as `parse` takes it. One pass, however many are asked for.
    """
    found: dict[str, Span] = {}
    way: list[str | int] = []
    name = ""
    expects_name: list[bool] = []
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if piece == ",":
            if isinstance(way[-1], int):
                way[-1] += 1
            else:
                expects_name[-1] = True
        elif piece in "}]":
            way.pop()
            expects_name.pop()
        elif piece == ":":
            way[-1] = name
        elif expects_name and expects_name[-1]:
            name, expects_name[-1] = _string(piece), False
        else:
            pointer = pointer_of(way)
            if pointer in pointers:
                found[pointer] = _span(text, match)
            if piece == "{":
                way.append("")
                expects_name.append(True)
            elif piece == "[":
                way.append(0)
                expects_name.append(False)
    return found


def pointer_of(way: Iterable[str | int]) -> str:
    """A way through a value as a JSON Pointer: `/CFItems/3/fullStatement`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in way)


def _span(text: str, match: re.Match[str]) -> Span:
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
    return Span(line, column, line, column + len(match.group()))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise NotJson(f"an object has the name {twice[:60]!r} twice")
    return found


def _constant(name: str) -> NoReturn:
    raise NotJson(f"{name} is no number of JSON")


def _string(piece: str) -> str:
    try:
        found = json.loads(piece)
    except ValueError:
        return ""
    return found if isinstance(found, str) else ""
