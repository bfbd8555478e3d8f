"""A table of people, as spreadsheets write it: one award a row, the columns named in row 1.

The columns are the fields of `Award`, in any order; upper case, `valid-from` and `valid from` are
fine. Rows are counted as a spreadsheet does: the first award is row 2.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.check.nearest import hint, nearest
from registry.cli.award import COLUMNS, Award
from registry.problem import Problem, Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of the table: its number, its first line in the file, and what it asks for."""

    number: int
    line: int
    award: Award


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table as read: its rows, or what is wrong with it; `header` are its columns.

    One award from the command line is a table without a path.
    """

    path: str
    text: str = ""
    delimiter: str = ","
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    def problem(
        self, message: str, row: Row | None = None, column: str = "", *, code: str, fix: str = ""
    ) -> Problem:
        """A problem with a row, or with one of its cells."""
        if row is None or not self.path:
            return Problem(code=code, message=message, path=self.path, fix=fix)
        where = f"row {row.number}, column `{column}`" if column else f"row {row.number}"
        return Problem(
            code=code,
            message=f"{where}: {message}",
            path=self.path,
            span=self._span(row.line, column),
            at=where,
            fix=fix,
        )

    def _span(self, line: int, column: str) -> Span:
        text = self.text.split("\n")[line - 1].rstrip("\r")
        start, end = 0, len(text)
        # Quotes could hide a delimiter: then the whole line is marked.
        if column in self.header and '"' not in text:
            cells = text.split(self.delimiter)
            number = self.header.index(column)
            if number < len(cells):
                start = sum(len(cell) + 1 for cell in cells[:number])
                end = start + len(cells[number])
        return Span(line, start + 1, line, max(end, start + 1) + 1)


def read_table(raw: bytes, path: str) -> Table:
    """Read a table in UTF-8, with or without byte order mark, with commas or semicolons."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem(
            code="encoding",
            message="the table is not UTF-8 text",
            path=path,
            span=Span(line, 1, line, 2),
            fix="save it as “CSV UTF-8”",
        )
        return Table(path=path, problems=(problem,))
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        lines = list(_lines(text, delimiter))
    except csv.Error as error:
        problem = Problem(code="table", message=f"this is no table: {error}", path=path)
        return Table(path=path, text=text, problems=(problem,))
    if not lines:
        problem = Problem(code="table", message="the table is empty", path=path, fix=_FIX)
        return Table(path=path, text=text, problems=(problem,))
    header = tuple(_name(cell) for cell in lines[0][2])
    table = Table(path=path, text=text, delimiter=delimiter, header=header)
    if wrong := tuple(_header(table)):
        return Table(path=path, text=text, problems=wrong)
    rows, problems = [], []
    for number, line, cells in lines[1:]:
        row = Row(number=number, line=line, award=_award(header, cells))
        if len(cells) > len(header):
            message = f"it has {len(cells)} cells, and row 1 names {len(header)} columns"
            fix = f'put a cell that contains "{delimiter}" in quotes'
            problems.append(table.problem(message, row, code="table", fix=fix))
        elif any(cells):
            rows.append(row)
    return Table(
        path=path,
        text=text,
        delimiter=delimiter,
        header=header,
        rows=tuple(rows),
        problems=tuple(problems),
    )


_FIX = f"begin with a line that names the columns; there are {', '.join(COLUMNS)}"


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Number of the row, number of its first line, and its cells without blanks around them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for number, cells in enumerate(reader, 1):
        yield number, line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _name(cell: str) -> str:
    return cell.lower().replace(" ", "_").replace("-", "_")


def _header(table: Table) -> Iterator[Problem]:
    row = Row(number=1, line=1, award=Award())
    for number, name in enumerate(table.header):
        if name not in COLUMNS:
            fix = hint(name, COLUMNS) if nearest(name, COLUMNS) else _FIX
            yield table.problem("there is no such column", row, name, code="table", fix=fix)
        elif name in table.header[:number]:
            yield table.problem("it is there twice", row, name, code="table", fix="keep one")


def _award(header: Sequence[str], cells: Sequence[str]) -> Award:
    return Award(**dict(zip(header, cells, strict=False)))
