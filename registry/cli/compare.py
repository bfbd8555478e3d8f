"""Which two versions of the registry a command compares, and reading them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from registry.check.since.change import Change, change
from registry.cli.faults import Fault
from registry.git.repository import Repository
from registry.load import load

# Where work is merged, by the names that it may have; the first that there is counts.
_TRUNKS = ("origin/main", "origin/HEAD", "main", "master")
_SHOWN = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of history: the commit before it, and the commit after it or None.

    Where `head` is None the stretch ends with the working tree. `name` is what people call `base`.
    """

    repository: Repository
    name: str
    base: str
    head: str | None = None

    @property
    def since(self) -> str:
        """The base in words: its name, and the beginning of its commit."""
        short = self.base[:_SHOWN]
        return short if self.base.startswith(self.name) else f"{self.name} ({short})"

    @property
    def paths(self) -> frozenset[str]:
        """The files that differ."""
        return self.repository.changed(self.base, self.head)

    def judged(self, today: date) -> Change:
        """The change, as `registry.check.since.change` judges it. Raises GitRefused."""
        repository = self.repository
        after = load(repository.root) if self.head is None else repository.load(self.head)
        before = repository.load(self.base, beside=after)
        return change(before, after, today, self.paths)


def to_working_tree(root: Path, base: str = "") -> Span:
    """From where this line of work left `base` to the files as they are now.

    Without `base` it is the branch that work is merged into. Raises GitRefused, Fault.
    """
    repository = Repository.around(root)
    name = base or _trunk(repository)
    left = repository.merge_base(repository.commit(name), repository.commit("HEAD"))
    return Span(repository=repository, name=name, base=left)


def between(root: Path, base: str, head: str) -> Span:
    """From where `head` left `base` to the commit `head`; an empty name stands for the usual one.

    Raises GitRefused, Fault.
    """
    repository = Repository.around(root)
    name = base or _trunk(repository)
    after = repository.commit(head or "HEAD")
    left = repository.merge_base(repository.commit(name), after)
    return Span(repository=repository, name=name, base=left, head=after)


def _trunk(repository: Repository) -> str:
    """The branch that work is merged into; in a pull request, GitHub says which."""
    target = os.environ.get("GITHUB_BASE_REF")
    names = (f"origin/{target}", *_TRUNKS) if target else _TRUNKS
    found = next((name for name in names if repository.has(name)), None)
    if found is None:
        raise Fault(
            "git",
            "there is no branch origin/main or main to compare with",
            fix="name a commit: sealbook check --changed=COMMIT, sealbook diff COMMIT",
        )
    return found
