"""What class a change has: each field of a standard, framework and policy changed in turn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.difference.classes import CLASSES, at_least, class_of, next_version
from registry.difference.compare import difference_of
from registry.difference.labels import LABELS
from registry.difference.rules import RULES
from registry.records.schema import Schema, change_rules, schema
from tests.difference_edits import EDITS, Edit
from tests.difference_records import BASES, Data, edited, side

KINDS = ("standard", "framework", "policy")
# What is no place of its own where something can differ: the fields inside say it.
NO_PLACE = {"apart", "fields"}
every_edit = pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)


def places(shape: Schema, before: str = "") -> Iterator[tuple[str, str]]:
    """Every place of a schema where two records can differ, with its rule."""
    for name, inner in shape["properties"].items():
        yield from places_of(inner, f"{before}{name}")


def places_of(shape: Schema, at: str) -> Iterator[tuple[str, str]]:
    """The places in one field."""
    rule = shape["x-change"]
    if rule in NO_PLACE:
        if "properties" in shape and rule == "fields":
            yield from places(shape, f"{at}.")
    elif shape.get("type") == "array":
        yield f"{at}[]", rule
        if "properties" in shape["items"]:
            yield from places(shape["items"], f"{at}[].")
    elif shape.get("type") == "object" and "properties" not in shape:
        yield f"{at}.*", rule
    else:
        yield at, rule
        if "properties" in shape:
            yield from places(shape, f"{at}.")


def after(edit: Edit) -> Data:
    """The data of the base after an edit."""
    return edited(BASES[edit.base], edit.at, edit.value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_changed_here(kind: str) -> None:
    """A field that this table forgets, or that has no class, is found."""
    known = {edit.field for edit in EDITS if edit.base == kind}
    assert {at for at, _ in places(schema(kind))} - known == set()


@every_edit
def test_a_change_has_its_class(edit: Edit) -> None:
    """Up and down, added and removed: the class there, and the class of the way back."""
    old, new = side(edit.base, BASES[edit.base]), side(edit.base, after(edit), "2.0")
    assert difference_of(old, new).class_ == edit.there
    assert difference_of(new, old).class_ == edit.back


@every_edit
def test_a_change_is_found_where_it_is(edit: Edit) -> None:
    """The change names the field of the schema; another id is another item."""
    old, new = side(edit.base, BASES[edit.base]), side(edit.base, after(edit), "2.0")
    found = {change.field for change in difference_of(old, new).changes}
    if edit.base == "used":
        assert found <= {"framework", edit.field}
    else:
        assert found == {edit.field.removesuffix(".id")}


@every_edit
def test_the_same_places_change_on_the_way_back(edit: Edit) -> None:
    """Only the direction turns round."""
    old, new = side(edit.base, BASES[edit.base]), side(edit.base, after(edit), "2.0")
    there, back = difference_of(old, new), difference_of(new, old)
    if edit.base != "used":  # a level added above is no change of a standard, one removed is
        assert {c.path for c in there.changes} == {c.path for c in back.changes}
    turned = {
        (str(change.path), repr(change.after), repr(change.before)) for change in back.changes
    }
    for change in there.changes:
        if change.verb != "reordered" and edit.base != "used":
            assert (str(change.path), repr(change.before), repr(change.after)) in turned


@pytest.mark.parametrize("base", BASES)
def test_nothing_changes_between_a_version_and_itself(base: str) -> None:
    """Beside the number, which is no field."""
    difference = difference_of(side(base, BASES[base]), side(base, BASES[base]))
    assert difference.changes == ()
    assert difference.class_ is None


@settings(max_examples=300)
@given(st.sampled_from(KINDS), st.data())
def test_many_changes_are_no_less_than_each(base: str, data: st.DataObject) -> None:
    """Several changes together never have a lower class than any of them alone, there and back.

    They may have a higher one: a row without an id that differs in two fields is another row.
    """
    choices = [edit for edit in EDITS if edit.base == base]
    edits = data.draw(
        st.lists(st.sampled_from(choices), max_size=4, unique_by=lambda edit: edit.name)
    )
    if any(overlap(one, other) for one, other in combinations(edits, 2)):
        edits = edits[:1]
    new = reduce(lambda found, edit: edited(found, edit.at, edit.value), edits, BASES[base])
    sides = side(base, BASES[base]), side(base, new, "2.0")
    difference, back = difference_of(*sides), difference_of(*sides[::-1])
    assert {change.path for change in difference.changes} == {c.path for c in back.changes}
    assert difference.class_ == class_of(difference.changes)
    assert (difference.class_ is None) == (not edits)
    for edit in edits:
        for found, least in ((difference, edit.there), (back, edit.back)):
            assert found.class_
            assert [*CLASSES].index(found.class_) >= [*CLASSES].index(least)  # type: ignore[arg-type]


def overlap(one: Edit, other: Edit) -> bool:
    """Whether one edit changes what the other speaks of."""
    short = min(len(one.at), len(other.at))
    return one.at[:short] == other.at[:short]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_words(kind: str) -> None:
    """No place lacks a label, and none is labelled that is no place; lists have one as a whole."""
    every = {at for at, rule in places(schema(kind)) if rule != "identity"}
    lists = {at.removesuffix("[]") for at in every if at.endswith("[]")}
    body = {"body", "body[]"} if kind == "policy" else set()
    assert set(LABELS[kind]) == every | lists | body


def test_rules_and_their_explanations_are_the_same() -> None:
    """Each rule that the schemas name is explained and carried out."""
    assert set(RULES) | {"apart", "fields", "identity"} == set(change_rules())


def test_classes_rise() -> None:
    """From what asks nothing of anybody to what asks most."""
    assert CLASSES == ("editorial", "clarifying", "additive", "breaking")
    assert at_least("breaking", "additive")
    assert at_least("additive", "additive")
    assert not at_least("clarifying", "additive")


@pytest.mark.parametrize(
    ("version", "class_", "expected"),
    [
        ("2.1", "breaking", "3.0"),
        ("2.9", "additive", "2.10"),
        ("2.1", "clarifying", "2.2"),
        ("0.9", "editorial", "0.10"),
        ("0.9", "breaking", "1.0"),
    ],
)
def test_numbers_rise_by_one(version: str, class_: str, expected: str) -> None:
    """The next major number for a breaking change, and else the next minor."""
    assert next_version(version, class_) == expected  # type: ignore[arg-type]
