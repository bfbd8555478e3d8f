"""Reports: the same problems for people, for programs, and for GitHub."""

from __future__ import annotations

import os

import click
import pytest

from registry.cli.github import as_commands, deaf
from registry.cli.report import Report, as_json, as_text
from registry.problem import Problem, Span
from tests.command_line import CommandLine

FILE = "credentials/2025/B2B2B2B2B2B2Q.yml"


def break_date(sealbook: CommandLine) -> None:
    """Write a month 13 into a credential."""
    file = sealbook.root / FILE
    file.write_text(file.read_text("utf-8").replace("awarded: 2025-03-10", "awarded: 2025-13-10"))


def test_text(sealbook: CommandLine) -> None:
    """A person reads the code, the sentence, the place, the line with a caret, and the remedy."""
    break_date(sealbook)
    ran = sealbook.on_day("check")
    assert ran.code == 1
    assert ran.out == (
        "error[date]: `awarded` is not a real date: 2025-13-10\n"
        f"  --> {FILE}:6:10\n"
        "   |\n"
        " 6 | awarded: 2025-13-10\n"
        "   |          ^^^^^^^^^^ there is no month 13\n"
        "   = fix: write year-month-day (1900 to 2199), for example 2026-02-28\n"
        "   = more: sealbook explain date\n"
        "\n"
    )
    assert ran.err.startswith("Checked ")
    assert ran.err.endswith(": 1 error.\n")


def test_json(sealbook: CommandLine) -> None:
    """A program gets one object with every problem and its place."""
    break_date(sealbook)
    ran = sealbook("--json", "check", "--today", "2026-11-23")
    assert ran.code == 1
    assert ran.err == ""
    assert {key: ran.json[key] for key in ("version", "ok")} == {"version": 1, "ok": False}
    assert ran.json["problems"] == [
        {
            "code": "date",
            "severity": "error",
            "file": FILE,
            "line": 6,
            "column": 10,
            "endLine": 6,
            "endColumn": 20,
            "path": "awarded",
            "message": "`awarded` is not a real date: 2025-13-10",
            "fix": "write year-month-day (1900 to 2199), for example 2026-02-28",
        }
    ]


def test_github(sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """In GitHub Actions annotations come first, and the text behind them is no command."""
    break_date(sealbook)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    ran = sealbook.on_day("check")
    lines = ran.out.splitlines()
    assert lines[0] == (
        f"::error file={FILE},line=6,endLine=6,col=10,endColumn=20,title=date::"
        "`awarded` is not a real date: 2025-13-10%0A"
        "Fix: write year-month-day (1900 to 2199), for example 2026-02-28"
    )
    assert lines[1].startswith("::stop-commands::")
    assert lines[-1] == f"::{lines[1].removeprefix('::stop-commands::')}::"
    assert lines[2].startswith("error[date]")


def test_github_escapes() -> None:
    """Neither a message nor a file name can begin a command of its own, or end a property."""
    problem = Problem(
        code="yaml",
        message="50%\n::add-mask::x\r",
        path="a,b:c\n::warning::d.yml",
        span=Span(1, 1, 2, 1),
    )
    (line,) = as_commands([problem])
    properties, _, text = line.removeprefix("::error ").partition("::")
    assert properties == "file=a%2Cb%3Ac%0A%3A%3Awarning%3A%3Ad.yml,line=1,endLine=2,title=yaml"
    assert text == "50%25%0A::add-mask::x%0D"


def test_github_shows_ten_of_a_kind() -> None:
    """GitHub keeps ten a kind, so the tenth says how many there are besides."""
    problems = [Problem(code="yaml", message=f"{n}", path="a.yml") for n in range(25)]
    lines = as_commands(problems)
    assert len(lines) == 10
    assert lines[-1] == "::error title=and 16 more::The log of this step lists them all."
    assert len(as_commands(problems[:9])) == 9


def test_silence_cannot_be_broken_from_inside() -> None:
    """The word that ends the silence is not known to who writes the text."""
    first, text, last = deaf(["::stop-commands::x\n::x::"])
    assert first.removeprefix("::stop-commands::") == last.strip(":")
    assert last.strip(":") not in text
    assert deaf([]) == []


def test_a_terminal_obeys_no_record() -> None:
    """Escape sequences, line breaks and overrides are shown as marks, wherever they stand."""
    evil = "a\x1b[2Jb\u202ec\r\n\x9b31m"
    problem = Problem(
        code="x", message=evil, path=evil, label=evil, fix=evil, span=Span(1, 2, 1, 3)
    )
    text = click.unstyle(as_text(problem, "abc"))
    assert not set("\x1b\x9b\r\u202e") & set(text)
    assert text.count("\n") == 6, "no line of its own"


def test_a_caret_stands_below_wide_letters() -> None:
    """A letter that takes two columns moves the caret by two."""
    problem = Problem(code="x", message="m", path="p", span=Span(1, 3, 1, 4))
    text = click.unstyle(as_text(problem, "名前x"))
    assert text.splitlines()[3:5] == [" 1 | 名前x", "   |     ^"]


def test_a_file_name_that_is_no_text(sealbook: CommandLine) -> None:
    """A stray file whose name is not UTF-8 is a problem like others, in every form."""
    (sealbook.root / "people" / os.fsdecode(b"\xff.yml")).touch()
    for form in ("text", "json", "github"):
        ran = sealbook.on_day("check", "--format", form)
        assert ran.code == 1
        assert "stray-file" in ran.out


def test_json_survives_bytes_that_are_no_text() -> None:
    """What cannot be encoded is replaced and does not end the run."""
    problem = Problem(code="x", message="\udcff", path="\udcff")
    found = as_json(Report(problems=[problem], summary=""))["problems"]
    assert isinstance(found, list)
    assert found[0]["file"] == "?"


def test_paths_narrow_the_report(sealbook: CommandLine) -> None:
    """Only problems of the files and folders named are told; any spelling of a path will do."""
    break_date(sealbook)
    assert sealbook.on_day("check", "standards").code == 0
    for path in ("credentials", "./credentials/2025/", str(sealbook.root / FILE), "."):
        assert sealbook.on_day("check", path).code == 1
    assert sealbook.on_day("check", "credential").code == 2, "there is no such folder"
    assert sealbook.on_day("check", "../elsewhere").code == 2


def test_fix_writes_the_one_layout(sealbook: CommandLine) -> None:
    """`--fix` mends layout, order, accents and line ends, keeps comments, and is then content."""
    file = sealbook.root / FILE
    before = file.read_text("utf-8")
    mangled = before.replace("language: es\n", "").replace(
        "result: pass\n", "\n'language':   es # Spanish\r\nresult: pass\n"
    )
    file.write_bytes(mangled.replace("Town", "To\u0301wn").encode())
    assert sealbook.on_day("check").code == 1
    ran = sealbook.on_day("check", "--fix")
    assert ran.code == 0, ran.out
    assert ran.err.startswith(f"Rewrote {FILE}\n")
    expected = before.replace("Town", "Tówn").replace(
        "language: es\n", "language: es    # Spanish\n"
    )
    assert file.read_text("utf-8").split() == expected.split()
    again = sealbook.on_day("check", "--fix")
    assert "Rewrote" not in again.err


def test_fix_leaves_what_nobody_understands(sealbook: CommandLine) -> None:
    """A file that is no YAML stays as it is, byte for byte."""
    file = sealbook.root / FILE
    file.write_bytes(b"standard: [\n")
    assert sealbook.on_day("check", "--fix").code == 1
    assert file.read_bytes() == b"standard: [\n"
