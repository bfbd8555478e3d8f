"""Issuing: what is written passes the checks, and nothing is written that would not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from registry.check.run import check
from registry.cli.award import COLUMNS, Award, new_id
from registry.cli.batch import prepare
from registry.cli.draft import Draft, write
from registry.cli.find import Opened
from registry.cli.people import read_table
from registry.load import load
from registry.records import ids
from tests.command_line import CommandLine, Ran

ASSESSED = (
    *("--panel", "ada,ben,cleo", "--lead", "ada", "--streams", "repository,talk"),
    *("--submitted", "2026-09-01", "--decided", "2026-10-01"),
)
HEADER = "name,standard,awarded,consent,panel,lead,streams,submitted,decided"
ROW = "analyst,2026-11-02,2026-10-20,ada ben cleo,ada,repository talk,2026-09-01,2026-10-01"


def issue(sealbook: CommandLine, *words: str) -> Ran:
    """Issue to Maya with everything that is needed, and WORDS besides."""
    consent = ("--consent", "2026-10-20")
    return sealbook.on_day("issue", "analyst", "--to", "Maya Doe", *consent, *ASSESSED, *words)


def table(sealbook: CommandLine, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> str:
    """Write a table beside the registry; returns its name."""
    text = "".join(f"{row}\n" for row in (header, *rows))
    (sealbook.root.parent / "people.csv").write_bytes(text.encode(encoding))
    return "people.csv"


def test_issue_writes_two_records_that_pass(sealbook: CommandLine) -> None:
    """One command gives a credential and its assessment under one ID, and `check` is content."""
    before = sealbook.files()
    ran = issue(sealbook)
    assert ran.code == 0, ran.out
    new = sorted(sealbook.files().keys() - before.keys())
    assert ran.out.splitlines() == new[::-1]
    record_id = Path(new[0]).stem
    assert new == [f"assessments/2026/{record_id}.yml", f"credentials/2026/{record_id}.yml"]
    assert ids.is_id(record_id)
    assert sealbook.files()[new[1]].decode() == (
        "standard: analyst@1.1\n"
        "result: pass\n"
        "holder: Maya Doe\n"
        "consent: {date: 2026-10-20, covers: [name]}\n"
        "language: en\n"
        "awarded: 2026-11-23\n"
    )
    assert sealbook.files()[new[0]].decode() == (
        "standard: analyst@1.1\n"
        "panel: [ada, ben, cleo]\n"
        "lead: ada\n"
        "dissent: 0\n"
        "streams: [repository, talk]\n"
        "submitted: 2026-09-01\n"
        "decided: 2026-10-01\n"
    )
    assert sealbook.on_day("check").out == ""


def test_issue_says_what_comes_next(sealbook: CommandLine) -> None:
    """The next steps name the files and the ID, and not the holder."""
    ran = issue(sealbook)
    credential, assessment = ran.out.split()
    shown = ids.grouped(Path(credential).stem)
    assert f"git switch -c issue-{shown[:4]} && git add {credential} {assessment}" in ran.err
    assert f'git commit -m "Issue {shown}"' in ran.err
    assert "Maya" not in ran.err
    assert sealbook("-q", "issue", "x").err.startswith("error")


def test_issuing_twice_writes_once(sealbook: CommandLine) -> None:
    """The same holder, standard and day is the same award, however the name is spaced."""
    first = issue(sealbook)
    before = sealbook.files()
    again = sealbook.on_day("issue", "analyst@1", "--to", " Maya  Doe", *ASSESSED)
    assert again.code == 0
    assert ids.grouped(Path(first.out.split()[0]).stem) in again.err
    assert sealbook.files() == before


def test_dry_run_shows_the_files(sealbook: CommandLine) -> None:
    """A dry run prints what would be written, and writes nothing."""
    before = sealbook.files()
    ran = issue(sealbook, "--dry-run")
    assert ran.code == 0
    assert "holder: Maya Doe\n" in ran.out
    assert "panel: [ada, ben, cleo]\n" in ran.out
    assert sealbook.files() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--awarded", "2026-13-01"), "date", "awarded: 2026-13-01"),
        (("--awarded", "2027-01-05"), "future-date", "2027-01-05"),
        (("--result", "pas"), "unknown-result", "did you mean `pass`?"),
        (("--language", "fr"), "unknown-language", "fr"),
        (("--handle", "nobody"), "unknown-person", "nobody"),
        (("--kind", "persn"), "not-allowed", "did you mean `person`?"),
        (("--covers", "evidence"), "name-without-consent", "holder: Maya Doe"),
        (("--withheld", "sha256$" + "0" * 64), "one-of", "holder"),
        (("--panel", "ada,bem,cleo"), "unknown-person", "did you mean `ben`?"),
        (("--dissent", "two"), "wrong-type", "dissent: two"),
        (("--id", "A1A1A1A1A1A1J"), "id-check-symbol", "A1A1A1A1A1A1J"),
        (("--id", "a1a1-a1a1-a1a1h"), "same-id", "A1A1A1A1A1A1H"),
    ],
)
def test_a_bad_award_is_a_problem_with_a_place(
    sealbook: CommandLine, words: tuple[str, ...], code: str, said: str
) -> None:
    """What `check` would refuse is refused before it is written, in the same words."""
    before = sealbook.files()
    ran = issue(sealbook, *words)
    assert ran.code == 1
    assert f"error[{code}]" in ran.out
    assert said in ran.out
    assert ran.err == "Nothing written: 1 error.\n"
    assert sealbook.files() == before


def test_hostile_names(sealbook: CommandLine) -> None:
    """A name that is markup is a name; one that drives a terminal is refused."""
    ran = sealbook.on_day("issue", "analyst", "--to", "a\u202eb\x1b[2J", *ASSESSED)
    assert ran.code == 1
    assert "error[bidi]" in ran.out
    assert "\x1b" not in ran.out
    name = '<script>alert("1")</script>: # no'
    ran = sealbook.on_day("issue", "analyst", "--to", name, "--consent", "2026-10-20", *ASSESSED)
    assert ran.code == 0
    assert sealbook.on_day("check").code == 0
    assert name in {d.data.get("holder") for d in load(sealbook.root).documents}


def test_a_decision_is_asked_for(sealbook: CommandLine) -> None:
    """Nobody is awarded without an assessment; one that is there already is named by its ID."""
    ran = sealbook.on_day("issue", "analyst", "--to", "Maya Doe", "--consent", "2026-10-20")
    assert ran.code == 1
    assert "error[missing-assessment]" in ran.out
    written = issue(sealbook)
    credential = sealbook.root / written.out.split()[0]
    credential.unlink()
    words = ("--to", "Ana Roe", "--consent", "2026-10-20", "--id", credential.stem)
    ran = sealbook.on_day("issue", "analyst", *words)
    assert (ran.code, ran.out) == (0, written.out.splitlines()[0] + "\n")
    assert sealbook.on_day("check").code == 0


@pytest.mark.parametrize(
    ("standard", "said"),
    [
        ("analist", "there is no standard `analist`"),
        ("analyst@3", "standard `analyst` has no version 3"),
        ("analyst@1.7", "standard `analyst` has no version 1.7"),
    ],
)
def test_unknown_standard(sealbook: CommandLine, standard: str, said: str) -> None:
    """A standard or version that is not there names those that are."""
    ran = sealbook.on_day("issue", standard, "--to", "Maya Doe", *ASSESSED)
    assert ran.code == 1
    assert f"error[unknown-standard]: {said}" in ran.out
    assert "analyst" in ran.out.partition("fix:")[2]


def test_the_version_is_that_of_the_day_of_submission(sealbook: CommandLine) -> None:
    """A standard without a version is the one that was in force when the work came in."""
    old = ("--submitted", "2026-02-01", "--decided", "2026-02-20", "--awarded", "2026-04-01")
    ran = sealbook.on_day(
        "issue", "analyst", "--to", "Maya Doe", "--consent", "2026-02-01", *ASSESSED, *old
    )
    assert ran.code == 0, ran.out
    credential = (sealbook.root / ran.out.split()[0]).read_text("utf-8")
    assert credential.startswith("standard: analyst@1.0\n")


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_table(sealbook: CommandLine, delimiter: str, encoding: str) -> None:
    """A table as spreadsheets write it: with or without byte order mark, commas or semicolons."""
    rows = [f"Zoë Müller,{ROW}", f"O'Brien,{ROW}", ",,,,,,,,"]
    lines = [line.replace(",", delimiter) for line in (*rows,)]
    name = table(sealbook, *lines, header=HEADER.replace(",", delimiter), encoding=encoding)
    ran = sealbook.on_day("issue", "--from", name)
    assert ran.code == 0, ran.out
    assert ran.err.startswith("Wrote 2 credentials (draft, not sealed).")
    assert sealbook.on_day("check").out == ""
    holders = {document.data.get("holder") for document in load(sealbook.root).documents}
    assert {"Zoë Müller", "O'Brien"} <= holders


def test_a_table_can_be_run_again(sealbook: CommandLine) -> None:
    """A second run writes nothing; a longer table only what is new."""
    name = table(sealbook, f"Maya Doe,{ROW}")
    assert sealbook.on_day("issue", "--from", name).code == 0
    before = sealbook.files()
    again = sealbook.on_day("issue", "--from", name)
    assert (again.code, again.err) == (0, "Nothing to write; 1 issued before.\n")
    assert sealbook.files() == before
    table(sealbook, f"Maya Doe,{ROW}", f"Ana Roe,{ROW}")
    ran = sealbook("--json", "issue", "--from", name, "--today", "2026-11-23")
    assert [row["row"] for row in ran.json["before"]] == [2]
    assert [row["row"] for row in ran.json["issued"]] == [3]
    assert len(ran.json["written"]) == 2


def test_a_table_says_all_its_problems_and_writes_nothing(sealbook: CommandLine) -> None:
    """Each bad row says its number and column; no row is written, not even a good one."""
    name = table(
        sealbook,
        f"Good Person,{ROW}",
        f"Bad Date,{ROW.replace('2026-11-02', '2026-02-30')}",
        f"Bad Panel,{ROW.replace('ben', 'bem')}",
        f"Bad Standard,{ROW.replace('analyst', 'analist')}",
        f"Good Person,{ROW}",
        f",{ROW}",
        f"No Day,{ROW.replace('2026-11-02', '')}",
        f"Too,Many,{ROW}",
    )
    before = sealbook.files()
    ran = sealbook("--json", "issue", "--from", name, "--today", "2026-11-23")
    assert ran.code == 1
    assert sealbook.files() == before
    found = {(p["line"], p["column"]): (p["code"], p["message"]) for p in ran.json["problems"]}
    assert {place: code for place, (code, _) in found.items()} == {
        (3, 18): "date",
        (4, 41): "unknown-person",
        (5, 14): "unknown-standard",
        (6, 1): "table",
        (7, 1): "missing-field",
        (8, 1): "missing-field",
        (9, 1): "table",
    }
    assert list(found) == sorted(found), "in the order of the rows"
    assert found[3, 18][1].startswith("row 3, column `awarded`: ")
    assert found[6, 1][1] == "row 6: the same award as in row 2"
    assert {p["file"] for p in ran.json["problems"]} == {"people.csv"}


def test_options_fill_empty_cells(sealbook: CommandLine) -> None:
    """What is the same for all rows can be said once, as an option."""
    name = table(sealbook, "Maya Doe,2026-10-20", "Ana Roe,", header="Name,Consent")
    words = ("--consent", "2026-10-21", "--awarded", "2026-11-02", *ASSESSED)
    ran = sealbook.on_day("issue", "analyst", "--from", name, *words)
    assert ran.code == 0, ran.out
    texts = [content.decode() for content in sealbook.files().values()]
    assert sum("holder: Ana Roe\nconsent: {date: 2026-10-21" in text for text in texts) == 1
    assert sum("holder: Maya Doe\nconsent: {date: 2026-10-20" in text for text in texts) == 1


@pytest.mark.parametrize(
    ("raw", "code", "said"),
    [
        (b"", "table", "the table is empty"),
        (b"nmae,standard\nx,y\n", "table", "row 1, column `nmae`: there is no such column"),
        (b"name,name\nx,y\n", "table", "it is there twice"),
        (b"name\n\xff\n", "encoding", "the table is not UTF-8 text"),
        (b'name\n"open\n', "table", "this is no table"),
        (b"PK\x03\x04\x14\x00\x00\x00", "table", "there is no such column"),
    ],
)
def test_what_is_no_table(sealbook: CommandLine, raw: bytes, code: str, said: str) -> None:
    """A file that is no table says so, in one sentence, and is exit 1."""
    (sealbook.root.parent / "people.csv").write_bytes(raw)
    ran = sealbook.on_day("issue", "--from", "people.csv")
    assert ran.code == 1
    assert f"error[{code}]" in ran.out
    assert said in ran.out


def test_rows_with_line_breaks_keep_their_numbers() -> None:
    """A quoted cell may go over lines: rows are counted as a spreadsheet counts them."""
    found = read_table(b'name,lead\r\n"Maya\r\nDoe",ada\r\nAna,ben\r\n', "p.csv")
    assert [(row.number, row.line, row.award.lead) for row in found.rows] == [
        (2, 2, "ada"),
        (3, 4, "ben"),
    ]
    assert found.rows[0].award.holder == "Maya Doe"


def test_every_column_is_an_option(sealbook: CommandLine) -> None:
    """The help of the options documents the columns: there is none that it leaves out."""
    shown = sealbook.anywhere("issue", "--help").out
    for column in set(COLUMNS) - {"standard", "name"}:
        assert f"  --{column.replace('_', '-')} " in shown


def test_holders_are_compared_in_one_normal_form() -> None:
    """A decomposed accent, as some systems type it, is the same name."""
    assert Award(name="Zoe\u0308").holder == Award(name="Zoë").holder


def test_one_batch_has_no_id_twice(sealbook: CommandLine) -> None:
    """Chance may repeat itself; IDs do not, in a batch either."""
    one, other = b"\x0f" * 8, b"\x0e" * 8
    registry, _ = check(load(sealbook.root), date(2026, 11, 23))
    assert registry is not None
    opened = Opened(loaded=load(sealbook.root), registry=registry, known=[])
    name = table(sealbook, f"Maya Doe,{ROW}", f"Ana Roe,{ROW}")
    found = read_table((sealbook.root.parent / name).read_bytes(), name)
    made = prepare(opened, found, date(2026, 11, 23), bytes_in_turn(one, one, other))
    assert [issued.id for issued in made.issued] == [ids.draw(one), ids.draw(other)]


def test_old_warnings_are_not_told_again(sealbook: CommandLine) -> None:
    """What was wrong before is the business of `check`, not of a new award."""
    standard = sealbook.root / "standards" / "steward" / "1.0.yml"
    standard.write_text(
        standard.read_text("utf-8").replace("review_every: P5Y", "review_every: P1M")
    )
    assert "warning[review-overdue]" in sealbook.on_day("check").out
    ran = issue(sealbook)
    assert ran.code == 0
    assert "warning" not in ran.out


def bytes_in_turn(*given: bytes) -> Callable[[str, int], bytes]:
    """A source of random bytes that is not random."""
    numbers = count()
    return lambda _label, _length: given[next(numbers)]


def test_an_id_is_drawn_until_it_is_free() -> None:
    """An ID that is taken, or could be read as a number, is drawn again."""
    one, other = b"\x0f" * 8, b"\x0e" * 8
    taken, free = ids.draw(one), ids.draw(other)
    assert taken is not None
    zero = bytes(8)
    assert ids.draw(zero) is None, "thirteen digits could be a number"
    assert new_id({taken}, bytes_in_turn(one, zero, one, other)) == free


def test_nothing_is_left_of_a_batch_that_could_not_be_written(tmp_path: Path) -> None:
    """Where the disk refuses one file, those written before are taken back."""
    (tmp_path / "assessments").write_text("a file stands where the folder should be")
    good = Draft(path="credentials/2026/A1A1A1A1A1A1H.yml", text="x: y\n")
    bad = Draft(path="assessments/2026/A1A1A1A1A1A1H.yml", text="x: y\n")
    with pytest.raises(OSError, match="assessments"):
        write(tmp_path, [good, bad])
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["assessments"]
