"""What a command costs: processor time, wall time and memory of whole processes."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Seconds of processor (user and system, all children included) and on the wall; MiB at peak.

    The peak is that of the largest single process.
    """

    cpu: float
    wall: float
    peak: float


class CommandFailed(Exception):
    """A measured command did not succeed; the message holds what it said."""


def measure(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end. Raises CommandFailed."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **environment}, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            raise CommandFailed(f"{command}\n{said.read().decode(errors='replace')}")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu=cpu, wall=wall, peak=usage.ru_maxrss / 1024)


@dataclass(frozen=True, kw_only=True)
class Size:
    """What a folder holds: files and their bytes."""

    files: int
    bytes: int


def size(folder: Path) -> Size:
    """The files below a folder; their lengths, not the blocks they take on a disk."""
    lengths = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Size(files=len(lengths), bytes=sum(lengths))
