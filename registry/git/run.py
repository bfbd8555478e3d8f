"""Running git, and what it means that it refuses."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

Done = subprocess.CompletedProcess[bytes]


class GitRefused(Exception):
    """Git could not tell what was asked; the message says why in plain words, `fix` what to do."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


class NoSuchRevision(GitRefused):
    """What was named is no commit of the repository."""


def run(root: Path, *words: str, given: bytes = b"") -> Done:
    """Run git in a folder, however it ends. Raises GitRefused where there is no git."""
    command = ["git", "--no-optional-locks", "--literal-pathspecs", "-C", str(root), *words]
    # What git says is looked at, so it must not be in the user's language.
    spoken = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, env=spoken)
    except OSError:
        raise GitRefused(
            "the program git is not installed, and it keeps the past of the records",
            "install Git: https://git-scm.com/",
        ) from None


def ask(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What git prints. Raises GitRefused where it fails."""
    done = run(root, *words, given=given)
    if done.returncode:
        raise GitRefused(f"git {words[0]} failed: {said(done)}")
    return done.stdout


def said(done: Done) -> str:
    """The first line that git complains in."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"it ended with {done.returncode}"
