"""Completion: the shell offers commands, IDs, standards and codes of the registry at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import CommandLine

ROOT = Path(__file__).resolve().parents[1]
BASE = ROOT / "tests" / "broken" / "_base"
MAIN = "from registry.cli import main; main()"


def offered(words: str, folder: Path = BASE) -> list[str]:
    """What bash would offer for the last word, asked as its script asks."""
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    ran = subprocess.run(
        [sys.executable, "-c", MAIN],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "_SEALBOOK_COMPLETE": "bash_complete", **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    return [line.partition(",")[2] for line in ran.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sealbook che", ["check"]),
        ("sealbook show a1a1-", ["A1A1A1A1A1A1H"]),
        ("sealbook revoke 7", []),
        ("sealbook issue anal", ["analyst"]),
        ("sealbook issue steward@", ["steward@1.0"]),
        ("sealbook issue ../x@", []),
        ("sealbook standard bump ana", ["analyst"]),
        ("sealbook standard bump skills/", ["skills/data"]),
        ("sealbook standard bump p", ["policies/conduct"]),
        ("sealbook export case da", ["data"]),
        ("sealbook export csv analyst@1.", ["analyst@1.0", "analyst@1.1"]),
        ("sealbook export achievement da", []),
        ("sealbook explain unknown-st", ["unknown-standard", "unknown-stream"]),
    ],
)
def test_offers(words: str, expected: list[str]) -> None:
    """What begins as typed is offered, an ID in any case and with dashes."""
    assert offered(words) == expected


def test_another_registry_may_be_named(tmp_path: Path) -> None:
    """`-C` counts while one types, too; a folder that is no registry has nothing to offer."""
    assert offered(f"sealbook -C {BASE} show B2", tmp_path) == ["B2B2B2B2B2B2Q"]
    assert offered("sealbook show B2", tmp_path) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_that_of_the_shell(sealbook: CommandLine, shell: str) -> None:
    """Each script asks through the variable that the command answers."""
    ran = sealbook.anywhere("completion", shell)
    assert ran.code == 0
    assert f"_SEALBOOK_COMPLETE={shell}_complete" in ran.out
