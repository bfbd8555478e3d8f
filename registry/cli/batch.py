"""From awards as asked for to files: all are judged together, and all written or none."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from registry.cli import draft
from registry.cli.award import (
    COLUMN_OF,
    Award,
    Draw,
    UnknownStandard,
    completed,
    drafts,
    issued_before,
    key,
    new_id,
)
from registry.cli.draft import Draft
from registry.cli.find import Opened
from registry.cli.people import Row, Table
from registry.problem import Problem, in_order
from registry.records import ids
from registry.records.assessment import ASSESSMENT
from registry.records.credential import CREDENTIAL, ERASURES
from registry.records.registry import Registry

Key = tuple[str, str, str]
Known = Mapping[Key, str]

_STEP = re.compile(r"\[\d+\]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """A row with the ID of its credential; without files if that was issued before."""

    row: Row
    id: str
    files: tuple[Draft, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """What a table of awards comes to; with errors nothing of it is written."""

    table: Table
    issued: tuple[Issued, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def files(self) -> list[Draft]:
        """Every file to write."""
        return [file for issued in self.issued for file in issued.files]


def prepare(opened: Opened, table: Table, today: date, draw: Draw) -> Batch:
    """Judge every row, alone and beside all others; `draw(label, n)` gives n random bytes."""
    registry = opened.registry
    problems = list(table.problems)
    before = issued_before(registry)
    taken = _taken(opened)
    here: dict[Key, Row] = {}
    issued: list[Issued] = []
    for row in table.rows:
        try:
            award = completed(row.award, registry, _day(row.award, today))
        except UnknownStandard as unknown:
            problems.append(
                table.problem(
                    str(unknown), row, "standard", code="unknown-standard", fix=unknown.fix
                )
            )
            continue
        found = list(_refusals(table, row, award, registry, here, before))
        problems += found
        same = key(award)
        here.setdefault(same, row)
        if not found and same in before:
            issued.append(Issued(row=row, id=before[same]))
            problems += _differs(table, row, registry, before[same])
        elif not found:
            record_id = award.id or new_id(taken, draw)
            taken.add(record_id)
            year = (_date(award.awarded) or today).year
            files = tuple(drafts(award, record_id, year))
            issued.append(Issued(row=row, id=record_id, files=files))
    batch = Batch(table=table, issued=tuple(issued))
    problems += _judged(opened, batch, today)
    return dataclasses.replace(batch, problems=tuple(in_order(problems)))


def _taken(opened: Opened) -> set[str]:
    """Every ID that was ever given, as far as the files say."""
    taken = {document.id for document in opened.loaded.documents}
    for entry in opened.registry.entries(ERASURES):
        taken |= set(entry.record.erased)
    return taken


def _day(award: Award, today: date) -> date:
    """The day that decides on the version: when the work came in, else the award."""
    return _date(award.submitted) or _date(award.awarded) or today


def _date(text: str) -> date | None:
    """A date as typed; None where it is none, which the checks tell in their own words."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _refusals(
    table: Table, row: Row, award: Award, registry: Registry, here: Mapping[Key, Row], before: Known
) -> Iterator[Problem]:
    """What cannot become a record: no day, nobody, no decision, no ID, the same award twice."""
    if key(award) in here:
        message = f"the same award as in row {here[key(award)].number}"
        yield table.problem(message, row, code="table", fix="delete one of the two rows")
    if not award.awarded:
        fix = "write the day, so that the same row can be recognised when it comes again"
        yield table.problem("`awarded` is missing", row, code="missing-field", fix=fix)
    if not award.holder:
        fix = "write the name, or in `withheld` the digest of a name"
        yield table.problem("nobody is named", row, code="missing-field", fix=fix)
    if key(award) in before:
        return
    if not award.has_assessment and registry.get(ASSESSMENT, award.id) is None:
        fix = "say panel, lead, streams, submitted and decided, or the id of an assessment"
        message = "no assessment says who decided to award it"
        yield table.problem(message, row, code="missing-assessment", fix=fix)
    if award.id and not ids.is_id(award.id):
        fix = "look for a mistyped symbol, or leave it out for a new one"
        message = f"{award.id} is not an ID"
        yield table.problem(message, row, "id", code="id-check-symbol", fix=fix)
    elif award.id and registry.get(CREDENTIAL, award.id):
        fix = "leave it out for a new one"
        message = f"{award.id} is the ID of another award"
        yield table.problem(message, row, "id", code="same-id", fix=fix)


def _differs(table: Table, row: Row, registry: Registry, record_id: str) -> list[Problem]:
    """A warning where a row that was issued before now says another result."""
    entry = registry.get(CREDENTIAL, record_id)
    if entry is None or row.award.result in ("", entry.record.result):
        return []
    problem = table.problem(
        f"issued before as {ids.grouped(record_id)}, with the result `{entry.record.result}`",
        row,
        "result" if row.number else "",
        code="table",
        fix="a wrong result is corrected in the record; the table changes nothing",
    )
    return [dataclasses.replace(problem, severity="warning")]


def _judged(opened: Opened, batch: Batch, today: date) -> list[Problem]:
    """What the checks say of the new files, told of the rows that they come from."""
    row_of = {file.path: issued.row for issued in batch.issued for file in issued.files}
    found = draft.judge(opened, batch.files, today)
    if not batch.table.path:
        return found
    return [
        _of_row(batch.table, row_of[problem.path], problem) if problem.path in row_of else problem
        for problem in found
    ]


def _of_row(table: Table, row: Row, problem: Problem) -> Problem:
    at = _STEP.sub("", problem.at)
    column = COLUMN_OF.get(at, at.partition(".")[0])
    column = column if column in table.header else ""
    moved = table.problem(problem.message, row, column, code=problem.code, fix=problem.fix)
    return dataclasses.replace(moved, severity=problem.severity, label=problem.label)
