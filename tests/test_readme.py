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


def blocks(heading: str) -> list[str]:
    """What a section of the README shows as typed or printed."""
    section = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


COMMANDS, SHOWN = blocks("Add or change a record")
(VERIFYING,) = blocks("Verify a credential")


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


def test_what_is_verified_is_a_test(
    sealbook: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each way to verify works on the sample as built, and none of them takes it for real."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(sealbook.root)
    assert sealbook("build").code == 0
    ended = {}
    for line in VERIFYING.splitlines():
        name, command, *words = shlex.split(line, comments=True)
        assert name == "sealbook"
        ended[command, "--offline" in words] = sealbook.anywhere(command, *words).code
    verified = {("verify", False): 5, ("verify", True): 5}
    assert ended == {**verified, ("audit", False): 0, ("monitor", False): 0}


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
