"""A repository: its commits, and the records of one without checking it out."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from registry.git.blobs import ROOTS, Blob, blobs_of, contents, unchanged
from registry.git.run import GitRefused, NoSuchRevision, ask, run, said
from registry.records.document import Loaded
from registry.records.reading import CODEOWNERS, PICTURES, read_all

_SHALLOW = "fetch the whole history: `fetch-depth: 0` in actions/checkout, or git fetch --unshallow"


@dataclass(frozen=True, kw_only=True, slots=True)
class Repository:
    """The Git repository around the registry in `root`.

    `folder` is the registry's own folder inside it, or empty.
    """

    root: Path
    folder: str

    @classmethod
    def around(cls, root: Path) -> Repository:
        """The repository that a folder belongs to. Raises GitRefused where there is none."""
        done = run(root, "rev-parse", "--show-prefix")
        if done.returncode:
            why = said(done)
            if "not a git repository" in why:
                raise GitRefused(
                    "the registry is in no Git repository, so there is nothing to compare it with",
                    "git init, and commit the records",
                )
            raise GitRefused(f"git cannot be used here: {why}", "see what `git status` says")
        prefix = os.fsdecode(done.stdout).removesuffix("\n")
        return cls(root=root, folder=prefix.removesuffix("/"))

    @property
    def is_shallow(self) -> bool:
        """Whether only the newest commits were fetched."""
        return ask(self.root, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def commit(self, revision: str) -> str:
        """The commit, as hex, that a branch, tag or other revision means.

        Raises NoSuchRevision.
        """
        plain = revision and revision[0] not in "-^" and revision.isprintable()
        words = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        done = run(self.root, *words) if plain else None
        if done is None or done.returncode:
            raise NoSuchRevision(
                f"there is no commit called `{revision}` in this repository",
                _SHALLOW if self.is_shallow else "`git branch --all` lists what there is",
            )
        return done.stdout.decode().strip()

    def has(self, revision: str) -> bool:
        """Whether a revision names a commit."""
        try:
            self.commit(revision)
        except NoSuchRevision:
            return False
        return True

    def merge_base(self, one: str, other: str) -> str:
        """The newest commit that two commits both come from, as hex.

        Where they have none in common, it is `one`: the history was rewritten, and the records
        can still be compared. Raises GitRefused in a shallow clone.
        """
        done = run(self.root, "merge-base", one, other)
        found = done.stdout.decode().split()
        if done.returncode == 0 and found:
            return found[0]
        if self.is_shallow:
            raise GitRefused("this clone is too shallow to say where the change begins", _SHALLOW)
        return one

    def changed(self, base: str, head: str | None = None) -> frozenset[str]:
        """The paths, relative to the registry, of the files that differ between two commits.

        Without `head` it is the working tree, also with what is not added, or ignored.
        """
        options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative")
        commits = (base,) if head is None else (base, head)
        printed = ask(self.root, "diff", *options, *commits, "--", ".")
        if head is None:
            there = [
                name for name in (*ROOTS, PICTURES, CODEOWNERS) if os.path.lexists(self.root / name)
            ]
            printed += ask(self.root, "ls-files", "--others", "-z", "--", *there)
        return frozenset(os.fsdecode(path) for path in printed.split(b"\0") if path)

    def paths(self, commit: str) -> tuple[str, ...]:
        """The files of a commit in the folders of records."""
        return tuple(blob.path for blob in self._blobs(commit) if blob.is_record)

    def texts(self, commit: str, paths: Collection[str]) -> dict[str, str]:
        """What those of these files say that the commit has; of huge ones nothing."""
        blobs = [blob for blob in self._blobs(commit) if blob.path in paths and blob.is_wanted]
        content = contents(self.root, [blob.oid for blob in blobs])
        return {blob.path: content[blob.oid].decode("utf-8", "replace") for blob in blobs}

    def naming(self, commit: str, words: Collection[str], folders: Sequence[str]) -> list[str]:
        """The files in some folders of a commit that contain one of the words, as it stands."""
        given = "".join(f"{word}\n" for word in words).encode()
        options = ("-l", "-z", "-a", "-F", "--no-textconv", "-f", "-")
        done = run(self.root, "grep", *options, commit, "--", *folders, given=given)
        if done.returncode > 1:
            raise GitRefused(f"git grep failed: {said(done)}")
        found = [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]
        return [name.removeprefix(f"{commit}:") for name in found]

    def load(
        self,
        commit: str,
        beside: Loaded | None = None,
        wanted: Callable[[str], bool] = bool,
    ) -> Loaded:
        """The records of a commit, as `registry.load.load` gives those of a folder.

        Documents that `beside` has with the same bytes at the same path are taken from there, so
        that of two versions of a registry only the difference is read. Files that are not `wanted`
        are left out. Raises GitRefused.
        """
        blobs = [blob for blob in self._blobs(commit) if wanted(blob.path)]
        known = unchanged(blobs, beside) if beside else {}
        records = [blob for blob in blobs if blob.is_record]
        read = [blob.oid for blob in records if blob.is_wanted and blob.path not in known]
        owners = [blob.oid for blob in blobs if blob.path == CODEOWNERS]
        content = contents(self.root, [*read, *owners])
        loaded = read_all(
            (blob.file(content.get(blob.oid, b"")) for blob in records),
            pictures=(blob.path for blob in blobs if blob.is_picture),
            known=known,
        )
        text = content[owners[0]].decode("utf-8", "replace") if owners else None
        return replace(loaded, codeowners=text)

    def _blobs(self, commit: str) -> tuple[Blob, ...]:
        tree = run(self.root, "rev-parse", "--verify", "--quiet", f"{commit}:{self.folder}")
        if tree.returncode:  # the folder is younger than the commit
            return ()
        return blobs_of(self.root, tree.stdout.decode().strip())
