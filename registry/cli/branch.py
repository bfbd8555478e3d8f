"""The branch `ledger`, checked out in a folder beside the records, and pushed from there.

Whoever pushes second is refused by Git: that is the only lock there is (decision 11).
"""

from __future__ import annotations

import base64
import os
from pathlib import Path

from registry.cli.faults import Fault
from registry.git.run import Done, run

REMOTE, MAIN, LEDGER = "origin", "main", "ledger"
_THERE = f"refs/remotes/{REMOTE}"
_WHO = ("Sealbook", "sealbook@users.noreply.github.com")


def fetch(root: Path) -> None:
    """Fetch every branch of `origin` with its history. Raises Fault."""
    if _ask(root, "rev-parse", "--is-inside-work-tree") is None:
        raise Fault(
            "branch", f"{root} is in no Git repository", fix="clone the repository of the registry"
        )
    words = ("fetch", "--quiet", "--prune", REMOTE, f"+refs/heads/*:{_THERE}/*")
    shallow = (_ask(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"
    done = _git(root, *words, *(("--unshallow",) if shallow else ()))
    if done.returncode:
        raise Fault(
            "branch",
            f"the branches of {REMOTE} could not be fetched: {_said(done)}",
            fix="see that the network and the rights are there: git fetch",
        )


def require_newest(root: Path, attempt: str) -> None:
    """Raise Fault where an old run was started again although newer records were merged since.

    `attempt` is how often the run was started, as GitHub counts it (GITHUB_RUN_ATTEMPT).
    """
    if attempt in {"", "1"}:
        return
    newest = _ask(root, "rev-parse", "--verify", "--quiet", f"{_THERE}/{MAIN}")
    if newest != _ask(root, "rev-parse", "HEAD"):
        raise Fault(
            "old-run",
            f"this run was started again, and `{MAIN}` has moved on since",
            fix="start a new run instead: Actions, Publish, Run workflow",
        )


def mount(root: Path, folder: Path) -> bool:
    """Check out the branch in a folder; False where there is none yet, and it begins empty.

    Raises Fault where the folder holds something else.
    """
    tip = _ask(root, "rev-parse", "--verify", "--quiet", f"{_THERE}/{LEDGER}")
    if (folder / ".git").exists():
        if tip and _git(folder, "merge", "--quiet", "--ff-only", tip.strip()).returncode:
            raise Fault(
                "branch",
                f"{folder} has commits that the branch `{LEDGER}` of {REMOTE} lacks",
                fix=f"push them, or move {folder} away and run this again",
            )
        return tip is not None
    if folder.exists() and any(folder.iterdir()):
        raise Fault(
            "branch",
            f"{folder} holds something that is no branch",
            fix=f"a ledger of test seals may be deleted: rm -r {folder}",
        )
    commit = tip or _must(root, *_empty_commit(root))
    _must(root, "worktree", "prune")
    _must(root, "worktree", "add", "--quiet", "--detach", str(folder.resolve()), commit.strip())
    return tip is not None


def require_mounted(folder: Path) -> None:
    """Raise Fault unless a folder is the branch, checked out: else Git would take the records'."""
    if not (folder / ".git").exists():
        raise Fault("branch", f"{folder} is not the branch `{LEDGER}`", fix="sealbook ledger")


def push(folder: Path, subject: str) -> None:
    """Commit what a seal wrote, and push it without force.

    Raises Fault `overtaken` where somebody else was faster: then the folder is theirs, and what
    was written here is gone. Raises Fault `branch` where the push fails otherwise.
    """
    require_mounted(folder)
    # Whatever this computer ignores, signs or looks at before a commit is meant for other commits.
    _must(folder, "add", "--all", "--force")
    if _git(folder, "diff", "--cached", "--quiet").returncode:
        quiet = ("--quiet", "--no-verify", "--no-gpg-sign")
        _must(folder, "commit", *quiet, "--message", subject)
    done = _git(folder, "push", "--no-verify", "--porcelain", REMOTE, f"HEAD:refs/heads/{LEDGER}")
    if done.returncode == 0:
        return
    fetch(folder)
    theirs = f"{_THERE}/{LEDGER}"
    if _ask(folder, "rev-parse", "--verify", "--quiet", theirs) and (
        _git(folder, "merge-base", "--is-ancestor", theirs, "HEAD").returncode
    ):
        _must(folder, "reset", "--quiet", "--hard", theirs)
        raise Fault(
            "overtaken",
            "another run sealed at the same time and was faster",
            fix="start a new run; it finds out what is still to be sealed",
        )
    raise Fault(
        "branch",
        f"the branch `{LEDGER}` could not be pushed: {_said(done)}",
        fix=f"whoever runs this needs the right to push to `{LEDGER}`, and to create it at first",
    )


def _empty_commit(root: Path) -> tuple[str, ...]:
    tree = _must(root, "hash-object", "-t", "tree", "-w", os.devnull).strip()
    return ("commit-tree", tree, "-m", "Begin the ledger")


def _ask(folder: Path, *words: str) -> str | None:
    """What git prints, or None where it fails."""
    done = _git(folder, *words)
    return None if done.returncode else os.fsdecode(done.stdout)


def _must(folder: Path, *words: str) -> str:
    done = _git(folder, *words)
    if done.returncode:
        raise Fault(
            "branch", f"git {words[0]} failed: {_said(done)}", fix="see what git status says"
        )
    return os.fsdecode(done.stdout)


def _git(folder: Path, *words: str) -> Done:
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", **_author(), **_authorization()}
    # The log is bytes that were signed: no line end may change on the way.
    return run(folder, "-c", "core.autocrlf=false", *words, environment=environment)


def _author() -> dict[str, str]:
    """Who commits: the machine, whoever runs it, for people change nothing in this branch."""
    return {
        f"GIT_{role}_{field}": value
        for role in ("AUTHOR", "COMMITTER")
        for field, value in zip(("NAME", "EMAIL"), _WHO, strict=True)
    }


def _authorization() -> dict[str, str]:
    """The token of a workflow, in the environment of git: no list of processes shows it."""
    token, server = os.environ.get("GITHUB_TOKEN"), os.environ.get("GITHUB_SERVER_URL")
    if not token or not server:
        return {}
    basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {basic}",
    }


def _said(done: Done) -> str:
    """The line in which git complains."""
    printed = (done.stderr + done.stdout).decode("utf-8", "replace")
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:", "!", "remote:"))]
    return (told or lines or [f"it ended with {done.returncode}"])[0].removeprefix("fatal: ")
