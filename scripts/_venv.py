"""The virtual environment `.venv`: made once, filled from a lock, then left alone.

A stamp inside `.venv` says for which Python, which folder and which locks it is complete.
The stamp is removed before any work and written after it, so an interrupted run leaves none,
and no stamp means: start over.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "sealbook-stamp.json"

# Each lock holds all that the ones after it hold: having one is having those.
CONTAINS = {"lint": ("lint", "test", "build"), "test": ("test", "build"), "build": ("build",)}

# What pip says when it got no answer, as against an answer it did not like.
NO_ANSWER = ("Retrying (", "ConnectionError", "NewConnectionError", "ReadTimeout", "ProxyError")

# Exit codes are those of the command: 2 wrong set-up, 3 could not reach something.
FAILED, WRONG_SETUP, UNREACHABLE, INTERRUPTED = 1, 2, 3, 130
SIGNALLED = 128  # what a shell adds to the number of the signal that ended a program


class Stop(Exception):
    """The script cannot go on: what to tell the user, and the exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What `.venv` is complete for."""

    python: str
    root: str
    project: str = ""
    """Digest of `pyproject.toml`, which names the command to install."""
    locks: dict[str, str] = field(default_factory=dict)
    """Lock name to the digest of its file."""


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lock_file(name: str) -> Path:
    """Where the lock `name` lies."""
    return ROOT / "requirements" / f"{name}.txt"


def read_stamp() -> Stamp | None:
    """The stamp of `.venv`, or None where there is none that can be read."""
    try:
        return Stamp(**json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_stamp(stamp: Stamp) -> None:
    """Write the stamp in one step, so that half a stamp never exists."""
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(asdict(stamp), indent=2) + "\n", encoding="utf-8")
    draft.replace(STAMP)


def wanted_stamp(lock: str) -> Stamp:
    """The stamp of an environment that is complete for `lock`, by the Python that runs now."""
    return Stamp(
        python=f"{sys.version.split()[0]} of {sys.base_prefix}",
        root=str(ROOT),
        project=digest(ROOT / "pyproject.toml"),
        locks={name: digest(lock_file(name)) for name in CONTAINS[lock]},
    )


def can_grow(found: Stamp | None, wanted: Stamp) -> bool:
    """Whether what is installed is right as far as it goes, so that more may be added to it."""
    return (
        found is not None
        and (found.python, found.root) == (wanted.python, wanted.root)
        and all(wanted.locks.get(name, sha) == sha for name, sha in found.locks.items())
        and PYTHON.exists()
    )


def prepare(lock: str) -> None:
    """Make `.venv` complete for `lock`; a moment's work when it is already.

    Raises:
        Stop: this Python cannot make one, or pip failed.
    """
    wanted, found = wanted_stamp(lock), read_stamp()
    if not can_grow(found, wanted):
        found = None
        make()
    locks = found.locks if found else {}
    complete = wanted.locks.items() <= locks.items()
    if complete and found and found.project == wanted.project:
        return
    STAMP.unlink(missing_ok=True)
    if not complete:
        say(f"Installing requirements/{lock}.txt into .venv")
        source = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock_file(lock))]
        pip(lock, source)
    # The build backend is in the lock: nothing is fetched for this, and nothing unpinned runs.
    pip(lock, ["--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    write_stamp(
        Stamp(
            python=wanted.python,
            root=wanted.root,
            project=wanted.project,
            locks=locks | wanted.locks,
        )
    )


def make() -> None:
    """Make an empty `.venv`, over whatever lies there."""
    try:
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: PLC0415
    except ImportError as error:
        version = ".".join(map(str, sys.version_info[:2]))
        message = (
            f"This Python cannot make a virtual environment (no module {error.name}). "
            f"On Debian and Ubuntu: apt install python{version}-venv"
        )
        raise Stop(message, WRONG_SETUP) from None
    say(f"Making .venv with Python {sys.version.split()[0]}")
    venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")


def pip(lock: str, arguments: Sequence[str]) -> None:
    """Run `pip install` quietly; say why when it fails."""
    result = subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments],
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        raise pip_failure(lock, result.stdout)


def pip_failure(lock: str, output: str) -> Stop:
    """Turn what pip printed into what the user should know and do."""
    if "DO NOT MATCH THE HASHES" in output:
        sys.stderr.write(output)
        message = f"A download is not the file that requirements/{lock}.txt names: do not use it."
        return Stop(message, FAILED)
    if any(sign in output for sign in NO_ANSWER):
        message = (
            "pip cannot reach the package index. "
            "Check the network and what `pip config list` shows, then run this again."
        )
        return Stop(message, UNREACHABLE)
    sys.stderr.write(output)
    return Stop(f"pip could not install requirements/{lock}.txt; its words stand above.", FAILED)


def run(lock: str, program: str, *arguments: str) -> int:
    """Run a program of `.venv`, completed for `lock`, from the repository's root; its exit code."""
    prepare(lock)
    process = subprocess.Popen([PROGRAMS / program, *arguments], cwd=ROOT)
    while True:
        # Ctrl-C reaches the child as well: let it end in its own way, and report that.
        with contextlib.suppress(KeyboardInterrupt):
            code = process.wait()
            return code if code >= 0 else SIGNALLED - code


def say(line: str) -> None:
    """Report progress on standard error, so that results alone are on standard output."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def finish(script: Callable[[Sequence[str]], int]) -> None:
    """Run a script with the command line's arguments and exit with its code."""
    try:
        code = script(sys.argv[1:])
    except Stop as stop:
        say(str(stop))
        code = stop.code
    except KeyboardInterrupt:
        say("Stopped.")
        code = INTERRUPTED
    sys.exit(code)
