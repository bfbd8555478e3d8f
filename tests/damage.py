"""Records made of the examples in the schemas, and the same with parts of them spoilt."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from registry.records.kind import Kind
from registry.records.kinds import KINDS
from registry.records.schema import Schema, schema

JUNK = [0, 140, -1, True, "", "x", " x", "2026-02-30", "P1Y", "a\nb", [], {}, ["x", "x"], {"en": 1}]


def sample(part: Schema) -> Any:
    """The data that the examples of a schema make; of fields that exclude each other, one."""
    excluded = {branch["required"][0] for branch in part.get("oneOf", [])[1:]}
    return {
        name: sample(field) if "properties" in field else field["examples"][0]
        for name, field in part["properties"].items()
        if name not in excluded
    }


def damaged(value: Any) -> st.SearchStrategy[Any]:
    """Data like `value`, with one part of it changed, dropped or added somewhere."""
    junk = st.sampled_from(JUNK)
    if isinstance(value, dict) and value:
        return st.sampled_from(list(value)).flatmap(
            lambda key: st.one_of(
                damaged(value[key]).map(lambda inner: {**value, key: inner}),
                st.just({name: inner for name, inner in value.items() if name != key}),
                junk.map(lambda inner: {**value, f"{key}x": inner}),
            )
        )
    if isinstance(value, list) and value:
        return st.sampled_from(range(len(value))).flatmap(
            lambda row: damaged(value[row]).map(
                lambda inner: [*value[:row], inner, *value[row + 1 :]]
            )
        )
    return junk


@st.composite
def damaged_records(draw: st.DrawFn) -> tuple[Kind[Any], dict[str, Any]]:
    """A kind and data of it that was spoilt in one to three places."""
    kind = draw(st.sampled_from(KINDS))
    data = sample(schema(kind.name))
    for _ in range(draw(st.integers(1, 3))):
        data = draw(damaged(data))
        if not isinstance(data, dict):
            break
    return kind, data if isinstance(data, dict) else {}
