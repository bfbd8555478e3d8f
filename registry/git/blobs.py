"""The files of a commit, as a load of the same folder would see them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from registry.git.run import GitRefused, ask
from registry.records.document import Document, Loaded
from registry.records.reading import (
    CODEOWNERS,
    FOLDERS,
    MOST_READ,
    PICTURES,
    PRIVATE,
    File,
    is_read,
)

ROOTS = ("registry.yml", *FOLDERS, *PRIVATE)
_WANTED = (*ROOTS, PICTURES, CODEOWNERS)
_LINK, _SUBMODULE = b"120000", b"160000"
_SHA1_DIGITS = 40


class Blob(NamedTuple):
    """A file in a commit: its mode, the name that Git gives its bytes, and how many they are.

    A submodule has none, and `size` is -1.
    """

    path: str
    mode: bytes
    oid: str
    size: int

    @property
    def is_picture(self) -> bool:
        """Whether it lies in `assets/`."""
        return self.path.startswith(f"{PICTURES}/")

    @property
    def is_record(self) -> bool:
        """Whether it lies where only records may be."""
        return self.path.partition("/")[0] in ROOTS

    @property
    def is_wanted(self) -> bool:
        """Whether its bytes are looked at; those of a huge file are not."""
        plain = self.mode not in (_LINK, _SUBMODULE) and self.size < MOST_READ
        return plain and is_read(self.path)

    def file(self, raw: bytes) -> File:
        """The file as the reading of records takes it."""
        if self.mode == _SUBMODULE:
            return File(path=self.path, unreadable="Is a directory")
        if self.size >= MOST_READ:
            return File(path=self.path, raw=bytes(MOST_READ))  # refused for its size alone
        return File(path=self.path, raw=raw, is_link=self.mode == _LINK)


@lru_cache(maxsize=4)
def blobs_of(root: Path, tree: str) -> tuple[Blob, ...]:
    """The files of a tree that a load reads or names, in its order."""
    printed = ask(root, "ls-tree", "-r", "-z", "--long", "--full-tree", tree, *_WANTED)
    blobs = []
    for line in printed.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, oid, size = about.split()
        number = -1 if size == b"-" else int(size)
        blobs.append(Blob(os.fsdecode(path), mode, oid.decode(), number))
    return tuple(sorted(blobs, key=_place))


def contents(root: Path, oids: Sequence[str]) -> dict[str, bytes]:
    """The bytes of files by their names. Raises GitRefused where the clone lacks one."""
    if not oids:
        return {}
    asked = "".join(f"{oid}\n" for oid in oids).encode()
    printed = ask(root, "cat-file", "--batch", given=asked)
    found, at = {}, 0
    for oid in oids:
        end = printed.index(b"\n", at)
        _, _, size = printed[at:end].rpartition(b" ")
        if not size.isdigit():  # `<oid> missing`
            raise GitRefused(
                f"the file {oid} is missing in this clone", "clone again, without --filter"
            )
        at = end + 1 + int(size) + 1
        found[oid] = printed[end + 1 : at - 1]
    return found


def unchanged(blobs: Sequence[Blob], beside: Loaded) -> dict[str, Document]:
    """The documents whose bytes are those of the file in the commit, by path."""
    names = {blob.path: blob.oid for blob in blobs if blob.mode != _LINK}
    return {
        document.path: document
        for document in beside.documents
        if document.path in names
        and names[document.path] == _oid(document, len(names[document.path]))
    }


def _oid(document: Document, digits: int) -> str:
    """The name that Git gives the bytes of a document, by SHA-1 or SHA-256."""
    raw = document.text.encode()
    name = "sha1" if digits == _SHA1_DIGITS else "sha256"
    method = hashlib.new(name, b"blob %d\0" % len(raw), usedforsecurity=False)
    method.update(raw)
    return method.hexdigest()


def _place(blob: Blob) -> tuple[int, list[str]]:
    parts = blob.path.split("/")
    return ROOTS.index(parts[0]) if parts[0] in ROOTS else len(ROOTS), parts
