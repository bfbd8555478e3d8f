"""A second build in other surroundings: a site must follow from records and ledger alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from registry.cli.faults import Fault
from registry.cli.world import SEED_VARIABLE

_PROGRAM = Path(__file__).resolve().parents[2]
_OTHER = {
    "PYTHONHASHSEED": "4321",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "1",
    "HOME": "/nonexistent",
}
# What the command that builds says in GitHub's files, it says once.
_NOT = frozenset({SEED_VARIABLE, "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_TOKEN"})


def differences(root: Path, out: Path, ledger: Path | None, day: date | None) -> list[str]:
    """Build again, into a folder of its own, and compare with the site in `out`.

    `ledger` is that of a real site; a test is sealed anew, without what the first build kept.
    Another process, hash seed, time zone, language and place may change nothing. Raises Fault
    `differs` where the second build fails.
    """
    environment = {name: text for name, text in os.environ.items() if name not in _NOT} | _OTHER
    with TemporaryDirectory(prefix="sealbook-") as place:
        again = Path(place) / "elsewhere" / "site"
        words = ["--ledger", str(ledger.resolve() if ledger else Path(place) / "ledger")]
        words += ["--today", day.isoformat()] if day else []
        command = [sys.executable, "-m", "registry", "-C", str(root.resolve()), "-q", "build"]
        done = subprocess.run(
            [*command, "-o", str(again), *words],
            cwd=_PROGRAM,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise Fault("differs", f"the second build failed: {said[-1] if said else ''}")
        return list(_differences(out, again))


def _differences(one: Path, other: Path) -> Iterator[str]:
    first, second = _files(one), _files(other)
    for path in sorted(first | second):
        if path not in second:
            yield f"{path} is only in the first build"
        elif path not in first:
            yield f"{path} is only in the second build"
        elif (one / path).read_bytes() != (other / path).read_bytes():
            yield f"{path} differs"


def _files(site: Path) -> set[str]:
    return {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
