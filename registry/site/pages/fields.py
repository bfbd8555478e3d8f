"""Fields: the reference of every kind of record, read from its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from registry.records.kinds import KINDS
from registry.records.schema import change_rules, schema
from registry.site.artifact import Artifact
from registry.site.markdown.page import page
from registry.site.site import Site

Schema = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A row of the reference; `path` is written as `rubric[].levels.*`."""

    path: str
    depth: int
    form: str
    required: bool
    about: str
    values: tuple[str, ...]
    example: str
    change: str


def field_pages(site: Site) -> Iterator[Artifact]:
    """The list of kinds, and the fields of each."""
    kinds = [(kind, schema(kind.name)) for kind in KINDS]
    yield page(
        site,
        "fields/",
        "fields.md.j2",
        title="Fields",
        description="Every field of every kind of record.",
        kinds=[(kind.title, kind.path, f"fields/{kind.name}/", found) for kind, found in kinds],
    )
    for kind, found in kinds:
        rows = list(fields(found))
        yield page(
            site,
            f"fields/{kind.name}/",
            "field.md.j2",
            title=kind.title,
            description=str(found.get("description", "")),
            crumbs=[("Fields", "fields/")],
            path_of_kind=kind.path,
            about=found.get("description", ""),
            rows=rows,
            has_changes=any(row.change for row in rows),
            rules=change_rules(),
        )


def fields(found: Schema, before: str = "", depth: int = 0) -> Iterator[Field]:
    """The fields of an object, each followed by the fields inside it."""
    for name, inner in found.get("properties", {}).items():
        path = f"{before}.{name}" if before else name
        yield _field(path, depth, inner, required=name in found.get("required", ()))
        yield from _inside(inner, path, depth + 1)


def _inside(found: Schema, path: str, depth: int) -> Iterator[Field]:
    for one in (found, *found.get("oneOf", ()), *found.get("anyOf", ())):
        if one.get("x-type") in {"text", "line"}:  # a string, or one string a language
            continue
        if isinstance(one.get("items"), dict):
            yield from _inside(one["items"], f"{path}[]", depth)
        values = one.get("additionalProperties")
        if isinstance(values, dict) and values.get("properties"):
            yield from fields(values, f"{path}.*", depth)
        yield from fields(one, path, depth)


def _field(path: str, depth: int, found: Schema, *, required: bool) -> Field:
    examples = found.get("examples", ())
    return Field(
        path=path,
        depth=depth,
        form=_form(found),
        required=required,
        about=str(found.get("description", "")),
        values=tuple(str(value) for value in found.get("enum", ())),
        example=_yaml(examples[0]) if examples else "",
        change=str(found.get("x-change", "")),
    )


def _form(found: Schema) -> str:
    """What a value is, in a word or two."""
    if "x-type" in found:
        return str(found["x-type"])
    if found.get("type") == "array":
        return f"list of {_form(found.get('items', {}))}"
    if found.get("type") == "object":
        return "map"
    options = [*found.get("oneOf", ()), *found.get("anyOf", ())]
    if options:
        return " or ".join(dict.fromkeys(_form(option) for option in options))
    return str(found.get("type", "word"))


def _yaml(value: Any) -> str:
    """An example as a record writes it."""
    text: str = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=4096)
    return text.removesuffix("...\n").strip()
