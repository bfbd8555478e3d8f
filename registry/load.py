"""Load: from a folder to documents; a file that cannot be read is a problem, not an end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from registry.problem import Problem
from registry.records import ids
from registry.records.document import Document, Loaded
from registry.records.kinds import KINDS, kind_of
from registry.source.decode import MAX_BYTES, decode
from registry.source.parse import parse

__all__ = ["Loaded", "load"]

FOLDERS = tuple(sorted({kind.folder.partition("/")[0] for kind in KINDS} - {""}))
PICTURES = "assets"
# These live in a companion folder that is never published.
PRIVATE = ("appeals", "attempts", "candidates")


def load(root: Path) -> Loaded:
    """Read every record below `root`; the order of files on disk makes no difference."""
    documents: list[Document] = []
    problems: list[Problem] = []
    unread: set[tuple[str, str]] = set()
    for path in _record_paths(root):
        document, found = _read(root, path)
        problems += found
        if document is not None:
            documents.append(document)
        elif claimed := kind_of(path):
            unread.add((claimed[0].name, claimed[1]))
    return Loaded(
        documents=tuple(documents),
        problems=tuple(problems),
        unread=frozenset(unread),
        pictures=frozenset(_files(root, PICTURES)),
    )


def _record_paths(root: Path) -> Iterator[str]:
    if (root / "registry.yml").exists():
        yield "registry.yml"
    for folder in (*FOLDERS, *PRIVATE):
        if (root / folder).is_symlink():
            yield folder
        else:
            yield from _files(root, folder)


def _files(root: Path, folder: str) -> Iterator[str]:
    """Every file below `folder`, links included and never followed, in the order of names."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _files(root, path)
        else:
            yield path


def _read(root: Path, path: str) -> tuple[Document | None, list[Problem]]:
    found = kind_of(path)
    file = root / path
    if file.is_symlink():
        message = "the file is a symbolic link; a record is a file of its own"
        fix = "put the file itself here"
        return None, [Problem(code="stray-file", message=message, path=path, fix=fix)]
    if found is None:
        return None, _stray(path)
    kind, record_id = found
    if "{id}" in kind.path and not ids.is_id(record_id):
        return None, [_mistyped(path, record_id)]
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        fix = "look at what it is and who may read it"
        return None, [Problem(code="unreadable", message=message, path=path, fix=fix)]
    return document_of(raw, path)


def document_of(raw: bytes, path: str) -> tuple[Document | None, list[Problem]]:
    """The document that a file with these bytes is at the path of a record, or its problems."""
    found = kind_of(path)
    assert found is not None, "the path of a record"
    kind, record_id = found
    body = ""
    if kind.is_markdown:
        raw, body, problems = _front_matter(raw, path)
        if problems:
            return None, problems
    source, problems = parse(raw, path)
    if source is None:
        return None, problems
    return Document(path=path, kind=kind, id=record_id, source=source, body=body), problems


def _front_matter(raw: bytes, path: str) -> tuple[bytes, str, list[Problem]]:
    """Split a Markdown file; the first line stays as an empty one, so that lines keep numbers."""
    text, problems = decode(raw, path)
    if text is None or problems:
        return b"", "", problems
    head, fence, body = text.partition("\n---\n")
    if not head.startswith("---\n") or not fence:
        message = "the file does not start with its front matter between two lines of `---`"
        fix = "write `---`, the fields, `---`, and then the text"
        return b"", "", [Problem(code="front-matter", message=message, path=path, fix=fix)]
    return head.removeprefix("---").encode() + b"\n", body, []


def _stray(path: str) -> list[Problem]:
    if path.rpartition("/")[2] == ".gitkeep":
        return []
    parent = path.partition("/")[0]
    if parent in PRIVATE:
        return [_private(path)]
    homes = [kind.path for kind in KINDS if kind.folder.startswith(parent)]
    near = [home for home in homes if path.startswith(home.partition("{")[0])] or homes
    message = "no kind of record lives at this path"
    fix = "records here are " + " or ".join(near) + "; move or delete the file"
    return [Problem(code="stray-file", message=message, path=path, fix=fix)]


def _private(path: str) -> Problem:
    message = "a private record lies in the public registry"
    fix = "move it to the companion folder; what was pushed once must be removed from history too"
    return Problem(code="private-kind", message=message, path=path, fix=fix)


def _mistyped(path: str, record_id: str) -> Problem:
    right = ids.check_symbol(record_id[:-1])
    message = f"{record_id} is not an ID: its last symbol does not fit the others"
    fix = f"look for a mistyped symbol; if the first twelve are right, the last is {right}"
    return Problem(code="id-check-symbol", message=message, path=path, fix=fix)
