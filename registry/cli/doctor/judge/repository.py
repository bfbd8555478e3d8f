"""Git: whether the records have a past, a place to be pushed to, and nothing too much in them."""

from __future__ import annotations

from collections.abc import Iterator

from registry.cli.branch import MAIN, REMOTE
from registry.cli.doctor.facts import Here
from registry.cli.doctor.finding import Finding, error, note, warning
from registry.cli.doctor.judge.secrets import secrets_in

_SHOWN = 3


def records(here: Here) -> Iterator[Finding]:
    """Whether `sealbook check` passes."""
    if here.errors:
        yield error(
            f"`sealbook check` finds {here.errors} {'error' if here.errors == 1 else 'errors'}",
            "sealbook check",
        )


def private(here: Here) -> Iterator[Finding]:
    """Whether folders lie here that are never published."""
    for folder in here.private:
        yield error(
            f"the folder {folder}/ belongs to the private companion of the registry",
            f"move it to a private repository: git rm -r --cached {folder}; the history still "
            "holds what was committed, so read the runbook Erasure",
        )


def in_git(here: Here) -> Iterator[Finding]:
    """Whether there is a repository with a commit."""
    if here.repository is None:
        yield error("the registry is in no Git repository", f"git init -b {MAIN}")
    elif here.repository.newest is None:
        yield error("nothing is committed yet", "git add . && git commit -m 'Begin the registry'")


def remote(here: Here) -> Iterator[Finding]:
    """Whether others can get at the records."""
    if here.repository is not None and not here.repository.remote:
        yield warning(
            f"the repository has no remote called `{REMOTE}`",
            f"git remote add {REMOTE} ADDRESS && git push -u {REMOTE} {MAIN}",
        )


def main_branch(here: Here) -> Iterator[Finding]:
    """Whether the branch that is published is called as the workflows expect."""
    found = here.repository
    if found is None or found.newest is None:
        return
    if found.default and found.default != MAIN:
        yield error(
            f"the default branch of {REMOTE} is `{found.default}`",
            f"rename it to `{MAIN}`; on GitHub: Settings, General, Default branch; here: "
            f"git branch -m {found.default} {MAIN}",
        )
    elif MAIN not in found.branches:
        yield error(
            f"there is no branch `{MAIN}`", f"git branch -m {found.branch or 'BRANCH'} {MAIN}"
        )
    elif found.branch != MAIN:
        where = f"`{found.branch}`" if found.branch else "no branch"
        yield note(
            f"{where} is checked out, and the registry is published from `{MAIN}`",
            f"git switch {MAIN}",
        )


def builds(here: Here) -> Iterator[Finding]:
    """Whether Git keeps what a build makes."""
    found = here.repository
    if found is not None and found.builds:
        more = len(found.builds) - _SHOWN
        names = ", ".join(found.builds[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
        folders = sorted({path.partition("/")[0] for path in found.builds})
        yield warning(
            f"Git keeps what builds make: {names}", f"git rm -r --cached {' '.join(folders)}"
        )


def ignored(here: Here) -> Iterator[Finding]:
    """Whether a hasty `git add` would commit a build."""
    found = here.repository
    if found is not None and found.unignored:
        names = " ".join(f"/{folder}/" for folder in found.unignored)
        yield warning(
            f"{' and '.join(found.unignored)} would be committed by `git add .`",
            f"write into .gitignore, each on its line: {names}",
        )


def secret_files(here: Here) -> Iterator[Finding]:
    """Whether a seed or a root key lies in a file that Git keeps, or is about to."""
    found = here.repository
    for path, text in found.suspects.items() if found else ():
        for what in secrets_in(text):
            yield error(
                f"{path} holds {what}",
                "take it as stolen, for the history of Git keeps it: follow the runbook "
                "Stolen seed, for a root key Lost root key; then git rm the file",
            )
