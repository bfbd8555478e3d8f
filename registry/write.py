"""Write: artifacts become files in a fresh folder; a finished site takes the old one's place."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from registry.site.artifact import Artifact
from registry.site.manifest import CREDENTIALS, NAME, digest_of, print_manifest

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# What every site of ours has, and hardly another folder.
_MARKS = ("index.html", "404.html", "schemas/registry.schema.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """How many artifacts were written, and the digests of those beside credentials."""

    files: int
    credentials: tuple[bytes, ...]


def write(artifacts: Iterable[Artifact], stage: Path) -> Written:
    """Write every artifact below `stage`, each in the folder of its place.

    `stage` is fresh: nothing is cleaned and nothing compared. Raises OSError.
    """
    made: set[str] = set()
    base = os.fspath(stage)
    count = 0
    digests: list[bytes] = []
    for artifact in artifacts:
        path = f"{base}/{artifact.place}/{artifact.path}"
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as below: many thousands
            made.add(folder)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            written = os.write(descriptor, artifact.content)
        finally:
            os.close(descriptor)
        if written != len(artifact.content):  # a disk that fills up takes a part, and says so thus
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        count += 1
        if artifact.path.startswith(CREDENTIALS):
            digests.append(digest_of(artifact.path, artifact.content))
    return Written(files=count, credentials=tuple(digests))


def write_manifest(site: Path, written: Written) -> None:
    """Add the manifest to a site that is complete but for it."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for entry in sorted(os.scandir(site), key=lambda entry: entry.name)
        if entry.name + "/" != CREDENTIALS
        for path in ([Path(entry)] if entry.is_file() else sorted(Path(entry).rglob("*")))
        if path.is_file()
    }
    (site / NAME).write_bytes(print_manifest(files, written.credentials))


class PlaceTaken(Exception):
    """Something else than a site of ours is in the place where the site is to go."""


def require_place(site: Path) -> None:
    """Raise PlaceTaken unless nothing is there, or an empty folder, or a site of ours."""
    if not os.path.lexists(site):
        return
    ours = site.is_dir() and all((site / mark).is_file() for mark in _MARKS)
    if not ours and not (site.is_dir() and not any(site.iterdir())):
        raise PlaceTaken(f"{site} holds something else than an older site")


def fresh(folder: Path) -> Path:
    """An empty folder at this path, whatever was left there before."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def lay_over(overlay: Path, site: Path) -> None:
    """Move everything of `overlay` into `site`; a folder that is new there moves as a whole."""
    for entry in sorted(os.scandir(overlay), key=lambda entry: entry.name):
        target = site / entry.name
        if entry.is_dir() and target.is_dir():
            lay_over(Path(entry.path), target)
        else:
            Path(entry.path).replace(target)


def swap(new: Path, site: Path) -> None:
    """Put `new` in the place of `site` at once: a visitor or a killed run never sees half a site.

    Linux exchanges two folders in one call (renameat2); elsewhere two renames come close.
    Raises PlaceTaken rather than lose what is no site.
    """
    require_place(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    if not site.exists():
        new.rename(site)
        return
    if not _exchange(new, site):
        old = new.with_name("old")
        site.rename(old)
        new.rename(site)
        new = old
    shutil.rmtree(new)


def _exchange(one: Path, other: Path) -> bool:
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    names = os.fsencode(one), os.fsencode(other)
    result: int = renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    return result == 0
