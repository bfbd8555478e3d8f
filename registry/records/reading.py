"""From the bytes of files to documents; a file that is no record is a problem, not an end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.problem import Problem
from registry.records import ids
from registry.records.document import Document, Loaded
from registry.records.kinds import KINDS, kind_of
from registry.source.decode import MAX_BYTES, decode
from registry.source.parse import parse

# The folders that hold records, and the one that holds their pictures.
FOLDERS = tuple(sorted({kind.folder.partition("/")[0] for kind in KINDS} - {""}))
PICTURES = "assets"
# What GitHub reads of the bodies: no record, but compared with them.
CODEOWNERS = ".github/CODEOWNERS"
# These live in a companion folder that is never published.
PRIVATE = ("appeals", "attempts", "candidates")
# What is read of a file: one byte more than a record may have, so that it shows.
MOST_READ = MAX_BYTES + 1


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file below the folders of records, as a folder or a commit holds it.

    `path` is relative to the registry, with forward slashes. `raw` are at most `MOST_READ` bytes;
    `unreadable` says why there are none.
    """

    path: str
    raw: bytes = b""
    is_link: bool = False
    unreadable: str = ""


def is_read(path: str) -> bool:
    """Whether the bytes of a file are wanted: those of a record with an ID that can be one."""
    found = kind_of(path)
    return found is not None and not ("{id}" in found[0].path and not ids.is_id(found[1]))


def read_all(
    files: Iterable[File],
    pictures: Iterable[str] = (),
    known: Mapping[str, Document] | None = None,
) -> Loaded:
    """What these files hold; `pictures` are the paths of the files in `assets/`.

    A file whose path is in `known` is that document, and its bytes are not looked at.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    unread: set[tuple[str, str]] = set()
    for file in files:
        if known and file.path in known:
            documents.append(known[file.path])
            continue
        document, found = _read(file)
        problems += found
        if document is not None:
            documents.append(document)
        elif claimed := kind_of(file.path):
            unread.add((claimed[0].name, claimed[1]))
    return Loaded(
        documents=tuple(documents),
        problems=tuple(problems),
        unread=frozenset(unread),
        pictures=frozenset(pictures),
    )


def _read(file: File) -> tuple[Document | None, list[Problem]]:
    path = file.path
    if file.is_link:
        message = "the file is a symbolic link; a record is a file of its own"
        fix = "put the file itself here"
        return None, [Problem(code="stray-file", message=message, path=path, fix=fix)]
    found = kind_of(path)
    if found is None:
        return None, _stray(path)
    if not is_read(path):
        return None, [_mistyped(path, found[1])]
    if file.unreadable:
        message = f"the file cannot be read: {file.unreadable}"
        fix = "look at what it is and who may read it"
        return None, [Problem(code="unreadable", message=message, path=path, fix=fix)]
    return document_of(file.raw, path)


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
