"""Help: every command is there, says what it does, and a misspelt word finds the right one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from registry.check.checks import CHECKS
from registry.cli.app import COMMANDS, SECTIONS
from registry.cli.app import sealbook as group
from registry.cli.explain import explanations
from registry.records.kinds import KINDS
from tests.command_line import CommandLine

PACKAGE = Path(__file__).parents[1] / "registry"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(sealbook: CommandLine, name: str) -> None:
    """Each command loads, and its help has a first sentence, and an example that names it."""
    ran = sealbook.anywhere(name, "--help")
    assert ran.code == 0
    assert f"Usage: sealbook {name}" in ran.out
    assert re.search(rf"For example:\n +sealbook (--\w+ )?{name}\b", ran.out)
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert len(command.get_short_help_str(100)) <= 65, "it is cut in a narrow terminal"
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert all(option.help for option in options)


def test_help_lists_every_command_once_by_section(sealbook: CommandLine) -> None:
    """`--help` shows each command of the table, in one section."""
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(COMMANDS)
    shown = re.findall(r"^  ([a-z]+) {2,}[A-Z]", sealbook.anywhere("--help").out, re.MULTILINE)
    assert shown == [name for names in SECTIONS.values() for name in names]


def test_misspelt_command(sealbook: CommandLine) -> None:
    """A misspelt command names the nearest one, and is wrong use."""
    ran = sealbook.anywhere("chekc")
    assert ran.code == 2
    assert "error[usage]: There is no command `chekc`. Did you mean `check`?" in ran.err
    assert ran.out == ""


def test_misspelt_option(sealbook: CommandLine) -> None:
    """So does a misspelt option."""
    ran = sealbook("list", "--standrd", "x")
    assert ran.code == 2
    assert "--standard" in ran.err


def test_explain_every_code(sealbook: CommandLine) -> None:
    """Every check can be explained, by its rule; all codes are listed without one."""
    listed = sealbook.anywhere("explain").out
    for check in CHECKS:
        ran = sealbook.anywhere("explain", check.code)
        assert ran.code == 0
        assert check.explanation.rule in " ".join(ran.out.split())
        assert f"  {check.code} " in listed


def test_every_code_in_the_source_is_explained() -> None:
    """No problem is reported under a code that `explain` does not know."""
    pattern = re.compile(r'(?:code=|Refused\w*\(|Finding\(|Fault\(\s*|Forbidden\([^"]*)"([a-z-]+)"')
    written = {
        code for file in PACKAGE.rglob("*.py") for code in pattern.findall(file.read_text("utf-8"))
    }
    assert {"yaml", "stray-file", "missing-field", "not-sealed"} <= written
    assert written <= set(explanations())


def test_explain_takes_a_code_as_printed(sealbook: CommandLine) -> None:
    """The code may be copied with what stands around it; a misspelt one finds the nearest."""
    assert sealbook.anywhere("explain", "error[future-date]:").out.startswith("future-date (form)")
    ran = sealbook.anywhere("explain", "futur-dates")
    assert ran.code == 2
    assert "Did you mean `future-date`?" in ran.err
    assert sealbook.anywhere("--json", "explain", "date").json["code"] == "date"


def test_schema(sealbook: CommandLine) -> None:
    """`schema` lists the kinds; with a name it prints a schema that stands alone."""
    listed = sealbook.anywhere("schema").out
    for kind in KINDS:
        assert f"{kind.path}\n" in listed
        found = json.loads(sealbook.anywhere("schema", kind.name).out)
        assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert "$ref" not in json.dumps(found)
    ran = sealbook.anywhere("schema", "credental")
    assert ran.code == 2
    assert "Did you mean `credential`?" in ran.err
