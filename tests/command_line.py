"""The command `sealbook` as tests call it: a line in, exit code and both outputs back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from registry.cli.app import run

TODAY = "2026-11-23"


class Ran(NamedTuple):
    """What a run left: its exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON value that it is."""
        return json.loads(self.out)


@dataclass(frozen=True, kw_only=True)
class CommandLine:
    """Runs commands on the registry at `root`."""

    root: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Ran:
        """Run `sealbook -C root WORDS…`."""
        return self.anywhere("-C", str(self.root), *words)

    def on_day(self, *words: str) -> Ran:
        """Run it as of the day that the registry was written for."""
        return self(*words, "--today", TODAY)

    def anywhere(self, *words: str) -> Ran:
        """Run `sealbook WORDS…` in the current folder."""
        code = run(list(words))
        captured = self.capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    def files(self) -> dict[str, bytes]:
        """Every file of the registry, by its path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }
