"""A table that strangers wrote: its rows by the names of columns, each with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from registry.exchange.explanations import FILE, LOST
from registry.exchange.outline.findings import Findings
from registry.exchange.sheet.cells import uncell
from registry.problem import Span

_SEPARATORS = re.compile(r"[\s_-]+")
_ROW = re.compile(r"row (\d+)")
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row as spreadsheets count it, its first line in the file, and its cells by column."""

    number: int
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The text of a cell; empty where the table has no such column."""
        return self.cells.get(column.lower(), "")

    def at(self, column: str = "") -> str:
        """The place of the row, or of one of its cells."""
        return f"row {self.number}, column `{column}`" if column else f"row {self.number}"


def read_rows(text: str, known: set[str], findings: Findings) -> list[Row]:
    """The rows of a table whose first row names columns; `known` are those that will be read.

    `Human Coding Scheme`, `humanCodingScheme` and `human_coding_scheme` are one name.
    """
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        lines = list(_lines(text, delimiter))
    except csv.Error as error:
        findings.error(FILE, "", f"this is no table: {error}")
        return []
    if not lines:
        findings.error(FILE, "", "the table is empty", "begin with a row that names the columns")
        return []
    header = [_SEPARATORS.sub("", cell).lower() for cell in lines[0][2]]
    for name in {name for name in header if name and header.count(name) > 1}:
        findings.error(FILE, "row 1", f"the column `{name}` is there twice", "keep one")
    if foreign := [name for name in dict.fromkeys(header) if name and name not in known]:
        names = ", ".join(f"`{name}`" for name in foreign)
        findings.warning(LOST, "row 1", f"columns that a framework has no place for: {names}")
    return list(_rows(header, lines[1:], delimiter, findings))


def spans_of(rows: list[Row], text: str, places: set[str]) -> dict[str, Span]:
    """The lines of places that `Row.at` gave."""
    lines = text.split("\n")
    first = {row.number: row.line for row in rows} | {1: 1}
    found: dict[str, Span] = {}
    for place in places:
        match = _ROW.match(place)
        line = first.get(int(match.group(1))) if match else None
        if line:
            found[place] = Span(line, 1, line, max(len(lines[line - 1].rstrip("\r")), 1) + 1)
    return found


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for number, cells in enumerate(reader, 1):
        yield number, line, [uncell(cell.strip()) for cell in cells]
        line = reader.line_num + 1


def _rows(
    header: list[str],
    lines: list[tuple[int, int, list[str]]],
    delimiter: str,
    findings: Findings,
) -> Iterator[Row]:
    for number, line, cells in lines:
        row = Row(number=number, line=line, cells=dict(zip(header, cells, strict=False)))
        if len(cells) > len(header):
            message = f"it has {len(cells)} cells, and row 1 names {len(header)} columns"
            findings.error(FILE, row.at(), message, f"quote a cell that contains {delimiter!r}")
        if any(cells):
            yield row
