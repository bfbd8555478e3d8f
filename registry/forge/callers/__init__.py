"""The workflows of a registry's own repository, which call those of the program.

The files beside this one are those that the program's own repository uses; there `$/` means the
repository itself. In another one it becomes the program's repository, at a commit.
"""

from __future__ import annotations

import re
from importlib.resources import files

# Where each file belongs in a repository.
CALLERS: dict[str, str] = {
    ".github/workflows/check.yml": "check.yml",
    ".github/workflows/publish.yml": "publish.yml",
    ".github/workflows/heartbeat.yml": "heartbeat.yml",
    ".github/dependabot.yml": "dependabot.yml",
}
_INSTALL = ".github/actions/install"
_SELF = re.compile(r"uses: \$/([\w./-]+)")
_PIN = re.compile(r"[0-9a-f]{40}")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")


def callers(program: str, commit: str, version: str) -> dict[str, str]:
    """The files, by their path, of a registry that uses the program of another repository.

    `program` is that repository, such as `guild/sealbook`; `commit` its commit as 40 hex digits,
    and `version` the release at that commit, such as `1.2.0`, which stands beside it for people
    and for Dependabot. From then on Dependabot moves the commit, so the files are written once.
    Raises ValueError where one of these has another form.
    """
    if not (_REPOSITORY.fullmatch(program) and _PIN.fullmatch(commit)):
        raise ValueError(f"{program}@{commit} names no repository at a commit")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ValueError(f"{version} is no version such as 1.2.0")

    def elsewhere(match: re.Match[str]) -> str:
        path = "" if match[1] == _INSTALL else f"/{match[1]}"
        return f"uses: {program}{path}@{commit} # v{version}"

    return {path: _SELF.sub(elsewhere, own(name)) for path, name in CALLERS.items()}


def own(name: str) -> str:
    """A file as the program's own repository uses it."""
    return files(__name__).joinpath(name).read_text("utf-8")
