"""Tables: a row for each level, cells that no spreadsheet calculates."""

from __future__ import annotations

import csv
import io

import pytest

from registry.exchange.sheet.cells import cell, lines, uncell, unlines
from registry.records.binding import framework_digest, standard_digest
from registry.records.framework import FRAMEWORK
from registry.records.standard import STANDARD
from tests.exchange_world import files
from tests.sample_site import registry

MAP, RUBRIC = "skills/open-data/1.1/competencies.csv", "standards/data-practitioner/2.1/rubric.csv"


def rows(path: str) -> list[dict[str, str]]:
    """The rows of a table of the sample."""
    return list(csv.DictReader(io.StringIO(files()[path])))


def test_a_row_for_each_competency_at_each_level() -> None:
    """Id, domain, level and sentence, in the order of the record, with the number of the level."""
    framework = registry().get(FRAMEWORK, "open-data@1.1")
    assert framework is not None
    names = ("humanCodingScheme", "isChildOf", "sequenceNumber", "level", "fullStatement")
    assert [tuple(row[name] for name in names) for row in rows(MAP)] == [
        (one.id, one.domain, str(number), level, one.behaviours[level].default)
        for one in framework.record.competencies
        for number, level in enumerate(framework.record.levels, 1)
        if level in one.behaviours
    ]


def test_a_row_for_each_criterion_at_each_level() -> None:
    """Weight, gate, level, points and descriptor."""
    standard = registry().get(STANDARD, "data-practitioner@2.1")
    assert standard is not None
    names = ("criterion", "weight", "gate", "quality", "score", "description")
    assert [tuple(row[name] for name in names) for row in rows(RUBRIC)] == [
        (
            one.id,
            str(one.weight),
            one.gate or "",
            level,
            str(standard.record.scale[level]),
            one.levels[level].default,
        )
        for one in standard.record.rubric
        for level in ("missing", "partial", "meets", "exceeds")
    ]


def test_each_row_carries_the_digest_of_the_source() -> None:
    """A row that is copied elsewhere still says what it was made of."""
    found = registry()
    standard = found.get(STANDARD, "data-practitioner@2.1")
    framework = found.get(FRAMEWORK, "open-data@1.1")
    assert standard is not None
    assert framework is not None
    assert {row["digest"] for row in rows(RUBRIC)} == {f"sha256${standard_digest(found, standard)}"}
    assert {row["digest"] for row in rows(MAP)} == {f"sha256${framework_digest(found, framework)}"}


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@cmd", "\uff1d1", "'=1", "plain", ""])
def test_no_cell_is_a_formula(text: str) -> None:
    """What a spreadsheet would calculate begins with an apostrophe, and is read without it."""
    written = cell(text)
    assert not written.startswith(("=", "+", "-", "@", "\uff1d", "\t", "\r"))
    assert cell(uncell(written)) == written


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "\uff0b1", "'=1", "''-1", "'tis", "''", "it's", ""]
)
def test_a_cell_is_read_as_it_was_meant(text: str) -> None:
    """Only the apostrophe that guards a formula is taken away."""
    assert uncell(cell(text)) == text


def test_a_list_is_one_line_for_each_entry() -> None:
    """A line break inside an entry would make two of it."""
    assert lines(["one", "two\nlines"]) == "one\ntwo lines"
    assert unlines(lines(["one", "two\nlines"])) == ["one", "two lines"]
