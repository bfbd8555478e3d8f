"""A reference that hangs in the air: where it stands, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from registry.check.nearest import nearest, one_of
from registry.problem import At, Problem
from registry.records.kind import Kind
from registry.records.registry import Entry, Registry

# Who refers, where in the file, and to what.
Reference = tuple[Entry[Any], At, str]


def dangling(
    registry: Registry, kind: Kind[Any], references: Iterable[Reference]
) -> Iterator[Problem]:
    """A problem for each reference that no record of the kind answers to."""
    for entry, at, name in references:
        if not registry.exists(kind, name):
            message, fix = _no_such(registry, kind, name)
            yield entry.problem(message, *at, fix=fix)


def _no_such(registry: Registry, kind: Kind[Any], name: str) -> tuple[str, str]:
    """What to say of a name that no record of the kind has, and how to mend it."""
    slug, _, version = name.partition("@")
    versions = [found.version for found in registry.versions(kind, slug)] if version else []
    if versions:
        files = f"versions are the files in {kind.folder}/{slug}/"
        return (
            f"{kind.name} `{slug}` has no version {version}",
            f"use {one_of(reversed(versions))}; {files}",
        )
    known = registry.slugs(kind) if version else [found.id for found in registry.entries(kind)]
    near = nearest(slug, known)
    if near and version:
        same = f"{near}@{version}"
        near = same if registry.exists(kind, same) else registry.versions(kind, near)[-1].id
    otherwise = f"write it first, or name one of the files in {kind.folder}/"
    return f"there is no {kind.name} `{name}`", f"did you mean `{near}`?" if near else otherwise
