"""Tables from strangers: two shapes that are read, and rows that are refused."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.exchange.reading import Reading
from registry.exchange.sheet.competencies import COLUMNS
from registry.exchange.sheet.reader import read_table

SALT = """\
Identifier,Human Coding Scheme,Full Statement,Is Child Of,Sequence Number
Math.F,M.F,Fractions,,2
Math.F.1,M.F.1,Adds fractions,M.F,
Math.F.1.b,,Adds other denominators,Math.F.1,2
Math.F.1.a,,Adds the same denominator,M.F.1,1
Math.C,M.C,Counts,,1
"""
LEVELS = """\
humanCodingScheme;abbreviatedStatement;isChildOf;domain;strand;level;sequenceNumber;fullStatement;needs
add;Add;sums;Sums;technical;high;2;Adds anything.;count
add;Add;sums;Sums;technical;low;1;Adds numbers below ten.;
count;Count;sums;Sums;technical;low;1;Counts to ten.;
"""


def read(text: str) -> Reading:
    """What reading comes to."""
    return read_table(text.encode(), "table.csv", "Sums")


def test_statements_below_others() -> None:
    """As OpenSALT writes them: parents by code or identifier, in the order of their numbers."""
    reading = read(SALT)
    assert reading.problems == ()
    assert reading.draft is not None
    assert reading.draft.data == {
        "title": "Sums",
        "domains": {"m-f": "Fractions", "sums": "Sums"},
        "competencies": [
            {
                "id": "m-f-1",
                "title": "Adds fractions",
                "domain": "m-f",
                "tasks": ["Adds the same denominator", "Adds other denominators"],
            },
            {"id": "m-c", "title": "Counts", "domain": "sums"},
        ],
        "change": {"summary": "Sums"},
    }


def test_competencies_at_levels() -> None:
    """With semicolons too; levels run by their numbers, not by the order of rows."""
    reading = read(LEVELS)
    assert reading.problems == ()
    assert reading.draft is not None
    assert reading.draft.data == {
        "title": "Sums",
        "levels": ["low", "high"],
        "domains": {"sums": "Sums"},
        "competencies": [
            {
                "id": "add",
                "title": "Add",
                "domain": "sums",
                "strand": "technical",
                "behaviours": {"low": "Adds numbers below ten.", "high": "Adds anything."},
                "needs": ["count"],
            },
            {
                "id": "count",
                "title": "Count",
                "domain": "sums",
                "strand": "technical",
                "behaviours": {"low": "Counts to ten."},
            },
        ],
        "change": {"summary": "Sums"},
    }


REFUSED = {
    "empty": ("", [""]),
    "no rows": ("fullStatement\n", [""]),
    "no statement column": ("a,b\n1,2\n", ["row 1"]),
    "a column twice": ("fullStatement,Full Statement\nx,y\n", ["row 1"]),
    "a rubric": ("criterion,quality,score\na,b,1\n", ["row 1"]),
    "an open quote": ('fullStatement\n"x\n', [""]),
    "too many cells": ("fullStatement\nx,y\nz\n", ["row 2"]),
    "an empty statement": (
        "fullStatement,humanCodingScheme\n,a\n",
        ["row 2, column `fullStatement`"],
    ),
    "no such parent": ("fullStatement,isChildOf\nx,gone\n", ["row 2, column `isChildOf`"]),
    "a code twice": (
        "fullStatement,humanCodingScheme\nx,a\ny,a\n",
        ["row 3, column `humanCodingScheme`"],
    ),
    "a circle": (
        "fullStatement,humanCodingScheme,isChildOf\nx,a,b\ny,b,a\n",
        ["row 2, column `isChildOf`"],
    ),
    "no number": (
        "fullStatement,humanCodingScheme,isChildOf,sequenceNumber\nx,a,,\ny,b,a,first\n",
        ["row 3, column `sequenceNumber`"],
    ),
    "a level twice": (LEVELS.replace(";high;2;", ";low;1;"), ["row 3, column `level`"]),
    "a level without words": (
        LEVELS.replace("Counts to ten.", ""),
        ["row 4, column `fullStatement`"],
    ),
    "two titles": (
        LEVELS.replace("add;Add;sums;Sums;technical;low", "add;Plus;sums;Sums;technical;low"),
        ["row 3, column `abbreviatedStatement`"],
    ),
    "two names of a domain": (
        LEVELS.replace("count;Count;sums;Sums", "count;Count;sums;Numbers"),
        ["row 4, column `domain`"],
    ),
    "needs nobody": (LEVELS.replace(";count\n", ";gone\n"), ["row 2"]),
    "two numbers of a level": (
        LEVELS.replace(
            "count;Count;sums;Sums;technical;low;1", "count;Count;sums;Sums;technical;low;3"
        ),
        ["row 4, column `sequenceNumber`"],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_the_row(name: str) -> None:
    """Each fault is an error that names its row and column, at its line; there is no draft."""
    text, places = REFUSED[name]
    reading = read(text)
    assert reading.draft is None
    assert [one.at for one in reading.problems if one.severity == "error"] == places
    for one in reading.problems:
        if one.at.startswith("row "):
            assert one.span.line == int(one.at.split(",")[0].removeprefix("row "))


def test_a_row_of_several_lines_is_counted_as_one() -> None:
    """The line is that of the file, the row that of the spreadsheet."""
    reading = read('fullStatement,isChildOf\n"two\nlines",\nx,gone\n')
    (problem,) = reading.problems
    assert (problem.at, problem.span.line) == ("row 3, column `isChildOf`", 4)


def test_lines_may_end_in_carriage_returns() -> None:
    """As old spreadsheets write them; the line of a problem is counted alike."""
    reading = read("fullStatement,isChildOf\rx,\r\ny,gone\r")
    (problem,) = reading.problems
    assert (problem.at, problem.span.line) == ("row 3, column `isChildOf`", 3)


def test_foreign_columns_are_named() -> None:
    """What has no place is left out with a warning."""
    reading = read("fullStatement,Education Level,colour\nx,3,red\n")
    (problem,) = reading.problems
    assert (problem.severity, problem.code) == ("warning", "import-lost")
    assert "`educationlevel`, `colour`" in problem.message
    assert reading.draft is not None


def test_no_utf_8() -> None:
    """An old encoding is refused in words."""
    reading = read_table("fullStatement\né\n".encode("latin-1"), "table.csv", "Sums")
    assert [one.code for one in reading.problems] == ["import-file"]


_cells = st.sampled_from(
    ["a", "b", "", "1", "x y", "'=1", "<b>é</b>", "technical", "\x00", "row 2"]
)
_columns = st.sampled_from(["identifier", "CFItemType", *COLUMNS, "other"])


@given(
    st.lists(_columns, min_size=1, max_size=6), st.lists(st.lists(_cells, max_size=6), max_size=5)
)
@settings(max_examples=150)
def test_no_table_is_a_traceback(header: list[str], rows: list[list[str]]) -> None:
    """Whatever cells come, the answer is a draft or errors, never both, and never an exception."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    reading = read(out.getvalue())
    assert (reading.draft is None) == any(one.severity == "error" for one in reading.problems)


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_no_text_is_a_traceback(text: str) -> None:
    """Nor does any text."""
    reading = read_table(text.encode("utf-8", "surrogatepass"), "table.csv", "")
    assert (reading.draft is None) == any(one.severity == "error" for one in reading.problems)
