"""Load: from a folder to documents; a file that cannot be read is a problem, not an end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from registry.records.document import Loaded
from registry.records.reading import (
    CODEOWNERS,
    FOLDERS,
    MOST_READ,
    PICTURES,
    PRIVATE,
    File,
    document_of,
    is_read,
    read_all,
)

__all__ = ["FOLDERS", "Loaded", "document_of", "load", "text_files"]

_MOST_OF_CODEOWNERS = 3 * 1024 * 1024


def load(root: Path, wanted: Callable[[str], bool] = bool) -> Loaded:
    """Read every record below `root`; the order of files on disk makes no difference.

    Files that are not `wanted` are left out.
    """
    paths = (path for path in _record_paths(root) if wanted(path))
    loaded = read_all((_file(root, path) for path in paths), pictures=_files(root, PICTURES))
    return replace(loaded, codeowners=_codeowners(root / CODEOWNERS))


def text_files(root: Path, paths: Iterable[str]) -> list[tuple[str, str]]:
    """Path and text of those of these files that hold records, as far as they can be read."""
    files = [_file(root, path) for path in paths if is_read(path) and os.path.lexists(root / path)]
    return [(file.path, file.raw.decode("utf-8", "replace")) for file in files]


def _codeowners(file: Path) -> str | None:
    """The text as GitHub reads it: it does not follow a link, and takes no file above 3 MB."""
    try:
        if file.is_symlink():
            return os.fspath(file.readlink())
        with file.open("rb") as stream:
            return stream.read(_MOST_OF_CODEOWNERS).decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:  # a folder, or a file that only others may read: not what it must be
        return error.strerror or str(error)


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


def _file(root: Path, path: str) -> File:
    file = root / path
    if file.is_symlink():
        return File(path=path, is_link=True)
    if not is_read(path):
        return File(path=path)
    try:
        with file.open("rb") as stream:
            return File(path=path, raw=stream.read(MOST_READ))
    except OSError as error:
        return File(path=path, unreadable=error.strerror or str(error))
