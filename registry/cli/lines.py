"""From what a person typed to a standard, framework or policy, in any of its versions."""

from __future__ import annotations

from typing import Any

import click

from registry.check.nearest import nearest
from registry.records.kind import Kind
from registry.records.kinds import VERSIONED
from registry.records.registry import Registry


def named_line(registry: Registry, typed: str) -> tuple[Kind[Any], str]:
    """The kind and slug that a person means.

    That is a slug, `data-practitioner`, or the path of its folder, `skills/open-data`, of which the
    beginning may be left out, `policies/privacy`. Raises UsageError with the nearest one.
    """
    name = typed.strip("/")
    paths = {
        f"{kind.folder}/{slug}": (kind, slug) for kind in VERSIONED for slug in registry.slugs(kind)
    }
    found = [path for path in paths if path == name or path.endswith(f"/{name}")]
    if len(found) == 1:
        return paths[found[0]]
    if found:
        raise click.UsageError(
            f"`{name}` is the name of several: {' and '.join(found)}. Say which."
        )
    near = nearest(name, paths) or nearest(name, [slug for _, slug in paths.values()])
    if near:
        hint = f"Did you mean `{near}`?"
    elif paths:
        hint = f"There are {', '.join(paths)}."
    else:
        hint = "There is none yet; `sealbook standard new` begins a standard."
    raise click.UsageError(f"There is no standard, framework or policy `{name}`. {hint}")
