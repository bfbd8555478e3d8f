"""Which two versions of the registry a command compares, and reading them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from registry.check.since.change import Change, change
from registry.check.since.near import MANY, is_local, is_one_of_many, mends, near
from registry.cli.faults import Fault
from registry.git.repository import Repository
from registry.load import load, text_files
from registry.records.kinds import kind_of

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

    def judged(self, today: date, *, nearby: bool = False) -> Change:
        """The change, as `registry.check.since.change` judges it. Raises GitRefused.

        With `nearby` no credentials and cases are read that it cannot concern; the problems are the
        same, and the two registries lack the rest.
        """
        repository, paths = self.repository, self.paths
        wanted = self._wanted(paths) if nearby else bool
        if self.head is None:
            after = load(repository.root, wanted)
        else:
            after = repository.load(self.head, wanted=wanted)
        before = repository.load(self.base, beside=after, wanted=wanted)
        found = change(before, after, today, paths)
        if nearby and mends(found.base, paths):
            return self.judged(today)
        return found

    def _wanted(self, paths: frozenset[str]) -> Callable[[str], bool]:
        """Which files to read: of the many, those that change and those near to them."""
        if not is_local(paths):
            return bool
        repository, base, head = self.repository, self.base, self.head
        folders = [kind.folder for kind in MANY]
        many = [path for path in repository.paths(base) if is_one_of_many(path)]

        def naming(words: frozenset[str]) -> dict[str, str]:
            own = {path for path in many if _id_of(path) in words}
            named = repository.naming(base, words, folders)
            return repository.texts(base, own | set(named))

        texts = [*repository.texts(base, paths).items()]
        if head is None:
            texts += text_files(repository.root, paths)
        else:
            texts += repository.texts(head, paths).items()
        found = near(texts, naming)
        if found is None:
            return bool
        return lambda path: not is_one_of_many(path) or path in found or path in paths


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


def _id_of(path: str) -> str:
    claimed = kind_of(path)
    return claimed[1] if claimed else ""


def _trunk(repository: Repository) -> str:
    """The branch that work is merged into; in a pull request, GitHub says which, and no other is.

    Raises Fault.
    """
    target = os.environ.get("GITHUB_BASE_REF")
    if target:
        return f"origin/{target}"
    found = next((name for name in _TRUNKS if repository.has(name)), None)
    if found is None:
        raise Fault(
            "git",
            "there is no branch origin/main or main to compare with",
            fix="name a commit: sealbook check --changed=COMMIT, sealbook diff COMMIT",
        )
    return found
