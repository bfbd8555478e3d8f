"""The comments of a record file, each with the field or row that it belongs to.

The parser drops comments; they are found again in the text, between the places of the scalars.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from yaml.events import CollectionStartEvent, Event, ScalarEvent

from registry.problem import At
from registry.source.parse import Place, Source

Step = str | int
_TOKEN = re.compile(r"#[^\n]*|[\[\]{}]")
# A comment after nothing but these opens what stands below, as one on a line of its own does.
_OPENING = re.compile(r" *(?:(?:-|\?|:|---) +)*")


@dataclass(kw_only=True, slots=True)
class Comments:
    """The comments at a field or row and, under `parts`, at what is inside it.

    `before` are the lines above it; `beside` is the end of its own line, which began in `column`,
    counted from 1; `after`, only at the top, is the end of the file.
    """

    before: list[str] = field(default_factory=list)
    beside: str = ""
    column: int = 1
    after: list[str] = field(default_factory=list)
    parts: dict[Step, Comments] = field(default_factory=dict)

    def at(self, path: At) -> Comments:
        """The comments at `path`; a place for them is made where there are none."""
        found = self
        for step in path:
            found = found.parts.setdefault(step, Comments())
        return found


NO_COMMENTS = Comments()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Comment:
    offset: int
    text: str
    scalar_end: int  # where the scalar before it ended


def comments_of(source: Source) -> Comments:
    """Find every comment of a source.

    A comment on a line of its own belongs to what follows it, one at the end of a line to the
    outermost thing that this line finishes.
    """
    text = source.text
    if "#" not in text:
        return NO_COMMENTS
    nodes = list(_nodes(source.place, ()))
    starts = [start for start, _ in nodes]
    top = Comments()
    for comment in _scan(source):
        column = comment.offset - text.rfind("\n", 0, comment.offset)
        if _OPENING.fullmatch(text, comment.offset - column + 1, comment.offset):
            below = bisect_right(starts, comment.offset)
            lines = top.at(nodes[below][1]).before if below < len(nodes) else top.after
            lines.append(comment.text)
            continue
        started = bisect_left(starts, comment.offset)
        start, path = nodes[started - 1] if started else (0, ())
        closed = _closed(text, max(start, comment.scalar_end), comment.offset)
        note = top.at(path[: max(len(path) - closed, 0)])
        if note is top:
            note.after.append(comment.text)
        elif note.beside:
            note.before.append(comment.text)
        else:
            note.beside, note.column = comment.text, column
    return top


def _nodes(place: Place, path: At) -> Iterator[tuple[int, At]]:
    """Where every field and row starts, and the values in between, in the order of the text."""
    for step, part in place.parts.items():
        inner = (*path, step)
        if part.key is not None:
            yield _offset(part.key), inner
        if part.key is None or not _is_block(part.value):
            yield _offset(part.value), inner
        yield from _nodes(part, inner)


def _scan(source: Source) -> Iterator[_Comment]:
    """Every comment, in order: a `#` that is inside no scalar."""
    end = 0
    for event in _scalars(source.place):
        yield from _between(source.text, end, _offset(event))
        assert event.end_mark is not None
        end = event.end_mark.index
        if event.style in ("|", ">"):
            # The line of the indicator belongs to the span of its scalar, and may hold a comment.
            line_end = source.text.find("\n", _offset(event))
            yield from _between(source.text, _offset(event), line_end if line_end >= 0 else end)
    yield from _between(source.text, end, len(source.text))


def _between(text: str, start: int, end: int) -> Iterator[_Comment]:
    for match in _TOKEN.finditer(text, start, end):
        if match.group()[0] == "#":
            yield _Comment(offset=match.start(), text=match.group().rstrip(), scalar_end=start)


def _closed(text: str, start: int, end: int) -> int:
    """How many of the collections that were open at `start` are closed at `end`."""
    tokens = [match.group() for match in _TOKEN.finditer(text, start, end)]
    closing, opening = (sum(token in pair for token in tokens) for pair in ("]}", "[{"))
    return max(closing - opening, 0)


def _scalars(place: Place) -> Iterator[ScalarEvent]:
    for event in (place.key, place.value):
        if isinstance(event, ScalarEvent):
            yield event
    for part in place.parts.values():
        yield from _scalars(part)


def _is_block(event: Event) -> bool:
    return isinstance(event, CollectionStartEvent) and not event.flow_style


def _offset(event: Event) -> int:
    assert event.start_mark is not None
    index: int = event.start_mark.index
    return index
