"""Laws of the checks: whatever the records say, there is an answer and never a traceback."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.check.run import check
from registry.load import load
from registry.problem import in_order
from registry.records.document import Document, Loaded
from tests.broken_registry import BASE, TODAY

DOCUMENTS = load(BASE).documents
PATHS = {document.path for document in DOCUMENTS}


def leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value that is neither a list nor a map, with its place."""
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in rows:
        if isinstance(inner, dict | list):
            yield from leaves(inner, (*at, key))
        else:
            yield (*at, key), inner


LEAVES = [(n, at) for n, document in enumerate(DOCUMENTS) for at, _ in leaves(document.data)]
VALUES = list(dict.fromkeys(inner for document in DOCUMENTS for _, inner in leaves(document.data)))
VALUES += ["P999Y", "P0D", "1900-01-01", "2199-12-31", "2024-02-29", 0, 1, 100, "permanent"]
edits = st.lists(
    st.tuples(st.sampled_from(LEAVES), st.sampled_from(VALUES)), min_size=1, max_size=6
)


def changed(rows: list[tuple[tuple[int, tuple[Any, ...]], Any]]) -> tuple[Document, ...]:
    """The documents of the base with these values instead."""
    documents = list(DOCUMENTS)
    for (number, at), value in rows:
        data = copy.deepcopy(documents[number].data)
        inner: Any = data
        for step in at[:-1]:
            inner = inner[step]
        inner[at[-1]] = value
        source = replace(documents[number].source, data=data)
        documents[number] = replace(documents[number], source=source)
    return tuple(documents)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits)
def test_no_values_raise(rows: list[tuple[tuple[int, tuple[Any, ...]], Any]]) -> None:
    """Values in the wrong places give problems in files of the registry, in order."""
    _, problems = check(Loaded(documents=changed(rows)), TODAY)
    assert {problem.path for problem in problems} <= PATHS
    assert problems == in_order(problems)


@settings(deadline=None)
@given(st.sets(st.sampled_from(range(len(DOCUMENTS))), min_size=1))
def test_no_missing_files_raise(absent: set[int]) -> None:
    """Files that are gone leave dangling references, not a traceback."""
    kept = tuple(document for n, document in enumerate(DOCUMENTS) if n not in absent)
    _, problems = check(Loaded(documents=kept), TODAY)
    assert {problem.path for problem in problems} <= PATHS


@settings(deadline=None)
@given(st.permutations(DOCUMENTS))
def test_the_order_of_files_makes_no_difference(documents: list[Document]) -> None:
    """The same records give the same problems, whatever order they come in."""
    broken = changed([((n, at), "2199-12-31") for n, at in LEAVES if at[-1] in ("to", "decided")])
    order = {document.path: n for n, document in enumerate(documents)}
    mixed = tuple(sorted(broken, key=lambda document: order[document.path]))
    expected = check(Loaded(documents=broken), TODAY)[1]
    assert expected
    assert check(Loaded(documents=mixed), TODAY)[1] == expected
