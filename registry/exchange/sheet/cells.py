"""Cells: what a spreadsheet may show of a text, and the text again.

A cell that begins with one of `= + - @`, also as wide characters, would be taken for a formula
(OWASP, CSV injection), so an apostrophe is put before it, as spreadsheets themselves do; reading
takes it away. Where a spreadsheet is told to divide at another mark than the comma, it may find
such a beginning in the middle of a text: no way of writing a table prevents that.
A list is one line for each entry.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
_QUOTE = "'"


def table(header: Sequence[str], rows: Iterable[Mapping[str, str | int]]) -> str:
    """A table as text; a column that a row does not have is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(row.get(name, "")) for name in header])
    return out.getvalue()


def cell(value: str | int) -> str:
    """A value as a cell that no spreadsheet calculates."""
    text = str(value)
    # A text that begins as a cell made safe would be read as the other.
    return _QUOTE + text if text.lstrip(_QUOTE).startswith(FORMULA) else text


def uncell(text: str) -> str:
    """The text of a cell, without the apostrophe that `cell` may have put there."""
    bare = text.removeprefix(_QUOTE)
    return bare if bare.lstrip(_QUOTE).startswith(FORMULA) else text


def lines(entries: Iterable[str]) -> str:
    """A list as one cell; a line break inside an entry becomes a space."""
    return "\n".join(" ".join(entry.split()) for entry in entries)


def unlines(text: str) -> list[str]:
    """The list that a cell holds."""
    return [line.strip() for line in text.split("\n") if line.strip()]
