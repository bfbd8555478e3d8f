"""The JSON Schemas of the records: the definition that checks, pages and editors read.

The files use `common.schema.json` by `$ref`; what `schema` gives stands alone. That form is
published, and it is also quicker: following a reference costs more than checking the value.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

Schema = dict[str, Any]


@cache
def schema(kind: str) -> Schema:
    """The schema of a kind, by the name of the kind, with every reference written out.

    What was a reference says so in `x-type`, such as `slug`; `definition` knows that type.
    Callers share the value and must not change it.
    """
    source = _read(kind)
    found: Schema = _inlined({key: source[key] for key in source if key != "$defs"}, source)
    return found


def definition(name: str) -> Schema:
    """The common type of values that an `x-type` names: its title, description, examples."""
    found: Schema = _inlined(_read("common")["$defs"][name], _read("common"))
    return found


def change_rules() -> dict[str, str]:
    """What each `x-change` of a field of a kind that has versions means, in one sentence."""
    rules: dict[str, str] = _read("common")["x-change-rules"]
    return rules


@cache
def _read(name: str) -> Schema:
    text = files("registry").joinpath("schemas", f"{name}.schema.json").read_text("utf-8")
    found: Schema = json.loads(text)
    return found


def _inlined(value: Any, source: Schema) -> Any:
    if isinstance(value, list):
        return [_inlined(inner, source) for inner in value]
    if not isinstance(value, dict):
        return value
    if "$ref" not in value:
        return {key: _inlined(inner, source) for key, inner in value.items()}
    place, _, name = value["$ref"].partition("#/$defs/")
    home = _read(place.removesuffix(".schema.json")) if place else source
    words = {key: inner for key, inner in value.items() if key != "$ref"}
    return {"x-type": name, **_inlined(home["$defs"][name], home), **words}
