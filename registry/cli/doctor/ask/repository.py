"""What Git knows, without asking anybody else."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from registry.cli.branch import REMOTE
from registry.cli.doctor.facts import Repository
from registry.git.run import GitRefused, run
from registry.sign.keys import SEED_PREFIX
from registry.sign.root import FIRST_LINE

_MADE = ("build", ".sealbook", "dist", ".venv")
_IGNORED = ("build", ".sealbook")
_MOST = 256 * 1024
_HEADS = ("refs/heads/", f"refs/remotes/{REMOTE}/")


def repository(root: Path) -> Repository | None:
    """The repository that a folder lies in; None where there is none. Raises GitRefused."""
    if run(root, "rev-parse", "--is-inside-work-tree").returncode:
        return None
    names = lines(root, "for-each-ref", "--format=%(refname)", *_HEADS)
    default = said(root, "symbolic-ref", "--quiet", "--short", f"refs/remotes/{REMOTE}/HEAD")
    made = said(root, "ls-files", "-z", "--", *_MADE)
    return Repository(
        branch=said(root, "symbolic-ref", "--quiet", "--short", "HEAD"),
        branches=frozenset(name.removeprefix(h) for name in names for h in _HEADS if h in name),
        remote=said(root, "config", "--get", f"remote.{REMOTE}.url"),
        default=default.removeprefix(f"{REMOTE}/"),
        newest=day_of(root, "log", "-1", "--format=%ct"),
        builds=tuple(filter(None, made.split("\0"))),
        unignored=tuple(folder for folder in _IGNORED if not _is_ignored(root, folder)),
        suspects=_suspects(root),
    )


def _is_ignored(root: Path, folder: str) -> bool:
    # Not by `run`: of all commands this one refuses pathspecs that are taken literally.
    command = ["git", "-C", str(root), "check-ignore", "-q", f"{folder}/any"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _suspects(root: Path) -> dict[str, str]:
    """Texts of files, kept by Git or about to be, in which the first words of a secret stand."""
    words = ("grep", "-z", "-l", "-I", "-F", "-e", f"{SEED_PREFIX}:", "-e", FIRST_LINE)
    kept = filter(None, said(root, *words, "--cached").split("\0"))
    found = {path: said(root, "cat-file", "blob", f":./{path}") for path in kept}
    for path in filter(None, said(root, *words, "--untracked").split("\0")):
        file = root / path
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as stream:
                text = stream.read(_MOST).decode("utf-8", "replace")
            found[path] = found.get(path, "") + "\n" + text
    return found


def day_of(root: Path, *words: str) -> date | None:
    """The day of the time in seconds that git prints, if it prints one."""
    printed = said(root, *words)
    return datetime.fromtimestamp(int(printed), UTC).date() if printed.isdecimal() else None


def lines(root: Path, *words: str) -> list[str]:
    """The lines that git prints."""
    return said(root, *words).splitlines()


def said(root: Path, *words: str) -> str:
    """What git prints, or nothing where it fails."""
    try:
        done = run(root, *words)
    except GitRefused:
        return ""
    return os.fsdecode(done.stdout).removesuffix("\n") if done.returncode == 0 else ""
