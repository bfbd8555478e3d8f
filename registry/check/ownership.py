"""Ownership: every part of the registry has one body that answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.check.nearest import hint
from registry.forge.owners import WHOLE, owner_of
from registry.problem import Problem
from registry.records.body import BODY
from registry.records.kind import Kind
from registry.records.kinds import KINDS
from registry.records.registry import Registry

# Beside the folders of records: the registry as a whole, and what is reviewed without being one.
_OTHERS = (WHOLE, "keys", "assets", "docs")


def unknown_folder(registry: Registry, _today: date) -> Iterator[Problem]:
    """A body owns folders in which records lie, or `keys`, `assets`, `docs` or `registry`.

    `registry` stands for the whole: settings, keys, workflows and program, and all that no other
    body owns. A folder inside a folder belongs to the body that names it, such as
    `governance/policies`, or `standards/data-steward` for one standard.
    """
    folders = sorted({kind.folder for kind in KINDS if kind.folder})
    for entry in registry.entries(BODY):
        for number, name in enumerate(entry.record.owns):
            inside = any(_is_inside(name, folder) or _is_inside(folder, name) for folder in folders)
            if not inside and not any(_is_inside(name, other) for other in _OTHERS):
                same_end = [folder for folder in folders if folder.endswith(f"/{name}")]
                yield entry.problem(
                    f"no records lie in a folder `{name}`",
                    *("owns", number),
                    fix=f"did you mean `{same_end[0]}`?"
                    if same_end
                    else hint(name, [*folders, *_OTHERS]),
                )


def owned_twice(registry: Registry, _today: date) -> Iterator[Problem]:
    """No folder is owned by two bodies: GitHub would ask only one of them."""
    first: dict[str, str] = {}
    for entry in registry.entries(BODY):
        for number, name in enumerate(entry.record.owns):
            other = first.setdefault(name, entry.id)
            if other != entry.id:
                yield entry.problem(
                    f"`{name}` is owned by {other}, too",
                    *("owns", number),
                    fix="let one of the two own it, or a folder inside it",
                )


def unowned_records(registry: Registry, _today: date) -> Iterator[Problem]:
    """Records of every kind are owned by a body, whose members review what changes in them.

    One body that owns `registry` owns all that no other names. A registry that has no body yet is
    not judged.
    """
    bodies = registry.entries(BODY)
    if not bodies or not registry.is_whole(BODY):
        return
    unowned = [
        kind.folder or kind.path
        for kind in KINDS
        if any(owner_of(registry, folder) is None for folder in _folders(registry, kind))
    ]
    if unowned:
        yield bodies[0].problem(
            f"no body owns {', '.join(sorted(unowned))}",
            "owns",
            key=True,
            fix="let a body own them, or let one own `registry`, which is all that no other owns",
        )


def _folders(registry: Registry, kind: Kind[Any]) -> set[str]:
    """The folders in which records of a kind lie, each with a slash at its end."""
    paths = (entry.document.path for entry in registry.entries(kind))
    return {path[: path.rfind("/") + 1] for path in paths}


def _is_inside(folder: str, other: str) -> bool:
    return folder == other or folder.startswith(f"{other}/")
