"""The one layout of a record file: the inverse of `parse`.

```yaml
title: Publishing
needs:
  - data-publisher@1
  - {at_least: 2, of: [metadata@1, licences@1, feeds@1]}
summary: >-
  A text that is longer than the line of 100 columns stands below its field, cut at spaces, so
  that a change of one word is a small difference.
```

- Two spaces a level, a list too; no blank lines; quotes only where a reader needs them (`scalar`).
- Below the top, a list of words is one line in brackets, and a map of words and of such lists one
  line in braces, where it fits. A *word* is an integer, `true`, `false`, or a text without spaces
  and without a character that ends a word there (`, [ ] { } ?`): ids, dates, references, addresses.
- A list or map that holds anything else, or a comment, is a block.
- A record that is nothing but one list (`erased.yml`) is a block too: it grows by lines.
- The fields of a record come in the order of its kind; the keys of other maps stay as they are.
- A comment stays above what it stood above, or beside it and in its column where there is room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from registry.source.comments import NO_COMMENTS, Comments, Step, comments_of
from registry.source.parse import Source
from registry.source.scalar import folded, literal, one_line, word

WIDTH = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """The order of the fields of a map: `fields`, then all others as they are written.

    `inner` is the order inside the rows of a list, or inside the values of all other fields.
    """

    fields: Mapping[str, Order] = field(default_factory=dict)
    inner: Order | None = None


AS_WRITTEN = Order()
_Collection = Mapping[str, Any] | list[Any]


def relayout(source: Source, order: Order = AS_WRITTEN) -> str:
    """The text of a source in the one layout, with its comments."""
    return layout(source.data, order=order, comments=comments_of(source))


def layout(
    data: Mapping[str, Any], *, order: Order = AS_WRITTEN, comments: Comments = NO_COMMENTS
) -> str:
    """Print a record: `parse` reads the same data from it, and its layout is the same again.

    Holds for all data that `parse` can give, but for keys of more than 1,000 characters, which
    YAML cannot write as `key: value`.
    """
    lines: list[str] = []
    if data:
        is_one_list = len(data) == 1 and isinstance(next(iter(data.values())), list)
        _block(lines, "", data, order, comments, in_rows=is_one_list)
    else:
        lines.append("{}")
    lines += comments.after
    return "\n".join(lines) + "\n"


def _block(
    lines: list[str],
    lead: str,
    value: _Collection,
    order: Order,
    comments: Comments,
    *,
    in_rows: bool = False,
) -> None:
    """Add a map or list; `lead` stands before its first entry: spaces, or dashes among them."""
    indent = " " * len(lead)
    for step, inner, inner_order in _entries(value, order):
        note = comments.parts.get(step, NO_COMMENTS)
        if note.parts and isinstance(step, int):
            note = _of_row(note, inner, inner_order)
        head = lead + (f"{one_line(step)}:" if isinstance(step, str) else "-")
        margin = lead[: len(lead) - len(lead.lstrip(" "))]
        lines += [margin + comment for comment in note.before]
        room = WIDTH - len(head) - 1
        lead = indent
        if isinstance(inner, str):
            first, below = _text(inner, room, f"{indent}  ")
            lines.append(_beside(f"{head} {first}", note))
            lines += below
            continue
        line = None if note.parts or (in_rows and inner) else _one_line(inner, inner_order)
        is_open = bool(inner) and isinstance(inner, (dict, list))
        if line is not None and (len(line) <= room or not is_open):
            lines.append(_beside(f"{head} {line}", note))
        elif isinstance(step, str):
            lines.append(_beside(head, note))
            _block(lines, f"{indent}  ", inner, inner_order, note)
        else:
            # The first field of a row stands on the line of its dash, so nothing is beside the row.
            lines += [margin + note.beside] if note.beside else []
            _block(lines, f"{head} ", inner, inner_order, note)


def _of_row(note: Comments, row: _Collection, order: Order) -> Comments:
    """Comments with those above the first field moved above the row, as both share a line."""
    first = next(_entries(row, order))[0]
    part = note.parts.get(first)
    if part is None:
        return note
    parts = {**note.parts, first: replace(part, before=[])}
    if not (part.beside or part.parts):
        del parts[first]
    return replace(note, before=note.before + part.before, parts=parts)


def _entries(value: _Collection, order: Order) -> Iterator[tuple[Step, Any, Order]]:
    inner = order.inner or AS_WRITTEN
    if isinstance(value, list):
        for step, row in enumerate(value):
            yield step, row, inner
        return
    fields = order.fields
    for key, inner_order in fields.items():
        if key in value:
            yield key, value[key], inner_order
    for key, part in value.items():
        if key not in fields:
            yield key, part, inner


def _text(text: str, room: int, indent: str) -> tuple[str, list[str]]:
    """The text as it starts after its field, and the lines below."""
    if "\n" in text and (found := literal(text)):
        return found[0], [indent + line if line else "" for line in found[1]]
    short = one_line(text)
    if len(short) > room and (lines := folded(text, WIDTH - len(indent))):
        return ">-", [indent + line for line in lines]
    return short, []


def _one_line(value: Any, order: Order) -> str | None:
    """Anything but a text as one line, however long; None where some part is no word."""
    if not isinstance(value, dict):
        return _words(value)
    parts: list[str] = []
    for key, inner, _ in _entries(value, order):
        name = word(str(key))
        words = _words(inner)
        if name is None or words is None:
            return None
        parts.append(f"{name}: {words}")
    return "{" + ", ".join(parts) + "}"


def _words(value: Any) -> str | None:
    """A word, or a list of nothing but words."""
    if isinstance(value, list):
        words = [None if isinstance(row, list) else _words(row) for row in value]
        return None if None in words else "[" + ", ".join(map(str, words)) + "]"
    if isinstance(value, str):
        return word(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else None


def _beside(line: str, note: Comments) -> str:
    """The line with the comment beside it, in its own column or else after one space."""
    if not note.beside:
        return line
    return f"{line} ".ljust(note.column - 1) + note.beside
