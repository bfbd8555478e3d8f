"""Faults: whatever fails, the run ends with one sentence, a documented code, and no traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from registry.cli import exits
from registry.cli.faults import fault_of
from registry.sign.keys import KeyRefused
from tests.command_line import CommandLine


def test_no_registry(sealbook: CommandLine) -> None:
    """Outside a registry a command says so; help and `explain` work everywhere."""
    for words in (("check",), ("list",), ("build",), ("seal",), ("issue", "x", "--to", "y")):
        ran = sealbook.anywhere(*words)
        assert ran.code == exits.USAGE, words
        assert ran.err.startswith("error[missing-registry]: there is no registry.yml here"), words
    assert sealbook.anywhere("check", "--help").code == 0
    assert sealbook.anywhere("explain", "date").code == 0


def test_a_registry_above_is_named(sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of a registry the remedy is the command to write."""
    monkeypatch.chdir(sealbook.root / "people")
    ran = sealbook.anywhere("check")
    assert ran.code == exits.USAGE
    assert f"sealbook -C {sealbook.root} " in ran.err


def test_a_fault_as_json(sealbook: CommandLine) -> None:
    """With `--json` a fault is an object like any report."""
    ran = sealbook.anywhere("--json", "check")
    assert ran.json["ok"] is False
    assert [problem["code"] for problem in ran.json["problems"]] == ["missing-registry"]


@pytest.mark.parametrize("content", ["{", "[]", '{"v": 9}', "\xff", ""])
def test_a_damaged_ledger(sealbook: CommandLine, content: str) -> None:
    """A ledger that no seal wrote is named, and its commands end with 3."""
    folder = sealbook.root / ".sealbook" / "ledger" / "log"
    folder.mkdir(parents=True)
    (folder / "entries.jsonl").write_text(content, encoding="latin-1")
    for command in ("seal", "build"):
        ran = sealbook.on_day(command)
        assert ran.code == exits.COULD_NOT_CHECK
        assert ran.err.startswith("error[ledger]: log/entries.jsonl ")
        assert "Traceback" not in ran.err


def test_a_ledger_that_lost_its_log(sealbook: CommandLine) -> None:
    """It is no empty ledger: a second log would begin under the name of the first."""
    assert sealbook.on_day("seal").code == exits.OK
    (sealbook.root / ".sealbook" / "ledger" / "log" / "entries.jsonl").unlink()
    ran = sealbook.on_day("seal")
    assert ran.code == exits.COULD_NOT_CHECK
    assert ran.err.startswith("error[ledger]: log/entries.jsonl is missing")


@pytest.mark.parametrize("seed", ["x", "sealbook-seed-v1:other.example/log:AAAA:00000000"])
def test_a_key_that_is_none(
    sealbook: CommandLine, monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    """A mistyped or foreign key seals nothing, and is not repeated on the screen."""
    monkeypatch.setenv("SEALBOOK_SEED", seed)
    ran = sealbook.on_day("seal")
    assert ran.code == exits.COULD_NOT_CHECK
    assert ran.err.startswith("error[key]: ")
    assert "AAAA" not in ran.err


def test_what_is_no_file(sealbook: CommandLine) -> None:
    """A folder in the place of a file is a problem of that file."""
    settings = sealbook.root / "registry.yml"
    settings.unlink()
    settings.mkdir()
    ran = sealbook.on_day("check")
    assert ran.code == exits.PROBLEMS
    assert "error[unreadable]" in ran.out
    assert "--> registry.yml:1:1" in ran.out


def test_a_place_that_cannot_be_written(sealbook: CommandLine) -> None:
    """Where a result cannot be written, the file is named and the code is 3."""
    (sealbook.root / "build").write_text("a file stands where the folder should be")
    ran = sealbook.on_day("build")
    assert ran.code == exits.COULD_NOT_CHECK
    assert ran.err.startswith("error[file]: ")
    assert str(sealbook.root / "build") in ran.err


def test_what_errors_mean() -> None:
    """Errors of the world below have words of their own; a bug has none."""
    full = fault_of(OSError(errno.ENOSPC, "No space left on device", "build/site"))
    assert full is not None
    assert (full.code, full.message) == ("file", "build/site: No space left on device")
    refused = fault_of(KeyRefused("the seed is mistyped"))
    assert refused is not None
    assert refused.status == exits.COULD_NOT_CHECK
    assert fault_of(ZeroDivisionError()) is None


def test_a_date_that_is_none(sealbook: CommandLine) -> None:
    """An option that cannot be understood is wrong use, in plain words."""
    ran = sealbook("check", "--today", "2026-02-30")
    assert ran.code == exits.USAGE
    assert "2026-02-30 is not a date such as 2026-11-23" in ran.err


def process(root: Path, *words: str, stdout: int, **environment: str) -> tuple[int, bytes, bytes]:
    """Run the command as a process of its own: exit code and both outputs."""
    command = [sys.executable, "-m", "registry", "-C", str(root), *words]
    code = Path(__file__).parents[1]
    done = subprocess.run(
        command,
        cwd=code,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        check=False,
    )
    return done.returncode, done.stdout or b"", done.stderr


def test_a_reader_that_is_gone(sealbook: CommandLine) -> None:
    """`sealbook … | head` ends without complaint."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        code, _, err = process(sealbook.root, "explain", stdout=writing)
    finally:
        os.close(writing)
    assert (code, err) == (0, b"")


def test_output_is_utf8_everywhere(sealbook: CommandLine) -> None:
    """Names come out whole where the locale knows only ASCII."""
    file = sealbook.root / "credentials" / "2025" / "A1A1A1A1A1A1H.yml"
    file.write_text(file.read_text("utf-8").replace("Dora", "Zoë"), "utf-8")
    words = ("list", "--today", "2026-11-23")
    code, out, _ = process(sealbook.root, *words, stdout=subprocess.PIPE, PYTHONIOENCODING="ascii")
    assert code == 0
    assert "Zoë Smallest" in out.decode("utf-8")
