"""Cells: what a spreadsheet may show of a text, and the text again.

A cell that begins with one of `= + - @` would be taken for a formula (OWASP, CSV injection), so an
apostrophe is put before it, as spreadsheets themselves do; reading takes it away.
A list is one line for each entry.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
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
    return _QUOTE + text if text.startswith(FORMULA) else text


def uncell(text: str) -> str:
    """The text of a cell, without the apostrophe that `cell` may have put there."""
    bare = text.removeprefix(_QUOTE)
    return bare if bare.startswith(FORMULA) else text


def lines(entries: Iterable[str]) -> str:
    """A list as one cell; a line break inside an entry becomes a space."""
    return "\n".join(" ".join(entry.split()) for entry in entries)


def unlines(text: str) -> list[str]:
    """The list that a cell holds."""
    return [line.strip() for line in text.split("\n") if line.strip()]
