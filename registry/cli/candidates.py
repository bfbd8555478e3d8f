"""What a shell offers for an argument: names of files, since nothing is read while one types."""

from __future__ import annotations

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
    slug, at, _ = begun.partition("@")
    found = _root(context).glob(f"standards/{slug}/*.yml" if at else "standards/*/")
    names = [f"{slug}@{path.stem}" if at else path.name for path in found if _is_plain(slug)]
    return sorted(name for name in names if name.startswith(begun))


def codes(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The codes of problems that begin as typed."""
    from registry.cli.explain import explanations  # noqa: PLC0415 - only a shell that asks waits

    return sorted(code for code in explanations() if code.startswith(begun))


def _root(context: click.Context) -> Path:
    return Path(context.find_root().params.get("root") or ".")


def _is_plain(slug: str) -> bool:
    return "/" not in slug and "*" not in slug
