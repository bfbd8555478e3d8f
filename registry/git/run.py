"""Running git, and what it means that it refuses."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

Done = subprocess.CompletedProcess[bytes]

# A hook, or `git rebase --exec`, hands down which repository and index it works on, and a user may
# have told git to read every pathspec in another way. What is asked here is asked of a folder.
_NOT_OURS = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"),
    *("GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
    *("SEALBOOK_SEED", "GITHUB_TOKEN"),  # a filter or hook that git runs has no use for secrets
}
# Nothing is locked for what is only read, a replaced object does not change the past, a file is
# meant by its name, and no signature is told between lines that are read by a program.
_OPTIONS = ("--no-optional-locks", "--no-replace-objects", "--literal-pathspecs")
_SETTINGS = ("-c", "log.showSignature=false")


class GitRefused(Exception):
    """Git could not tell what was asked; the message says why in plain words, `fix` what to do."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


class NoSuchRevision(GitRefused):
    """What was named is no commit of the repository."""


def run(
    root: Path, *words: str, given: bytes = b"", environment: Mapping[str, str] = os.environ
) -> Done:
    """Run git in a folder, however it ends. Raises GitRefused where there is no git."""
    command = ["git", *_OPTIONS, *_SETTINGS, "-C", str(root), *words]
    # What git says is looked at, so it must not be in the user's language.
    spoken = {name: text for name, text in environment.items() if name not in _NOT_OURS}
    spoken["LC_ALL"] = "C"
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
