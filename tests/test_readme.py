"""What the README shows is so: its commands run on the sample, its output is what they print."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from registry.load import FOLDERS
from tests.command_line import CommandLine

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
SECTION = README.partition("## Add or change a record")[2].partition("\n## ")[0]
COMMANDS, SHOWN = re.findall(r"^```\n(.*?)^```$", SECTION, re.DOTALL | re.MULTILINE)


@pytest.fixture
def sealbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command, on a copy of the registry in the repository's root."""
    for name in (*FOLDERS, "assets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "registry.yml", tmp_path)
    return CommandLine(root=tmp_path, capsys=capsys)


def test_every_command_runs_on_the_sample(sealbook: CommandLine) -> None:
    """Each command can be copied as it stands, and none of them fails."""
    lines = COMMANDS.replace("\\\n", "").splitlines()
    assert len(lines) >= 6
    for line in lines:
        name, *words = shlex.split(line, comments=True)
        ran = sealbook.on_day(*words)
        assert (name, ran.code) == ("sealbook", 0), line + ran.err


def test_the_problem_is_told_as_shown(sealbook: CommandLine) -> None:
    """Whoever writes that date in that file sees just that."""
    path, line = re.findall(r"--> (.*?):([0-9]+):", SHOWN)[0]
    file = sealbook.root / path
    rows = file.read_text().splitlines()
    rows[int(line) - 1] = "awarded: 2026-13-14"
    file.write_text("\n".join(rows) + "\n")
    assert sealbook.on_day("check", path).out.strip() == SHOWN.strip()


def test_it_is_short_and_its_links_arrive() -> None:
    """At most 120 lines; every path that it links to is there."""
    assert len(README.splitlines()) <= 120
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
