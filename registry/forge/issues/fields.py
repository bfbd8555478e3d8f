"""Questions about a field of a record: the words come from its schema, which also judges it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from registry.forge.issues.form import Choice, Line
from registry.records.kind import Kind
from registry.records.schema import Schema, schema


def line(kind: Kind[Any], *at: str, label: str = "", required: bool = False, id_: str = "") -> Line:
    """A question about the field at the names `at`, such as `topic`, `title`.

    Its description and first example are those of the schema, and so is its label unless another
    is given; `id_` is for a field whose own name is taken.
    """
    found = field(kind, *at)
    example = found["examples"][0]
    return Line(
        id=id_ or at[-1],
        label=label or found["title"],
        description=found["description"],
        example=example if isinstance(example, str) else str(example),
        required=required,
    )


def choice(
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    description: str = "",
    several: bool = False,
    required: bool = False,
) -> tuple[Choice, ...]:
    """A question with these options; none where there are none, as GitHub refuses an empty list."""
    if not options:
        return ()
    question = Choice(
        id=name,
        label=label,
        description=description,
        options=options,
        multiple=several,
        required=required,
    )
    return (question,)


def field(kind: Kind[Any], *at: str) -> Schema:
    """The schema of a field; rows of a list are looked into without being named."""
    found = schema(kind.name)
    for name in at:
        found = found.get("items", found)["properties"][name]
    return found


def words_of(kind: Kind[Any], *at: str) -> tuple[str, ...]:
    """The words that a field may hold, where its schema lists them."""
    found = field(kind, *at)
    return tuple(found.get("enum") or found["items"]["enum"])
