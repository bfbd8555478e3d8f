"""`sealbook export` and `sealbook import` on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from registry.cli.explain import explanations
from registry.exchange.explanations import IMPORTS
from tests.case_shape import faults
from tests.command_line import CommandLine

PATH = "skills/copied/1.0.yml"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("case", "data@1.0"), "Data"),
        (("case", "data"), "Data"),
        (("case", "skills/data/1.0"), "Data"),
        (("case", "standards/analyst/1.0.yml"), "Analyst"),
        (("case", "analyst@1"), "Analyst"),
    ],
)
def test_export_finds_what_is_meant(
    sealbook: CommandLine, words: tuple[str, ...], title: str
) -> None:
    """By slug, version, major version, or path; the output is the package and nothing else."""
    ran = sealbook.on_day("export", *words)
    assert (ran.code, ran.err) == (0, "")
    assert list(faults(ran.json)) == []
    assert ran.json["CFDocument"]["title"] == title


def test_export_takes_the_version_in_force(sealbook: CommandLine) -> None:
    """A slug alone is the version in force on the day; the newest major version is its newest."""
    assert sealbook.on_day("export", "case", "analyst").json["CFDocument"]["version"] == "1.1"
    early = sealbook("export", "case", "analyst", "--today", "2025-06-01")
    assert early.code == 1, "records of later days are errors then"
    assert sealbook.on_day("export", "case", "analyst@1.0").json["CFDocument"]["version"] == "1.0"


def test_other_formats(sealbook: CommandLine) -> None:
    """CTDL, the achievement and tables name the registry's real address."""
    graph = sealbook.on_day("export", "ctdl", "steward").json["@graph"]
    assert graph[0]["@id"] == "https://smallest.example/standards/steward/1.0/"
    achievement = sealbook.on_day("export", "achievement", "steward").json
    assert achievement["otherIdentifier"][0]["identifier"].startswith("sha256$")
    rubric = list(csv.DictReader(io.StringIO(sealbook.on_day("export", "csv", "steward").out)))
    assert [row["quality"] for row in rubric] == ["missing", "meets"]
    table = list(csv.DictReader(io.StringIO(sealbook.on_day("export", "csv", "data").out)))
    assert {row["humanCodingScheme"] for row in table} == {"cleaning", "release"}


def test_export_credentials(sealbook: CommandLine) -> None:
    """The table of credentials is one of the exports."""
    ran = sealbook.on_day("export", "credentials", "--format", "csv")
    assert ran.code == 0
    assert len(list(csv.DictReader(io.StringIO(ran.out)))) == 4


def test_export_of_nothing(sealbook: CommandLine) -> None:
    """An unknown name finds the nearest; a framework has no achievement."""
    ran = sealbook.on_day("export", "case", "analist")
    assert ran.code == 2
    assert "did you mean `analyst`?" in ran.err
    ran = sealbook.on_day("export", "achievement", "data")
    assert ran.code == 2
    assert "There is no standard data" in ran.err


def test_out_and_in_again(sealbook: CommandLine, tmp_path: Path) -> None:
    """What was exported is imported as a draft that check has nothing against, layout included."""
    file = tmp_path / "case.json"
    file.write_text(sealbook.on_day("export", "case", "data").out, "utf-8")
    ran = sealbook.on_day("import", "case", str(file), "--as", "copied@1.0")
    assert (ran.code, ran.err) == (0, f"Wrote {PATH}: 2 competencies; no problems.\n")
    text = (sealbook.root / PATH).read_text("utf-8")
    assert "announced" not in text
    assert "competent: Cleans alone." in text
    assert sealbook.on_day("check").code == 0
    again = sealbook.on_day("export", "case", "copied").json
    first = json.loads(file.read_text("utf-8"))
    assert [one["fullStatement"] for one in again["CFItems"]] == [
        one["fullStatement"] for one in first["CFItems"]
    ]


def test_what_is_missing_is_told_by_check(sealbook: CommandLine, tmp_path: Path) -> None:
    """The draft is written, its gaps are counted, and check names the lines."""
    file = tmp_path / "copied.csv"
    file.write_text("fullStatement\nCleans a table\n", "utf-8")
    ran = sealbook.on_day("--json", "import", "csv", str(file))
    assert ran.code == 0
    assert ran.json["written"] == [PATH]
    assert ran.json["missing"] == 4
    checked = sealbook.on_day("--json", "check")
    assert checked.code == 1
    assert {one["file"] for one in checked.json["problems"]} == {PATH}
    assert {one["code"] for one in checked.json["problems"]} == {"missing-field"}
    assert "FILL IN strand" in (sealbook.root / PATH).read_text("utf-8")


def test_a_broken_file_writes_nothing(sealbook: CommandLine, tmp_path: Path) -> None:
    """Errors are shown at their lines, and the registry stays as it was."""
    before = sealbook.files()
    file = tmp_path / "case.json"
    file.write_text('{\n "CFDocument": {"title": 1},\n "CFItems": []\n}\n', "utf-8")
    ran = sealbook.on_day("import", "case", str(file))
    assert ran.code == 1
    assert "error[import-file]: /CFDocument/title: it is a number and should be text" in ran.out
    assert f"{file}:2:26" in ran.out
    assert "Nothing was written" in ran.err
    assert sealbook.files() == before


def test_nothing_is_overwritten(sealbook: CommandLine, tmp_path: Path) -> None:
    """A version that is there stays; so it does where the name is none."""
    file = tmp_path / "data.csv"
    file.write_text("fullStatement\nCleans a table\n", "utf-8")
    before = sealbook.files()
    assert sealbook.on_day("import", "csv", str(file)).code == 2
    assert sealbook.on_day("import", "csv", str(file), "--as", "Not A Slug").code == 2
    assert sealbook.on_day("import", "csv", str(file), "--as", "data@1").code == 2
    assert sealbook.files() == before


def test_more_than_a_record_holds(sealbook: CommandLine, tmp_path: Path) -> None:
    """A framework of more than 64 KiB is refused before anything is written."""
    file = tmp_path / "large.csv"
    file.write_text("fullStatement\n" + "A rather long statement\n" * 2000, "utf-8")
    before = sealbook.files()
    ran = sealbook.on_day("import", "csv", str(file))
    assert ran.code == 1
    assert "too-large" in ran.out
    assert sealbook.files() == before


def test_another_language_is_said(sealbook: CommandLine, tmp_path: Path) -> None:
    """Texts that are not in the registry's first language are written, with a warning."""
    package = sealbook.on_day("export", "case", "data").json
    package["CFDocument"]["language"] = "es"
    file = tmp_path / "case.json"
    file.write_text(json.dumps(package), "utf-8")
    ran = sealbook.on_day("import", "case", str(file), "--as", "copied@1.0")
    assert ran.code == 0
    assert "the texts are in es, and this registry's first language is en" in ran.out


def test_the_codes_of_an_import_are_explained() -> None:
    """`sealbook explain` knows them."""
    assert {row.code for row in IMPORTS} <= explanations().keys()
