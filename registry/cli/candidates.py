"""What a shell offers for an argument: names of files, since nothing is read while one types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from registry.records.ids import is_id


def ids(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The IDs of credentials that begin as typed, in any case, with or without dashes."""
    bare = begun.replace("-", "").upper()
    names = [path.stem for path in _root(context).glob("credentials/*/*.yml")]
    return sorted(name for name in names if is_id(name) and name.startswith(bare))


def standards(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The slugs of standards that begin as typed, and after an `@` their versions."""
    return sorted(_versioned("standards", context, begun))


def frameworks_and_standards(
    context: click.Context, _parameter: click.Parameter, begun: str
) -> list[str]:
    """The same of skill maps and of standards."""
    maps = _versioned("skills", context, begun)
    return sorted([*maps, *_versioned("standards", context, begun)])


def lines(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """What has versions: the slugs of standards, and the others with their folder."""
    folders = {"": "standards", "skills/": "skills", "policies/": "governance/policies"}
    names = [
        f"{prefix}{path.name}"
        for prefix, folder in folders.items()
        for path in _root(context).glob(f"{folder}/*/")
    ]
    return sorted(name for name in names if name.startswith(begun))


def _versioned(folder: str, context: click.Context, begun: str) -> Iterator[str]:
    """The slugs in a folder, and after an `@` the versions of one."""
    slug, at, _ = begun.partition("@")
    if not _is_plain(slug):
        return
    for path in _root(context).glob(f"{folder}/{slug}/*.yml" if at else f"{folder}/*/"):
        name = f"{slug}@{path.stem}" if at else path.name
        if name.startswith(begun):
            yield name


def _root(context: click.Context) -> Path:
    return Path(context.find_root().params.get("root") or ".")


def _is_plain(slug: str) -> bool:
    return "/" not in slug and "*" not in slug
