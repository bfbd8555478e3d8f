"""The fast canonical form and that of `rfc8785` are one."""

from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from registry.jcs import NotPlain, canonical_json, require_plain

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
KEYS = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF), max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_plain_values_have_the_bytes_of_rfc_8785(value: object) -> None:
    """Keys in order, escapes, and nothing between."""
    require_plain(value)
    assert canonical_json(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value",
    [1.0, {"a": [0.5]}, 2**53, {"\U0001f3c5": 1}, float("nan"), [[-(2**53)]]],
)
def test_what_readers_take_differently_is_refused(value: object) -> None:
    """Floats, large integers, and keys that Python and JavaScript sort differently."""
    with pytest.raises(NotPlain):
        require_plain(value)


def test_depth_is_bounded() -> None:
    """A thousand brackets end in an error of ours, not of the interpreter."""
    value: object = []
    for _ in range(1000):
        value = [value]
    with pytest.raises(NotPlain):
        require_plain(value)
